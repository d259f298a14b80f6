"""Refusals of contracts and signing."""

from server.kit.errors import Conflict, Denied, Invalid, NotFound


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


class AlreadySigned(Conflict):
    """Who holds this link has signed; others have not yet."""

    code = "contract.already_signed"
    zh = "您已签署，正在等待其他签署人"
    en = "You have signed already; others have not yet"


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


class NoTemplate(Conflict):
    """No template of this paper is in force on the day."""

    code = "contract.no_template"
    zh = "{day} 没有生效的“{kind}”模板"
    en = "No template of {kind} is in force on {day}"


class FieldMissing(Conflict):
    """The paper says something that is not known."""

    code = "contract.field_missing"
    zh = "合同模板所需内容缺失：{name}"
    en = "The paper's template says a value that is missing: {name}"


class TemplateUnsound(Invalid):
    """A template that no paper could be set from; the reason names what is wrong."""

    code = "contract.template_unsound"
    zh = "模板有误：{reason}"
    en = "The template is unsound: {reason}"


class TemplateTooEarly(Conflict):
    """A version begins today or later, and after the one before."""

    code = "contract.template_too_early"
    zh = "新版本须自今日或之后、且晚于上一版本生效日（{after}）起生效"
    en = "A version begins today or later, and after the day of the one before ({after})"


class DisclosureFirst(Conflict):
    """The cost disclosure comes before the contract."""

    code = "contract.disclosure_first"
    zh = "请先阅读并确认《综合融资成本明示表》"
    en = "Read and confirm the disclosure of all costs first"


class DisclosureUnread(Conflict):
    """It has not been open for long enough; the server counts."""

    code = "contract.disclosure_unread"
    zh = "请完整阅读明示表，还需 {seconds} 秒"
    en = "Read the disclosure; {seconds} more seconds"


class NoDisclosure(NotFound):
    """This contract needs none, or its paper is not set yet."""

    code = "contract.no_disclosure"
    zh = "本合同没有需要确认的明示表"
    en = "There is no disclosure to confirm for this contract"


class SignatureMissing(Invalid):
    """Nothing was drawn, or a dot."""

    code = "contract.signature_missing"
    zh = "请在签名框内手写签名"
    en = "Draw your signature in the box"


class SignatureUnsound(Invalid):
    """What came is no drawing of the page."""

    code = "contract.signature_unsound"
    zh = "签名数据有误，请清除后重新签名"
    en = "The drawing is unsound: clear it and sign again"


class NothingToShow(Conflict):
    """The application is neither signed nor refused."""

    code = "contract.nothing_to_show"
    zh = "该申请尚未签约或作出决定，无可供借款人查看的内容"
    en = "The application is neither signed nor refused: there is nothing to show the borrower yet"


class RequestUnsound(Invalid):
    """What is asked must be told, in not too many words."""

    code = "contract.request_unsound"
    zh = "请填写1至{limit}个字的说明"
    en = "Say what it is about, in at most {limit} characters"


class OwnComplaint(Denied):
    """A complaint is not answered by who it may be about."""

    code = "contract.own_complaint"
    zh = "客户的投诉不由其客户经理本人答复"
    en = "A complaint is not answered by the customer's own officer"


class AskedAlready(Conflict):
    """The same is open already, or too much was asked in a day."""

    code = "contract.asked_already"
    zh = "您的同类诉求正在处理中，请等待答复"
    en = "You have asked for this already; an answer is on its way"
