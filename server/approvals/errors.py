"""Why somebody may not decide."""

from server.kit.errors import Conflict, Denied, Invalid


class OwnEntry(Denied):
    """He entered or edited something in it: four eyes."""

    code = "approval.own_entry"
    zh = "不得审批本人录入或修改过的业务"
    en = "Nobody decides on what he entered or edited"


class OwnCustomer(Denied):
    """The customer is his own."""

    code = "approval.own_customer"
    zh = "不得审批本人名下客户的业务"
    en = "Nobody decides on a customer of his own"


class WrongPosition(Denied):
    """This tier is decided by holders of another position."""

    code = "approval.wrong_position"
    zh = "该层级须由“{position}”审批"
    en = "This tier is decided by a holder of the position {position}"


class WrongRegion(Denied):
    """The branch lies in another manager's region."""

    code = "approval.wrong_region"
    zh = "该网点不属于您负责的区域"
    en = "The branch lies outside your region"


class AlreadyDecided(Conflict):
    """He has voted on this case, at this tier or an earlier one."""

    code = "approval.already_decided"
    zh = "您已对该业务作出决定"
    en = "You have decided on this case already"


class CaseClosed(Conflict):
    """The case is settled or withdrawn."""

    code = "approval.case_closed"
    zh = "该审批已结束"
    en = "The case is closed"


class OtherAmount(Conflict):
    """The amount that the caller saw is not the amount of the case."""

    code = "approval.other_amount"
    zh = "审批金额与案件金额不一致"
    en = "The amount is not the amount of the case"


class ReasonMissing(Invalid):
    """A decision says why."""

    code = "approval.reason_missing"
    zh = "请填写审批意见"
    en = "Say why"


class ReasonTooLong(Invalid):
    """A reason is a few sentences."""

    code = "approval.reason_too_long"
    zh = "审批意见不得超过 {length} 字"
    en = "A reason has at most {length} characters"


class CaseAlreadyOpen(Conflict):
    """There is an open case about the same subject."""

    code = "approval.case_already_open"
    zh = "该业务已有未结审批"
    en = "A case about it is open already"


class Recused(Conflict):
    """He has stepped aside from this case."""

    code = "approval.recused"
    zh = "您已回避该业务"
    en = "You have recused yourself from this case"


class AssignedToOther(Denied):
    """The present step was put into somebody else's hands."""

    code = "approval.assigned_to_other"
    zh = "该业务已转交他人办理"
    en = "The case was passed on to somebody else"


class NotAColleague(Invalid):
    """Whoever is named cannot take it: not on duty, without the position, or without sight of it."""

    code = "approval.not_a_colleague"
    zh = "该人员不在岗、无此岗位或无权查看该业务"
    en = "This colleague is not on duty, lacks the position, or has no sight of the case"


class ColleagueBarred(Denied):
    """Whoever is named has entered something in it, serves the customer, has voted or stepped aside."""

    code = "approval.colleague_barred"
    zh = "该人员须回避该业务"
    en = "This colleague may not decide on this case"


class NotTransferable(Conflict):
    """A step of several voices is not passed on: whoever cannot vote steps aside."""

    code = "approval.not_transferable"
    zh = "多人表决的步骤不能转交，请申请回避"
    en = "A step of several voices is not passed on: step aside instead"


class TooManySteps(Conflict):
    """A route has its end."""

    code = "approval.too_many_steps"
    zh = "加签步骤过多"
    en = "Too many signers were added"


class UrgedLately(Conflict):
    """Once an hour is enough."""

    code = "approval.urged_lately"
    zh = "一小时内已催办过"
    en = "It was urged within the hour"


class PositionNotHeld(Invalid):
    """One lends only positions of one's own that decide."""

    code = "approval.position_not_held"
    zh = "只能委托本人现任的审批岗位"
    en = "Only deciding positions of one's own can be delegated"


class DelegationPeriodUnsound(Invalid):
    """It begins today or later and is not for ever."""

    code = "approval.delegation_period_unsound"
    zh = "委托期限须自今日起，且不超过 {days} 天"
    en = "A delegation begins today or later and lasts at most {days} days"


class DelegationLoops(Invalid):
    """His own voice would come back to him, or go through too many hands."""

    code = "approval.delegation_loops"
    zh = "委托不得循环，也不得超过三级"
    en = "Delegations make no circle and no chain of more than three"


class DelegationOverlaps(Conflict):
    """There is one for these days."""

    code = "approval.delegation_overlaps"
    zh = "该期间已有委托"
    en = "There is a delegation for these days already"


class DelegationEnded(Conflict):
    """It has ended."""

    code = "approval.delegation_ended"
    zh = "该委托已结束"
    en = "The delegation has ended"


class ConditionsUnsound(Invalid):
    """A few conditions, each a sentence, none twice."""

    code = "approval.conditions_unsound"
    zh = "放款条件最多 {most} 条，每条 1 至 {length} 字且不得重复"
    en = "At most {most} conditions, each of 1 to {length} characters and none twice"


class TermsWithoutApproval(Invalid):
    """Only who approves lays down terms."""

    code = "approval.terms_without_approval"
    zh = "只有同意时才能变更条件"
    en = "Terms are laid down with an approval only"


class OfferLooser(Invalid):
    """An approval makes it stricter: less, shorter, dearer, within the product."""

    code = "approval.offer_looser"
    zh = "批复金额须更低、期限须更短、利率须更高，且在产品范围内"
    en = "An approval lowers the amount, shortens the term or raises the rate, within the product"


class ConditionMet(Conflict):
    """It is ticked already."""

    code = "approval.condition_met"
    zh = "该条件已落实"
    en = "The condition is met already"


class OwnCondition(Denied):
    """Four eyes: another person ticks it."""

    code = "approval.own_condition"
    zh = "不得落实本人提出的条件"
    en = "Nobody ticks a condition that he laid down"


class EvidenceMissing(Invalid):
    """A condition is ticked with a document or a note."""

    code = "approval.evidence_missing"
    zh = "请附上凭证资料或说明"
    en = "Give a document or a note as evidence"
