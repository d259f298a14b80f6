"""Refusals of collection."""

from server.kit.errors import Conflict, Invalid


class CaseNotInState(Conflict):
    """The case is not in a state that allows this step."""

    code = "collection.case_not_in_state"
    zh = "案件当前状态（{state}）不允许此操作"
    en = "The case does not allow this while it is {state}"


class ContactDone(Conflict):
    """The contact was refused, made or cancelled already."""

    code = "collection.contact_done"
    zh = "该联系已被拒绝、已完成或已取消"
    en = "The contact was refused, made or cancelled already"


class PromiseUnsound(Invalid):
    """An amount above zero and at most all that is owed, by a day from today within the house's span."""

    code = "collection.promise_unsound"
    zh = "承诺金额须大于零且不超过欠款，日期须在{days}天内"
    en = "A promise is of an amount up to what is owed, by a day within {days} days"


class WordsUnsound(Invalid):
    """Nothing, or too much."""

    code = "collection.words_unsound"
    zh = "请填写内容（最多{limit}字）"
    en = "Say something, in at most {limit} characters"


class NobodyToCall(Invalid):
    """Another person is contacted by the register of contacts, the debtor by his own number."""

    code = "collection.nobody_to_call"
    zh = "联系第三人须选择已登记的联系人"
    en = "Name a registered contact to reach another person"


class CollectorUnsuited(Invalid):
    """Whoever is given a case works on cases where it lies."""

    code = "collection.collector_unsuited"
    zh = "该员工不能办理此案件"
    en = "This member of staff may not work on the case"


class PauseUnsound(Invalid):
    """A pause ends on a later day, within half a year."""

    code = "collection.pause_unsound"
    zh = "暂停截止日须晚于今天且不超过180天"
    en = "A pause ends on a later day, within 180 days"


class SignalUnsound(Invalid):
    """Scores lie between 0 and 1, and something is said."""

    code = "collection.signal_unsound"
    zh = "评分须在0至1之间，且评分、暂停或理由至少有一项"
    en = "Scores lie between 0 and 1, and a score, a halt or a reason is given"


class LetterFirst(Conflict):
    """A letter goes first, and has its days."""

    code = "collection.letter_first"
    zh = "须先发函并满{days}天方可移交律师"
    en = "A letter goes first, {days} days before lawyers"


class VisitUnsound(Invalid):
    """Two members of staff, one to twelve photos of this customer, a place, a day that has come."""

    code = "collection.visit_unsound"
    zh = "上门记录不完整：{reason_zh}"
    en = "The visit is not complete: {reason_en}"
