"""Refusals of contracts and signing."""

from server.kit.errors import Conflict, Invalid, NotFound


class WrongState(Conflict):
    """The contract is not where this step begins."""

    code = "contract.wrong_state"
    zh = "合同当前状态为“{state}”，不能进行此操作"
    en = "The contract is {state}; this step does not begin there"


class AlreadyDrawn(Conflict):
    """There is a living contract for this application."""

    code = "contract.already_drawn"
    zh = "该申请已有有效合同"
    en = "This application has a living contract already"


class NoAccount(Conflict):
    """The borrower has no verified account of his own to pay to."""

    code = "contract.no_verified_account"
    zh = "借款人尚无已核验的本人银行账户"
    en = "The borrower has no verified bank account of his own"


class LinkInvalid(NotFound):
    """The link is unknown, used or expired: which one is not told."""

    code = "contract.link_invalid"
    zh = "链接无效或已过期，请联系您的客户经理"
    en = "The link is invalid or has expired"


class CodeTooSoon(Conflict):
    """A code was sent a moment ago, or too many were sent."""

    code = "contract.code_too_soon"
    zh = "验证码发送过于频繁，请稍后再试"
    en = "A code was sent a moment ago; try again later"


class CodeWrong(Invalid):
    """The code is wrong, too old, or was tried too often."""

    code = "contract.code_wrong"
    zh = "验证码不正确或已失效"
    en = "The code is wrong or no longer valid"


class NotAgreed(Invalid):
    """The borrower did not tick that he agrees."""

    code = "contract.not_agreed"
    zh = "请阅读并勾选同意合同条款"
    en = "Read the contract and tick that you agree"


class NotSigned(Conflict):
    """Money goes out on a signed contract only."""

    code = "contract.not_signed"
    zh = "合同尚未签署"
    en = "The contract is not signed"
