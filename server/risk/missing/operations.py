"""OP."""

from typing import Final

from server.risk.lacking import Missing

MISSING: Final = (
    Missing(
        "OP-06",
        "系统停机时段的记录：由机房或云平台监控持有，业务库在停机时无法自行记录",
        "when the service was down: the monitoring of whoever runs the machines has it; a house that is down writes "
        "nothing",
    ),
    Missing(
        "OP-11",
        "档案移交归档的时间：纸质档案室或电子档案系统持有，合同与附件入库即加密保存，没有归档环节",
        "when the papers of a loan were put into the archive: the archive has it; here papers are sealed into the "
        "store as they come, and no step archives them",
    ),
)
