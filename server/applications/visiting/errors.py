"""Refusals about visits."""

from server.kit.errors import Conflict, Invalid


class VisitWrongState(Conflict):
    """The visit's state does not allow it."""

    code = "visit.wrong_state"
    zh = "贷前调查当前状态为“{state_zh}”，不能执行此操作"
    en = "The visit is {state_en}: this is not possible"


class VisitMissing(Conflict):
    """The product asks for a visit before an application of this size is submitted."""

    code = "visit.missing"
    zh = "该产品须先完成贷前实地调查"
    en = "This product asks for a visit before the application is submitted"


class VisitUnchecked(Conflict):
    """The product asks that a second person agrees to the visit."""

    code = "visit.unchecked"
    zh = "贷前调查尚待第二人复核"
    en = "A second person has not agreed to the visit yet"


class VisitTooOld(Conflict):
    """What was seen so long ago says nothing of today."""

    code = "visit.too_old"
    zh = "贷前调查距今已 {days} 天，超过 {limit} 天，须重新调查"
    en = "The visit is {days} days old, more than {limit}: go there again"


class VisitIncomplete(Invalid):
    """Something without which a visit says nothing. The field names it."""

    code = "visit.incomplete"
    zh = "贷前调查不完整：{what_zh}"
    en = "The visit is not complete: {what_en}"


class LineUnsound(Invalid):
    """A line of the sheet makes no sense. The field names the line and what is wrong with it."""

    code = "visit.line_unsound"
    zh = "第 {line} 行有误：{reason_zh}"
    en = "Line {line} is unsound: {reason_en}"


class VisitValueUnsound(Invalid):
    """A value of the visit makes no sense."""

    code = "visit.value_unsound"
    zh = "取值有误：{reason_zh}"
    en = "It is unsound: {reason_en}"


class VisitOwnCheck(Conflict):
    """Nobody agrees to what he has entered."""

    code = "visit.own_check"
    zh = "录入人不能复核本人的调查"
    en = "Nobody checks a visit that he has entered"


class VisitReasonMissing(Invalid):
    """Who sends a visit back says why."""

    code = "visit.reason_missing"
    zh = "请填写退回原因"
    en = "Say why it goes back"
