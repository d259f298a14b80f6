"""Refusals of connectors, and what can be wrong with an answer."""

from server.kit.errors import Conflict, Denied, Invalid


class SourceUnknown(Invalid):
    """There is no such source, or it is switched off."""

    code = "connector.source_unknown"
    zh = "没有该数据源或已停用"
    en = "There is no such source, or it is switched off"


class SourceOfOthers(Invalid):
    """A source for persons is not asked about companies, nor the other way round."""

    code = "connector.source_of_others"
    zh = "{name_zh}不适用于该类客户"
    en = "{name_en} is not asked about this kind of customer"


class ElementMissing(Invalid):
    """Something that the source has to be told is not known of the customer."""

    code = "connector.element_missing"
    zh = "缺少查询要素：{element}"
    en = "The source has to be told what is not known yet: {element}"


class ConsentMissing(Denied):
    """The customer has not agreed to it, or has taken it back: nothing is sent."""

    code = "connector.consent_missing"
    zh = "客户未给予{purpose_zh}或已撤回，不得查询{name_zh}"
    en = "The customer has not agreed to the {purpose_en}, or has taken it back: {name_en} is not asked"


class AnswerMalformed(Conflict):
    """The source said something in another shape than it should: kept, and nothing made of it."""

    code = "connector.answer_malformed"
    zh = "数据源答复格式有误（{place}）"
    en = "The source's answer is not in its form at {place}"


class AnswerOfAnother(Conflict):
    """The answer is about another number."""

    code = "connector.answer_of_another"
    zh = "数据源答复的编号不符"
    en = "The source's answer is about another number"


class NoAnswer(Conflict):
    """The source was asked as often as it may be and has not answered."""

    code = "connector.no_answer"
    zh = "数据源多次未答复，请稍后重新查询"
    en = "The source has not answered in many tries: ask again later"
