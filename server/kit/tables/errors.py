"""What is wrong with a sheet, or with a cell of it."""

from server.kit.errors import Invalid


class SheetUnreadable(Invalid):
    """Not a workbook or CSV file as described, or one that is too large."""

    code = "import.sheet_unreadable"
    zh = "文件无法读取：{reason}"
    en = "The file cannot be read: {reason}"


class TitleWrong(Invalid):
    """A column is missing, or there twice."""

    code = "import.title_wrong"
    zh = "列标题缺失或重复：{column}"
    en = "A column is missing or there twice: {column}"


class CellMissing(Invalid):
    """A cell that must be filled is empty."""

    code = "import.cell_missing"
    zh = "此项必填"
    en = "This must be filled"


class CellUnsound(Invalid):
    """A cell does not hold what its column asks for."""

    code = "import.cell_unsound"
    zh = "内容不符合要求：{zh_reason}"
    en = "Not what the column asks for: {reason}"


class FormulaRefused(Invalid):
    """What a formula shows is not what stands in the cell."""

    code = "import.formula_refused"
    zh = "不接受公式，请粘贴为数值"
    en = "Formulas are refused: paste values"


class UnknownBranch(Invalid):
    """No branch of that code that serves customers."""

    code = "import.unknown_branch"
    zh = "机构代码不存在"
    en = "No branch has this code"


class UnknownOfficer(Invalid):
    """Nobody active with that log-in works in the branch."""

    code = "import.unknown_officer"
    zh = "该机构没有此在职客户经理"
    en = "Nobody with this log-in works in the branch"


class LineEncoding(Invalid):
    """A line that is written in another encoding than the rest of the file."""

    code = "import.line_encoding"
    zh = "此行编码与文件其余部分不一致"
    en = "The line is written in another encoding than the rest of the file"
