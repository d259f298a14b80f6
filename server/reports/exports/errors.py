"""Refusals of exports."""

from server.kit.errors import Conflict, Invalid


class ReportUnknown(Invalid):
    """No such report, or not in this form, or for a period that it does not have."""

    code = "export.report_unknown"
    zh = "没有该报表、格式或期间（最长{days}天）"
    en = "No such report, form or period (at most {days} days)"


class ExportNotReady(Conflict):
    """It is drawn still, could not be drawn, or its days are over."""

    code = "export.not_ready"
    zh = "文件尚未生成、生成失败或已过期"
    en = "The file is not ready, could not be drawn, or has expired"


class TooLongForPaper(Invalid):
    """More rows than a PDF takes."""

    code = "export.too_long_for_paper"
    zh = "超过{limit}行，请改用 Excel 或 CSV"
    en = "More than {limit} rows: take Excel or CSV"


class TooManyExports(Conflict):
    """As many of one's own are drawn already."""

    code = "export.too_many"
    zh = "正在生成的文件已有{limit}个，请稍候"
    en = "{limit} files are being drawn already: wait for them"
