"""Words of classification: tiers, grounds, causes with their sentences, buckets. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Tier(StrEnum):
    """The five tiers, best first: 正常, 关注, 次级, 可疑, 损失."""

    NORMAL = "normal"
    SPECIAL_MENTION = "special_mention"
    SUBSTANDARD = "substandard"
    DOUBTFUL = "doubtful"
    LOSS = "loss"


RANK: Final[Mapping[Tier, int]] = {tier: rank for rank, tier in enumerate(Tier)}
TIER_NAMES: Final[Mapping[Tier, tuple[str, str]]] = {
    Tier.NORMAL: ("正常", "normal"),
    Tier.SPECIAL_MENTION: ("关注", "special mention"),
    Tier.SUBSTANDARD: ("次级", "substandard"),
    Tier.DOUBTFUL: ("可疑", "doubtful"),
    Tier.LOSS: ("损失", "loss"),
}


class GroundKind(StrEnum):
    """What a person may find of a loan that no figure tells."""

    FUND_MISUSE = "fund_misuse"
    DETERIORATION = "deterioration"
    LITIGATION = "litigation"
    DEATH = "death"
    FRAUD = "fraud"
    EVASION = "evasion"
    INSOLVENCY = "insolvency"


GROUND_NAMES: Final[Mapping[GroundKind, tuple[str, str]]] = {
    GroundKind.FUND_MISUSE: ("未经同意改变贷款用途", "purpose changed without consent"),
    GroundKind.DETERIORATION: ("还款能力明显恶化", "ability to repay has clearly worsened"),
    GroundKind.LITIGATION: ("涉及重大诉讼或执行", "serious litigation or enforcement"),
    GroundKind.DEATH: ("借款人死亡或丧失行为能力", "borrower died or lost capacity"),
    GroundKind.FRAUD: ("认定欺诈", "fraud found"),
    GroundKind.EVASION: ("逃废债务", "evades the debt"),
    GroundKind.INSOLVENCY: ("进入破产清算", "in bankruptcy liquidation"),
}
LEAST: Final[Mapping[GroundKind, Tier]] = {
    GroundKind.FUND_MISUSE: Tier.SPECIAL_MENTION,
    GroundKind.DETERIORATION: Tier.SPECIAL_MENTION,
    GroundKind.LITIGATION: Tier.SUBSTANDARD,
    GroundKind.DEATH: Tier.SUBSTANDARD,
    GroundKind.FRAUD: Tier.DOUBTFUL,
    GroundKind.EVASION: Tier.DOUBTFUL,
    GroundKind.INSOLVENCY: Tier.LOSS,
}
"""The best tier that each ground allows."""


class Cause(StrEnum):
    """Why a loan is in its tier."""

    PERFORMING = "performing"
    DAYS_PAST_DUE = "days_past_due"
    RESTRUCTURED = "restructured"
    RESTRUCTURED_MISSED = "restructured_missed"
    RESTRUCTURED_AGAIN = "restructured_again"
    PURPOSE_CHANGED = "purpose_changed"
    OVERDUE_ELSEWHERE = "overdue_elsewhere"
    DISHONEST = "dishonest"
    OUT_OF_BUSINESS = "out_of_business"
    GROUND = "ground"
    CONTAGION = "contagion"
    OBSERVED = "observed"


SENTENCES: Final[Mapping[Cause, tuple[str, str]]] = {
    Cause.PERFORMING: ("按约还本付息，无不利因素", "Paid as agreed; nothing speaks against it"),
    Cause.DAYS_PAST_DUE: ("逾期{days}天，不得优于“{zh}”", "{days} days past due: not better than {en}"),
    Cause.RESTRUCTURED: (
        "{on}重组，观察期内不得优于“关注”",
        "Restructured on {on}: not better than special mention while it is observed",
    ),
    Cause.RESTRUCTURED_MISSED: (
        "重组后观察期内再次逾期，至少“次级”，重新观察",
        "Missed a payment while observed after its restructuring: at least substandard, observed anew",
    ),
    Cause.RESTRUCTURED_AGAIN: (
        "观察期内再次重组，至少“次级”，重新观察",
        "Restructured again while it was observed: at least substandard, observed anew",
    ),
    Cause.PURPOSE_CHANGED: (
        "按挪用计收罚息，至少“关注”",
        "Bears the penalty rate of misused loans: at least special mention",
    ),
    Cause.OVERDUE_ELSEWHERE: (
        "征信显示他处当前逾期，至少“关注”",
        "Overdue elsewhere by the bureau: at least special mention",
    ),
    Cause.DISHONEST: ("借款人为失信被执行人，至少“次级”", "Listed as dishonest debtor: at least substandard"),
    Cause.OUT_OF_BUSINESS: (
        "借款企业登记状态非存续，至少“次级”",
        "The firm is no longer registered in business: at least substandard",
    ),
    Cause.GROUND: ("人工认定：{zh}，不得优于“{tier_zh}”", "Found by hand: {en}; not better than {tier_en}"),
    Cause.CONTAGION: (
        "同一债务人不良占比{share}%，达到{limit}%，全部债权至少“次级”",
        "{share}% of what the debtor owes is non-performing, {limit}% or more: all of it at least substandard",
    ),
    Cause.OBSERVED: (
        "不良上调观察期未满，维持“{zh}”",
        "Stays {en} until it has been observed without arrears",
    ),
}


class Bucket(StrEnum):
    """Days past due: none, 1-30, 31-60, … 151-180, more than 180."""

    M0 = "M0"
    M1 = "M1"
    M2 = "M2"
    M3 = "M3"
    M4 = "M4"
    M5 = "M5"
    M6 = "M6"
    M6_PLUS = "M6+"
