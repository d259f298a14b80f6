"""Refusals of bank files. They name line and column and repeat nothing of what stands there."""

from server.kit.errors import Conflict, Denied, Invalid


class ProfileUnknown(Invalid):
    """No profile of this code, or none for this kind of file."""

    code = "file.profile_unknown"
    zh = "银行文件格式不存在或不支持该类文件"
    en = "No bank file profile of this code serves this kind of file"


class FileUnreadable(Invalid):
    """Not a file of the profile's format."""

    code = "file.unreadable"
    zh = "文件无法读取：{reason}"
    en = "The file cannot be read: {reason}"


class EncodingWrong(Invalid):
    """Bytes that the profile's encoding does not know."""

    code = "file.encoding"
    zh = "第{line}行“{column}”列的字符编码不符（应为{encoding}）"
    en = "Line {line}, column {column}: not {encoding}"


class TitleMissing(Invalid):
    """A column that the profile names is not in the file."""

    code = "file.title_missing"
    zh = "缺少“{column}”列"
    en = "The column {column} is missing"


class CellUnsound(Invalid):
    """A cell that cannot be what its column says."""

    code = "file.cell_unsound"
    zh = "第{line}行“{column}”列有误：{reason}"
    en = "Line {line}, column {column}: {reason}"


class TotalsDiffer(Invalid):
    """Count or sum at the file's end are not those of its lines."""

    code = "file.totals_differ"
    zh = "文件合计（{told}）与明细（{found}）不一致"
    en = "The file's totals ({told}) are not those of its lines ({found})"


class NotFileChannel(Conflict):
    """The account's orders go over the bank link."""

    code = "file.channel_differs"
    zh = "该账户不使用银行文件"
    en = "This account does not work with bank files"


class NothingToPay(Conflict):
    """No order waits for a file."""

    code = "file.nothing_to_pay"
    zh = "没有待出文件的指令"
    en = "No order waits for a file"


class OrdersNotFree(Conflict):
    """An order is missing, of another account, or stands in another file."""

    code = "file.orders_not_free"
    zh = "所选指令不存在、不属于该账户或已在其他文件中"
    en = "An order is missing, belongs to another account or stands in another file"


class BatchWrongState(Conflict):
    """What is asked for is not possible any more, or not yet."""

    code = "file.batch_wrong_state"
    zh = "批次状态（{state}）不允许该操作"
    en = "The batch is {state}"


class SamePerson(Denied):
    """Who made it does not release it."""

    code = "file.same_person"
    zh = "经办人不得复核自己办理的业务"
    en = "Whoever made it does not release it"


class TooManyLines(Invalid):
    """More than the bank takes in one file."""

    code = "file.too_many_lines"
    zh = "每个文件不超过{limit}笔"
    en = "A file holds at most {limit} lines"


class FileLost(Conflict):
    """The store does not have it any more."""

    code = "file.lost"
    zh = "文件存储丢失，请联系支持"
    en = "The store has lost this file"
