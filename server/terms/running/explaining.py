"""Every figure of a running loan says where it comes from: days, rate, base, rounding, rule; in Chinese and English."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from server.kit.money import Money
from server.terms.allocation import Part, Sweep
from server.terms.convention import BY_PERIOD
from server.terms.errors import TermsError
from server.terms.explaining import LANGUAGES, ROUNDING_WORDS, explain, part_of_year, percent, pick
from server.terms.model import Method, Terms
from server.terms.periods import Period, periods_of, rate_on
from server.terms.running.model import Effect, Line, Standing, accrued_interest_fen
from server.terms.running.planning import plan_of, rows_from, terms_left
from server.terms.running.receiving import order_on
from server.terms.schedules import schedule

_PARTS: Final = {
    Part.FEE: ("费用", "fees"),
    Part.PENALTY: ("罚息", "penalty"),
    Part.INTEREST: ("利息", "interest"),
    Part.PRINCIPAL: ("本金", "principal"),
}


def explain_interest(standing: Standing, number: int, language: str) -> str:
    """Say how the interest of a line was reckoned: balance, rate, days or part of the year, rounding.

    Raises TermsError `terms.row_out_of_range`, for another language `terms.unknown_value`, and ActRefused
    `running.replay_needed` where the plan is not loaded.
    """
    line = _line(standing, number, language)
    plan_of(standing)
    words = [
        pick(
            language,
            f"第{number}期利息{Money(line.interest_fen)}元，计息至{line.agreed_on}。",
            f"Interest of instalment {number}: {Money(line.interest_fen)}, up to {line.agreed_on}.",
        )
    ]
    if line.settled_interest_fen:
        words.append(
            pick(
                language,
                f"其中{Money(line.settled_interest_fen)}元为期内提前还款时按实际天数结清（民法典第677条）。",
                f"{Money(line.settled_interest_fen)} of it was settled by the day when principal was paid early in the "
                "period (Civil Code 677).",
            )
        )
    planned = line.interest_fen - line.settled_interest_fen
    if number < standing.plan_from or line.from_on == line.agreed_on:
        words.append(_earlier_interest(standing, line, planned, language))
    elif planned:
        words.append(_planned_interest(standing, line, planned, language))
    return joined(words, language)


def _earlier_interest(standing: Standing, line: Line, fen: int, language: str) -> str:
    """The interest of a line that the present plan does not reach: by the contract's schedule, or a plan between."""
    terms = replace(standing.terms, tranches=())
    agreed = schedule(terms)
    if line.number <= len(agreed) and agreed[line.number - 1].interest_fen == fen:
        return explain(terms, line.number, language)
    return pick(
        language,
        "该期按此前的计划计息，或于期内结清时按实际天数计息。",
        "It follows from a plan before the present one, or was reckoned by the day when the loan ended in the period.",
    )


def _planned_interest(standing: Standing, line: Line, fen: int, language: str) -> str:
    """The interest of a line that follows from the plan: one product, or a sum of stretches, rounded once."""
    rest = [each for each in standing.lines if each.number >= line.number]
    terms = terms_left(standing, rest)
    if terms.interest_free:
        return pick(language, "免息期，不计息。", "No interest is charged in this period.")
    period = periods_of(terms)[0]
    row = rows_from(rest[:1], terms.start_on)[0]
    zh_round, en_round = ROUNDING_WORDS[terms.rounding]
    if period.stretches:
        zh_sum, en_sum = stretches(terms, period)
    else:
        zh_part, en_part = part_of_year(terms, row, period)
        balance, rate = Money(terms.opening_fen), percent(rate_on(terms, period.from_on))
        zh_sum = f"本金余额{balance}元×年利率{rate}×{zh_part}"
        en_sum = f"balance {balance} x {rate} a year x {en_part}"
    note = ""
    if terms.method is Method.FLAT:
        note = pick(language, "全期利息平均分摊。", " The interest of all periods is shared out equally.")
    elif standing.plan_carried_fen or plan_of(standing).grace_interest:
        note = pick(language, "含宽限期顺延的利息。", " It includes interest deferred from periods in grace.")
    return pick(
        language,
        f"{Money(fen)}元＝{zh_sum}，合计后按{zh_round}一次取到分。{note}",
        f"{Money(fen)} = {en_sum}, rounded {en_round} to the fen once.{note}",
    )


def stretches(terms: Terms, period: Period) -> tuple[str, str]:
    """A period with drawings or another rate inside: each stretch with its balance, rate and days."""
    inside = [each.on for each in terms.drawings if period.from_on <= each.on < period.due_on]
    inside += [each.from_on for each in terms.rate_changes if period.from_on <= each.from_on < period.due_on]
    marks = sorted({period.from_on, *inside})
    balance, zh, en = terms.opening_fen, [], []
    shared = terms.convention.count in BY_PERIOD
    base = terms.convention.year.value
    for at, until in zip(marks, [*marks[1:], period.due_on], strict=True):
        balance += sum(each.amount_fen for each in terms.drawings if each.on == at)
        rate, days = percent(rate_on(terms, at)), (until - at).days
        zh.append(f"{at}至{until}：{Money(balance)}元×{rate}×{days}天/{base}")
        en.append(f"{at} to {until}: {Money(balance)} x {rate} x {days} days/{base}")
    return "；".join(zh) + ("（零星天数按日）" if shared else ""), "; ".join(en) + (
        " (odd days by the day)" if shared else ""
    )


def explain_accrued(standing: Standing, number: int, on: date, language: str) -> str:
    """Say what interest of a line has accrued at the end of the day before `on`."""
    line = _line(standing, number, language)
    told, whole = accrued_interest_fen(line, on), (line.agreed_on - line.from_on).days
    days = min(max(0, (on - line.from_on).days), whole)
    earlier, rest = Money(line.earlier_interest_fen), Money(line.interest_fen - line.earlier_interest_fen)
    return pick(
        language,
        f"截至{on}前一日应计利息{Money(told)}元＝此前{earlier}元＋{rest}元×{days}天/{whole}天，累计后四舍五入到分。",
        f"Accrued before {on}: {Money(told)} = {earlier} before {line.from_on} + {rest} x {days} of {whole} days, the "
        "sum rounded half up to the fen.",
    )


def explain_penalty(standing: Standing, number: int, language: str) -> str:
    """Say how the penalty of a line was reckoned: overdue principal, days, rate, cap, rounding, rule version."""
    line = _line(standing, number, language)
    policy = standing.policy
    if not line.penalty_fen:
        grace = policy.grace_days
        zh_grace, en_grace = (
            (f"（宽限期{grace}天内不计）", f" (none within {grace} days of grace)") if grace else ("", "")
        )
        return pick(
            language,
            f"第{number}期无罚息{zh_grace}；规则{policy.version}。",
            f"No penalty on instalment {number}{en_grace}; rule {policy.version}.",
        )
    rate, contract = percent(standing.penalty_rate), percent(standing.rate_annual)
    multiple = f"{standing.penalty_multiple.normalize():f}"
    cap = ("", "")
    if policy.cap_annual is not None:
        cap = (f"，不超过年{percent(policy.cap_annual)}", f", at most {percent(policy.cap_annual)} a year")
    zh_why = f"{contract}×{multiple}{cap[0]}"
    en_why = f"{contract} x {multiple}{cap[1]}"
    words = [
        pick(
            language,
            f"第{number}期罚息{Money(line.penalty_fen)}元，{line.due_on}到期，计至{line.penalty_until}（算头不算尾）。",
            f"Penalty of instalment {number}: {Money(line.penalty_fen)}, due on {line.due_on}, reckoned to "
            f"{line.penalty_until} (first day in, last day out).",
        )
    ]
    if line.overdue_fen_days:
        amount = Money(line.penalty_fen - line.penalty_base_fen)
        zh_base, en_base = _fen_days(line)
        words.append(
            pick(
                language,
                f"{zh_base}×罚息年利率{rate}（{zh_why}）/{standing.day_base}＝{amount}元，累计后四舍五入一次取到分；"
                f"利息不计复利；规则{policy.version}。",
                f"{en_base} x {rate} a year ({en_why}) / {standing.day_base} = {amount}, the sum rounded half up to "
                f"the fen once; no interest on interest; rule {policy.version}.",
            )
        )
    if line.penalty_base_fen:
        base = Money(line.penalty_base_fen)
        words.append(
            pick(
                language,
                f"另有调息前已计罚息及固定违约金{base}元。",
                f"{base} more was reckoned at an earlier rate or charged as a fixed late fee.",
            )
        )
    return joined(words, language)


def _fen_days(line: Line) -> tuple[str, str]:
    """What the penalty stands on: principal times days where it was the same on all of them, else their sum."""
    days = (line.penalty_until - line.due_on).days if line.penalty_until else 0
    if days and not line.earlier_fen_days and line.overdue_fen_days == line.principal_fen * days:
        principal = Money(line.principal_fen)
        return f"逾期本金{principal}元×{days}天", f"Overdue principal {principal} x {days} days"
    total = Money(line.overdue_fen_days)
    return f"逾期本金×天数之和{total}元·天", f"Sum of overdue principal x days {total}"


def explain_sharing(standing: Standing, effect: Effect, language: str) -> str:
    """Say how a payment was shared out. `standing` is the loan as it was just before the payment."""
    check_language(language)
    order, sweep = order_on(standing, effect.on)
    if standing.written_off_on is not None:
        order, sweep = standing.policy.recovery_order, Sweep.BY_PART
    zh_order = "→".join(_PARTS[part][0] for part in order)
    en_order = ", ".join(_PARTS[part][1] for part in order)
    swept = sweep is Sweep.BY_PART
    words = [
        pick(
            language,
            f"按{zh_order}的顺序，{'各期逐项' if swept else '先到期先还'}（民法典第561条及合同约定，"
            f"规则{standing.policy.version}）。",
            f"In the order {en_order}, {'part by part over all instalments' if swept else 'oldest instalment first'} "
            f"(Civil Code 561 and the contract, rule {standing.policy.version}).",
        )
    ]
    for split in effect.splits:
        told = [(part, getattr(split, f"{part}_fen")) for part in order]
        zh = "、".join(f"{_PARTS[part][0]}{Money(fen)}元" for part, fen in told if fen)
        en = ", ".join(f"{_PARTS[part][1]} {Money(fen)}" for part, fen in told if fen)
        words.append(pick(language, f"第{split.number}期：{zh}。", f"Instalment {split.number}: {en}."))
    if effect.excess_fen > 0:
        excess = Money(effect.excess_fen)
        words.append(pick(language, f"余款{excess}元挂账。", f"{excess} stands in suspense."))
    return joined(words, language)


def _line(standing: Standing, number: int, language: str) -> Line:
    check_language(language)
    line = standing.line(number)
    if line is None:
        raise TermsError("terms.row_out_of_range", "number")
    return line


def check_language(language: str) -> None:
    """Raises TermsError `terms.unknown_value` for a language that is not spoken here."""
    if language not in LANGUAGES:
        raise TermsError("terms.unknown_value", "language")


def joined(words: list[str], language: str) -> str:
    """Sentences one after the other."""
    return ("" if language == "zh" else " ").join(words)
