"""Refusals about uploads that come in pieces; their states are those of tus 1.0."""

from server.kit.errors import Conflict, DomainError, Invalid, TooMany


class UploadOffsetWrong(Conflict):
    """The piece begins before or after the byte that is wanted next."""

    code = "upload.offset_wrong"
    zh = "上传位置不符，服务器已收到 {offset} 字节"
    en = "The piece begins elsewhere: {offset} bytes have arrived"


class UploadChecksumWrong(DomainError):
    """The piece was changed on its way."""

    code = "upload.checksum_wrong"
    zh = "分片校验不符，请重新发送"
    en = "The piece does not match its checksum; send it again"
    status = 460


class ChecksumUnsupported(DomainError):
    """Neither algorithm nor value can be understood."""

    code = "upload.checksum_unsupported"
    zh = "不支持该校验方式，可用：{accepted}"
    en = "This checksum is not understood; it is one of {accepted}"


class UploadExpired(DomainError):
    """It was not finished in its time, and what had arrived of it is gone."""

    code = "upload.expired"
    zh = "上传已过期，请重新开始"
    en = "The upload has expired; begin it anew"
    status = 410


class UploadTooLong(DomainError):
    """More bytes were announced than are taken."""

    code = "upload.too_long"
    zh = "文件过大，上限 {limit_bytes} 字节"
    en = "The file is longer than {limit_bytes} bytes"
    status = 413


class UploadOverrun(Invalid):
    """More bytes came than were announced."""

    code = "upload.overrun"
    zh = "内容超出声明的长度 {length_bytes} 字节"
    en = "More bytes than the {length_bytes} that were announced"


class UploadsTooMany(TooMany):
    """Too much is on its way for one person."""

    code = "upload.too_many"
    zh = "未完成的上传过多，请先完成或取消"
    en = "Too many unfinished uploads: finish or end some first"


class TusVersionUnsupported(DomainError):
    """Another version of the protocol, or none."""

    code = "upload.version_unsupported"
    zh = "不支持该上传协议版本，可用：{version}"
    en = "This version of tus is not spoken here; it is {version}"
    status = 412
