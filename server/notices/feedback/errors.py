"""Refusals of feedback."""

from server.kit.errors import Conflict, Invalid


class TextUnsound(Invalid):
    """Too short to help anybody, or too long to be read."""

    code = "feedback.text_unsound"
    zh = "请用 2 至 2000 个字说明问题"
    en = "Say what is wrong in 2 to 2,000 characters"


class PictureUnsound(Invalid):
    """Not a picture of a screen: too large, of another kind, or broken."""

    code = "feedback.picture_unsound"
    zh = "截图须为 4 MB 以内的 PNG、JPEG 或 WebP 图片"
    en = "The picture must be a PNG, JPEG or WebP of at most 4 MB"


class AnswerMissing(Invalid):
    """What is declined says why."""

    code = "feedback.answer_missing"
    zh = "不予处理须说明原因"
    en = "Say why it stays as it is"


class FeedbackMoved(Conflict):
    """Somebody else has answered in the meantime."""

    code = "feedback.moved"
    zh = "这条反馈已被他人处理，请查看最新状态"
    en = "Somebody else has answered this in the meantime"
