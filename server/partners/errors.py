"""Refusals of what clients may send, and of who publishes it."""

from server.kit.errors import Conflict, Denied, DomainError, Invalid, NotFound


class DocumentUnknown(NotFound):
    """No trusted document of this id, or none that the caller's positions may use: the answer is the same."""

    code = "document.unknown"
    zh = "未知的可信查询，请更新应用"
    en = "No trusted document of this id; update the app"


class DocumentRevoked(DomainError):
    """The document was trusted and is no more."""

    code = "document.revoked"
    zh = "该查询已被吊销，请更新应用"
    en = "This document has been revoked; update the app"
    status = 410


class OnlyTrusted(Denied):
    """This house runs trusted documents only, and the caller may not send texts of his own."""

    code = "document.only_trusted"
    zh = "仅接受已发布的可信查询"
    en = "Only trusted documents run here"


class DocumentMismatch(Invalid):
    """The id is not the SHA-256 of the text."""

    code = "document.mismatch"
    zh = "标识与查询文本的 SHA-256 不一致"
    en = "The id is not the SHA-256 of the text"


class DocumentWithdrawn(Conflict):
    """It was revoked before. A new version may bring it back, when asked to in so many words."""

    code = "document.withdrawn"
    zh = "该查询曾被吊销；确需恢复请用新版本号并注明恢复"
    en = "This document was revoked before; to bring it back use a new version and say so"


class DocumentUnsound(Invalid):
    """A trusted document holds one operation, with a name; a manifest holds a limited number of documents."""

    code = "document.unsound"
    zh = "可信查询有误：{reason}"
    en = "The trusted document makes no sense: {reason}"


class TeamUnknown(NotFound):
    """No client team of this code."""

    code = "client_team.unknown"
    zh = "没有此客户端团队"
    en = "No client team of this code"


class TeamUnsound(Invalid):
    """A team has a plain code, a name, and positions that exist."""

    code = "client_team.unsound"
    zh = "客户端团队有误：{reason}"
    en = "The client team makes no sense: {reason}"
