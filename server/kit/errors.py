"""Refusals that a person can act on: a code, a sentence in Chinese and English, and the input field they are about.

Subjects derive their errors from one of the families below and set `code`, `zh` and `en`; the facts handed to the
constructor fill the sentences. Facts never hold personal data: refusals are logged and audited.
"""

from collections.abc import Iterator
from typing import ClassVar


class DomainError(Exception):
    """A refusal. `code` is `subject.fact`; `zh` and `en` are format strings over the facts."""

    code: ClassVar[str] = ""
    zh: ClassVar[str] = ""
    en: ClassVar[str] = ""
    status: ClassVar[int] = 400

    def __init__(self, field: str | None = None, **facts: object) -> None:
        self.field = field
        self.facts = facts
        super().__init__(self.code)

    @property
    def message_zh(self) -> str:
        return self.zh.format(**self.facts)

    @property
    def message_en(self) -> str:
        return self.en.format(**self.facts)

    @property
    def enum_name(self) -> str:
        """The code as a GraphQL enum value: `loan.already_disbursed` becomes `LOAN_ALREADY_DISBURSED`."""
        return self.code.upper().replace(".", "_")


class Invalid(DomainError):
    """The input is wrong in itself."""

    code = "input.invalid"
    zh = "输入有误：{reason}"
    en = "Invalid input: {reason}"
    status = 422


class NotFound(DomainError):
    """Missing, or outside the caller's sight: the answer is the same."""

    code = "object.not_found"
    zh = "未找到"
    en = "Not found"
    status = 404


class Conflict(DomainError):
    """The state of things does not allow it now."""

    code = "object.conflict"
    zh = "状态冲突"
    en = "Conflict"
    status = 409


class Denied(DomainError):
    """The caller does not hold the operation."""

    code = "access.denied"
    zh = "没有权限：{operation}"
    en = "Not permitted: {operation}"
    status = 403


class Unauthenticated(DomainError):
    """Nobody known is calling."""

    code = "access.unauthenticated"
    zh = "请先登录"
    en = "Please log in"
    status = 401


class StepUpRequired(Denied):
    """The operation wants a fresh second factor."""

    code = "access.step_up_required"
    zh = "此操作需要再次验证身份（动态口令）"
    en = "This operation needs a fresh one-time code"


class TooMany(DomainError):
    """Too often in too short a time. The fact `retry_after_seconds` says when to come back."""

    code = "access.too_many"
    zh = "操作过于频繁，请 {retry_after_seconds} 秒后再试"
    en = "Too many attempts, try again in {retry_after_seconds} seconds"
    status = 429


class Stale(Conflict):
    """Somebody changed it since the caller looked: the expected version is not the present one."""

    code = "object.stale"
    zh = "内容已被他人更新，请查看最新版本"
    en = "Somebody has changed this since you looked"


class IdempotencyMismatch(Conflict):
    """The key was used before with other content."""

    code = "request.key_reused"
    zh = "同一请求编号已用于其他内容"
    en = "This request key was used with other content"


class Unavailable(DomainError):
    """The database cannot be reached, or was lost on the way: what became of the request may be unknown."""

    code = "server.unavailable"
    zh = "系统暂时不可用，请用同一请求编号重试"
    en = "Unavailable for the moment: try again with the same request key"
    status = 503


class Unforeseen(DomainError):
    """Anything that nobody foresaw: details stand in the log under the request id."""

    code = "server.unforeseen"
    zh = "系统错误，请凭请求编号联系支持"
    en = "Unexpected error; give support the request id"
    status = 500


class Refused:
    """Returned by a verb instead of raised: the refusal is answered, and what the verb wrote is committed."""

    def __init__(self, error: DomainError) -> None:
        self.error = error


def every_error(root: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    """Every concrete error class that has been imported, the base family included."""
    if root.code:
        yield root
    for child in root.__subclasses__():
        yield from every_error(child)
