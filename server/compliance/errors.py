"""Why something of compliance is refused."""

from server.kit.errors import Conflict, Denied, Invalid


class Forbidden(Denied):
    """A rule of law refuses the step."""

    code = "compliance.forbidden"
    zh = "{rule}：{reason_zh}"
    en = "{rule}: {reason_en}"


class ReasonMissing(Invalid):
    """No reason, or one that is too long."""

    code = "compliance.reason_missing"
    zh = "请说明原因（2至500字）"
    en = "Say why, in 2 to 500 characters"


class FactsUnsound(Invalid):
    """An entry does not tell what its register asks."""

    code = "compliance.facts_unsound"
    zh = "登记内容缺少或有误：{names}"
    en = "Facts that are missing or unsound: {names}"


class CustomerNeeded(Invalid):
    """An entry of this register is of one customer, or is of none."""

    code = "compliance.customer_needed"
    zh = "该登记簿须{wanted_zh}"
    en = "An entry of this register is {wanted_en}"


class FindingClosed(Conflict):
    """The finding is mended already, or not in the state that this step needs."""

    code = "compliance.finding_closed"
    zh = "该问题当前状态不允许此操作"
    en = "The finding is not in a state that allows this"


class WaiverDayUnsound(Invalid):
    """A waiver ends on a later day, within a year."""

    code = "compliance.waiver_day_unsound"
    zh = "豁免截止日须晚于今天且不超过一年"
    en = "A waiver ends on a later day, within a year"


class OwnWaiver(Denied):
    """Who proposes does not agree: four eyes."""

    code = "compliance.own_proposal"
    zh = "不得复核本人提出的事项"
    en = "Nobody agrees to what he has proposed"


class EntryEnded(Conflict):
    """The entry has ended already."""

    code = "compliance.entry_ended"
    zh = "该登记已终止"
    en = "The entry has ended already"


class ContactForbidden(Conflict):
    """The law forbids this contact; it cannot be noted as made."""

    code = "compliance.contact_forbidden"
    zh = "该联系被合规规则禁止或已记录结果"
    en = "The contact is forbidden, or its result is noted already"


class TicketAnswered(Conflict):
    """It has its answer."""

    code = "compliance.ticket_answered"
    zh = "该诉求已答复"
    en = "The ticket is answered already"


class HoldStanding(Conflict):
    """A hold stands already, or none does."""

    code = "compliance.hold_standing"
    zh = "法定保全的当前状态不允许此操作"
    en = "The legal hold is not in a state that allows this"


class NotErasable(Conflict):
    """A loan runs, the law still keeps the data, or a hold stands."""

    code = "compliance.not_erasable"
    zh = "不得销毁：{reason_zh}"
    en = "It may not be destroyed: {reason_en}"


class DayNotOver(Invalid):
    """A day is swept when it is over."""

    code = "compliance.day_not_over"
    zh = "只能巡检已结束的营业日"
    en = "Only a business day that is over is swept"


class DossierUnsound(Invalid):
    """A dossier is of one loan or of one span of days."""

    code = "compliance.dossier_unsound"
    zh = "请填写一个贷款编号，或起止日期（最长一年）"
    en = "Give the number of one loan, or a first and a last day within a year"


class DossierNotReady(Conflict):
    """It is being drawn, could not be drawn, or its days are over."""

    code = "compliance.dossier_not_ready"
    zh = "档案尚未生成、生成失败或已过期"
    en = "The dossier is not ready, could not be drawn, or has expired"
