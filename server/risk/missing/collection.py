"""CO."""

from typing import Final

from server.risk.lacking import Missing

MISSING: Final = (
    Missing(
        "CO-16",
        "委外机构的逐通质检结果：合作机构登记中只有机构本身，委外作业记录由机构持有",
        "the quality checks of calls made by agencies: the register of partners knows the agencies alone, their "
        "records of contacts are their own",
    ),
    Missing(
        "CO-17",
        "诉讼费用、律师费与判决执行回款：由法院、律所和财务凭证持有，移交律师的案件只记录交接",
        "costs of litigation and what a judgment brought in: courts, lawyers and vouchers have them; of a case that "
        "was given to lawyers only the handing over is kept",
    ),
)
