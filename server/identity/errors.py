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


class WrongPassword(Invalid):
    """The password of whoever is logged in is wrong."""

    code = "session.wrong_password"
    zh = "密码不正确"
    en = "The password is wrong"


class TokenInvalid(Unauthenticated):
    """Forged, expired, of another kind, or its session has ended."""

    code = "session.token_invalid"
    zh = "登录已失效，请重新登录"
    en = "The log-in is no longer valid"


class WipeOrdered(TokenInvalid):
    """The session was ended from elsewhere: a phone lost, a member reset or gone."""

    code = "session.wipe_ordered"
    zh = "此设备上的登录已被远程结束，手机里的内容已清空"
    en = "This log-in was ended from elsewhere, and what the phone kept is cleared"


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


class LoginUnsound(Invalid):
    """3 to 40 small letters, digits, dots, dashes."""

    code = "staff.login_unsound"
    zh = "登录名须为3至40位小写字母、数字、点或横线"
    en = "A login has 3 to 40 small letters, digits, dots or dashes"


class UnknownPosition(Invalid):
    """No such position."""

    code = "staff.unknown_position"
    zh = "岗位不存在：{position}"
    en = "There is no position {position}"


class PositionBeyondReach(Invalid):
    """A position that sees farther than whoever gives or takes it may administer."""

    code = "staff.position_beyond_reach"
    zh = "岗位的数据范围超出您的管理范围：{position}"
    en = "The position {position} sees farther than you administer"


class UnknownBranch(Invalid):
    """No such branch."""

    code = "staff.unknown_branch"
    zh = "机构不存在"
    en = "There is no such branch"


class OwnRights(Conflict):
    """Nobody changes his own rights, resets himself or disables himself."""

    code = "staff.own_rights"
    zh = "不能变更本人的权限或状态"
    en = "Nobody changes his own rights or state"


class StillHasCustomers(Conflict):
    """Customers must have another officer first."""

    code = "staff.still_has_customers"
    zh = "该员工名下还有 {count} 名客户，请先移交"
    en = "He still has {count} customers: hand them over first"


class NotAnOfficer(Invalid):
    """The receiver must be an active loan officer, and another one."""

    code = "staff.not_an_officer"
    zh = "接收人须为另一名在岗的客户经理"
    en = "The receiver must be another active loan officer"


class NotOnLeave(Invalid):
    """He is here: there is no leave to end."""

    code = "staff.not_on_leave"
    zh = "该员工不在休假中"
    en = "This member of staff is not on leave"


class OperationNotForTokens(Invalid):
    """The owner does not hold it, no token ever does, or it writes and the token is to read only."""

    code = "token.operation_not_usable"
    zh = "开发者令牌不能拥有该权限：{operation}"
    en = "A developer token cannot hold {operation} here"


class TokenLifetimeUnsound(Invalid):
    """A developer token has an end, and not a far one."""

    code = "token.lifetime_unsound"
    zh = "开发者令牌的有效期为1至{limit_days}天"
    en = "A developer token lives 1 to {limit_days} days"


class TooManyTokens(Conflict):
    """Revoke one first."""

    code = "token.too_many"
    zh = "有效的开发者令牌最多{limit}个，请先吊销一个"
    en = "At most {limit} developer tokens live at a time: revoke one first"
