"""Refusals about passkeys. Which check an answer failed stands in the audit record, not in the answer."""

from server.kit.errors import Conflict, Invalid, StepUpRequired


class PasskeyRequired(StepUpRequired):
    """Somebody who has a passkey confirms exactly this with it."""

    code = "access.passkey_required"
    zh = "此操作需要用通行密钥确认"
    en = "This needs to be confirmed with your passkey"


class PasskeyRefused(Invalid):
    """The answer is not one of a living passkey of this person to this question."""

    code = "passkey.refused"
    zh = "通行密钥验证未通过，请重试"
    en = "The passkey was not accepted: try again"


class PasskeyCopied(Conflict):
    """Its counter went back: there may be a second copy of the key, so it is revoked."""

    code = "passkey.copied"
    zh = "该通行密钥疑似被复制，已自动停用，请重新登记"
    en = "There may be a copy of this passkey: it has been revoked, register a new one"


class PasskeysElsewhere(Conflict):
    """Passkeys belong to a host name over https; this installation is reached by a number."""

    code = "passkey.no_host_name"
    zh = "当前地址不支持通行密钥，请使用域名访问"
    en = "Passkeys need a host name, and this installation is reached by a number"


class TooManyPasskeys(Conflict):
    """One person keeps a few."""

    code = "passkey.too_many"
    zh = "每人最多登记 {limit} 个通行密钥"
    en = "One person keeps at most {limit} passkeys"
