"""Refusals of decision: samples, scorecards, rule sets, and applications that come too fast."""

from server.kit.errors import Conflict, Invalid, TooMany


class SampleUnusable(Invalid):
    """A scorecard cannot be learnt from this file; the field names the column or the line."""

    code = "scorecard.sample_unusable"
    zh = "样本无法使用：{reason_zh}"
    en = "The sample cannot be used: {reason_en}"


class ForbiddenFeature(Invalid):
    """Nobody is judged by this, whatever it would add."""

    code = "scorecard.forbidden_feature"
    zh = "列“{column}”属于{kind_zh}，依法不得用于信贷评分（征信业管理条例第14条，个人信息保护法第24、28条）；请删除该列"
    en = (
        'Column "{column}" tells {kind_en}: the law forbids to judge people by it (Credit Reporting Regulation '
        "art. 14, PIPL art. 24 and 28); drop it"
    )


class TooFewDefaults(Invalid):
    """Too few went bad for anything to be learnt from them."""

    code = "scorecard.too_few_defaults"
    zh = "样本仅有{found}笔违约，少于{wanted}笔，不足以训练评分卡"
    en = "Only {found} went bad, fewer than {wanted}: not enough to learn a scorecard from"


class NothingLearnt(Invalid):
    """No column tells good from bad."""

    code = "scorecard.nothing_learnt"
    zh = "没有任何一列能区分好坏（IV 均低于{iv}）"
    en = "No column tells good from bad (information values below {iv})"


class ScorecardUnsound(Invalid):
    """The file is no scorecard that may be put to applications."""

    code = "scorecard.unsound"
    zh = "评分卡无法使用：{reason}"
    en = "The scorecard cannot be used: {reason}"


class RuleUnsound(Invalid):
    """A rule does not compile, asks for a fact that there is not, or says something else that makes no sense."""

    code = "decision.rule_unsound"
    zh = "规则{rule}有误（{place}）：{reason_zh}"
    en = "Rule {rule} is wrong at {place}: {reason_en}"


class EditionBeginsTooEarly(Conflict):
    """What is published today does not judge what was decided yesterday."""

    code = "decision.begins_too_early"
    zh = "生效日不得早于今天（{today}）"
    en = "It may not begin before today ({today})"


class EditionProposed(Conflict):
    """The very same content waits already for a second person."""

    code = "decision.already_proposed"
    zh = "相同内容已待复核"
    en = "The same content waits for a second person already"


class EditionDecided(Conflict):
    """It was published or withdrawn before."""

    code = "decision.already_decided"
    zh = "该版本已发布或已撤回"
    en = "This edition was published or withdrawn before"


class PublishedByOneself(Conflict):
    """Who proposed may not publish."""

    code = "decision.published_by_oneself"
    zh = "提出人不得自行发布，须由另一人复核"
    en = "Who proposed it may not publish it: a second person has to"


class NoteMissing(Invalid):
    """A change of the rules says why."""

    code = "decision.note_missing"
    zh = "请说明理由（不超过{length}字）"
    en = "Say why, in up to {length} characters"


class AddressBlocked(TooMany):
    """Too many applications came from this address: new ones wait until the block has passed."""

    code = "application.address_blocked"
    zh = "该网络地址短时间内申请过多，涉嫌欺诈，请 {retry_after_seconds} 秒后再试，或到网点办理"
    en = "Too many applications came from this address: try again in {retry_after_seconds} seconds, or come to a branch"


class AllowanceUnsound(Invalid):
    """An allowance names an address, up to a year of days, and why."""

    code = "decision.allowance_unsound"
    zh = "放行参数有误：{name}（最长{days}天）"
    en = "The allowance makes no sense: {name} (at most {days} days)"
