"""Refusals of log-in and staff administration. Wrong login and wrong password read the same."""

from server.kit.errors import Conflict, Invalid, Unauthenticated


class WrongCredentials(Unauthenticated):
    """Login, password or one-time code is wrong; which one is not told."""

    code = "session.wrong_credentials"
    zh = "账号、密码或动态口令不正确"
    en = "Wrong login, password or one-time code"


class CodeRequired(Unauthenticated):
    """The password was right; this account also wants its one-time code."""

    code = "session.code_required"
    zh = "请输入动态口令"
    en = "Enter the one-time code"


class WrongCode(Invalid):
    """The one-time code is wrong, was used before, or this account has none."""

    code = "session.wrong_code"
    zh = "动态口令不正确或已使用"
    en = "The one-time code is wrong or was used already"


class TokenInvalid(Unauthenticated):
    """Forged, expired, of another kind, or its session has ended."""

    code = "session.token_invalid"
    zh = "登录已失效，请重新登录"
    en = "The log-in is no longer valid"


class RefreshReused(Unauthenticated):
    """A refresh token was used twice: somebody has a copy, so the session ends."""

    code = "session.refresh_reused"
    zh = "登录凭证被重复使用，已强制退出"
    en = "A refresh token was used twice; the session has ended"


class WeakPassword(Invalid):
    """Too short or too common."""

    code = "staff.weak_password"
    zh = "密码至少 {length} 位，且不能过于常见"
    en = "A password has at least {length} characters and is not a common one"


class LoginTaken(Conflict):
    """The login belongs to somebody else."""

    code = "staff.login_taken"
    zh = "登录名已被占用"
    en = "The login is taken"


class LastAdministrators(Conflict):
    """There must be two administrators at any time."""

    code = "staff.last_administrators"
    zh = "至少保留两名管理员"
    en = "At least two administrators must remain"
