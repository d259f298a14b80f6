"""Refusals about documents. The picture's own faults name the field `file`."""

from server.kit.errors import Conflict, Invalid


class PictureEmpty(Invalid):
    """No bytes."""

    code = "document.empty"
    zh = "文件为空"
    en = "The file is empty"


class PictureTooLarge(Invalid):
    """More bytes than are taken."""

    code = "document.too_large"
    zh = "文件过大，请不要超过 20 MB"
    en = "The file is too large: at most 20 MB"


class NotAnImage(Invalid):
    """No picture of a known format."""

    code = "document.not_an_image"
    zh = "文件不是可识别的图片或 PDF"
    en = "The file is neither a known picture nor a PDF"


class TooManyPixels(Invalid):
    """More pixels than are decoded."""

    code = "document.too_many_pixels"
    zh = "图片尺寸过大，请不要超过五千万像素"
    en = "The picture is too large: at most fifty million pixels"


class TooSmall(Invalid):
    """Too few pixels to show anything."""

    code = "document.too_small"
    zh = "图片过小，无法识别"
    en = "The picture is too small to show anything"


class PictureBroken(Invalid):
    """The file is damaged."""

    code = "document.broken"
    zh = "文件已损坏"
    en = "The file is damaged"


class AlreadyConfirmed(Conflict):
    """A confirmed document stays as it is; a better one is photographed anew."""

    code = "document.already_confirmed"
    zh = "该资料已确认，如需更正请重新拍摄"
    en = "The document is confirmed already; photograph it anew to correct it"


class NothingToRead(Conflict):
    """Papers of this kind are not read by machine, or this one is being read or has been."""

    code = "document.nothing_to_read"
    zh = "该资料无需重新识别"
    en = "There is nothing to read again"


class ValueMissing(Invalid):
    """A field that this paper must show is empty."""

    code = "document.value_missing"
    zh = "请填写必填项"
    en = "A required value is missing"


class ValueUnsound(Invalid):
    """A value that cannot stand on such a paper; the fact says what is wrong."""

    code = "document.value_unsound"
    zh = "内容有误：{reason}"
    en = "The value is not sound: {reason}"


class FieldUnknown(Invalid):
    """A paper of this kind does not have this field."""

    code = "document.field_unknown"
    zh = "该资料没有这一项"
    en = "A paper of this kind has no such field"


class PictureLost(Conflict):
    """The store does not hold the picture."""

    code = "document.picture_lost"
    zh = "图片已丢失，请重新拍摄"
    en = "The picture is lost; photograph it anew"
