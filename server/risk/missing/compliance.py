"""CP."""

from typing import Final

from server.risk.lacking import Missing

MISSING: Final = (
    Missing(
        "CP-17",
        "客户是否在校学生：学籍信息（学信网等）或客户如实申报，现有表格与来源均无",
        "whether the customer is a student: enrolment (the register of students has it) or his own word; no table and "
        "no source tells it",
    ),
)
