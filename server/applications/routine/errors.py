"""Why a gesture does not approve."""

from server.kit.errors import Conflict


class NotRoutine(Conflict):
    """The approval asks for more than a gesture, by the matrix or since something has changed."""

    code = "approval.not_routine"
    zh = "不能快捷同意：{reason_zh}"
    en = "This is no routine approval: {reason_en}"
