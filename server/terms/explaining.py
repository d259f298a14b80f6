"""Every figure of a schedule says where it comes from: days, rate, day count, rounding; in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from server.kit.money import Money, Rounding
from server.terms.convention import BY_PERIOD, Count, InstalmentBasis, LastRow, Year
from server.terms.errors import TermsError
from server.terms.model import Method, PeriodUnit, Row, Terms
from server.terms.periods import Period, periods_of, rate_on
from server.terms.schedules import schedule

LANGUAGES: Final = ("zh", "en")

_METHOD: Final[dict[Method, tuple[str, str]]] = {
    Method.EQUAL_INSTALMENT: ("等额本息", "equal instalments"),
    Method.EQUAL_PRINCIPAL: ("等额本金", "equal principal"),
    Method.INTEREST_ONLY: ("先息后本", "interest only, principal at the end"),
    Method.BULLET: ("一次性还本付息", "principal and interest at the end"),
    Method.FLAT: ("等本等息", "flat interest"),
    Method.BALLOON: ("等额本息含尾款", "equal instalments with a balloon"),
    Method.DRAW_AS_YOU_GO: ("随借随还", "drawn as needed, interest by the day"),
}
ROUNDING_WORDS: Final[dict[Rounding, tuple[str, str]]] = {
    Rounding.HALF_UP: ("四舍五入", "half up"),
    Rounding.HALF_EVEN: ("四舍六入五成双", "half to even"),
    Rounding.UP: ("进位", "away from zero"),
    Rounding.DOWN: ("舍去", "towards zero"),
    Rounding.CEILING: ("向上取整", "up"),
    Rounding.FLOOR: ("向下取整", "down"),
}
_UNIT: Final = {
    PeriodUnit.DAY: ("天", "day(s)"),
    PeriodUnit.WEEK: ("周", "week(s)"),
    PeriodUnit.MONTH: ("个月", "month(s)"),
}


def explain(terms: Terms, row_number: int, language: str) -> str:
    """Say how one row of the schedule was reckoned, in 'zh' or 'en'.

    Raises TermsError `terms.row_out_of_range` or, for another language, `terms.unknown_value`.
    """
    said = explain_all(terms, schedule(terms), language)
    if not 1 <= row_number <= len(said):
        raise TermsError("terms.row_out_of_range", "row_number")
    return said[row_number - 1]


def explain_all(terms: Terms, rows: Sequence[Row], language: str) -> list[str]:
    """Say of every row of the terms' own schedule how it was reckoned. Raises TermsError `terms.unknown_value`."""
    if language not in LANGUAGES:
        raise TermsError("terms.unknown_value", "language")
    said, balance = [], terms.opening_fen or terms.principal_fen
    for row, period in zip(rows, periods_of(terms), strict=True):
        sentences = [
            _heading(terms, row, period, language),
            _interest(terms, row, period, balance, language),
            _principal(terms, row, len(rows), language),
        ]
        if row.fee_fen:
            sentences.append(pick(language, f"费用{Money(row.fee_fen)}元。", f"Fees {Money(row.fee_fen)}."))
        if row.due_on != period.due_on:
            sentences.append(
                pick(
                    language,
                    f"约定还款日{period.due_on}非工作日，顺延至{row.due_on}，不计罚息。",
                    f"The agreed date {period.due_on} is no working day: due on {row.due_on} without penalty.",
                )
            )
        said.append("".join(sentences) if language == "zh" else " ".join(sentences))
        balance = row.balance_after_fen
    return said


def pick(language: str, chinese: str, english: str) -> str:
    """The sentence of a language."""
    return chinese if language == "zh" else english


def _heading(terms: Terms, row: Row, period: Period, language: str) -> str:
    chinese, english = _METHOD[terms.method]
    total = Money(row.total_fen)
    return pick(
        language,
        f"第{row.number}期（{chinese}），{period.from_on}至{period.due_on}共{row.days}天，应还{total}元。",
        f"Instalment {row.number} ({english}), {period.from_on} to {period.due_on}, {row.days} days: {total} due.",
    )


def _interest(terms: Terms, row: Row, period: Period, balance: int, language: str) -> str:
    """Balance, rate, part of the year and rounding of the interest."""
    if row.number <= terms.grace_interest:
        return pick(language, "利息宽限，并入宽限期后首期。", "Interest is deferred to the first row after the grace.")
    if row.number <= terms.interest_free:
        return pick(language, "免息期，不计息。", "No interest is charged in this period.")
    rate = percent(rate_on(terms, period.from_on))
    base = terms.principal_fen if terms.method is Method.FLAT else balance
    zh_part, en_part = part_of_year(terms, row, period)
    zh_round, en_round = ROUNDING_WORDS[terms.rounding]
    sentence = pick(
        language,
        f"利息{Money(row.interest_fen)}元＝本金余额{Money(base)}元×年利率{rate}×{zh_part}，按{zh_round}取到分。",
        f"Interest {Money(row.interest_fen)} = balance {Money(base)} x {rate} a year x {en_part}, "
        f"rounded {en_round} to the fen.",
    )
    notes = []
    if period.stretches:
        notes.append(
            pick(
                language,
                "期内有放款或调息，分段计息。",
                "Reckoned in parts: drawn or a new rate inside.",
            )
        )
    if terms.method is Method.FLAT:
        notes.append(pick(language, "全期利息平均分摊。", "The interest of all periods is shared out equally."))
    if terms.grace_interest and row.number == terms.grace_interest + 1:
        notes.append(pick(language, "含此前宽限的利息。", "It includes the interest deferred before."))
    return ("" if language == "zh" else " ").join([sentence, *notes])


def part_of_year(terms: Terms, row: Row, period: Period) -> tuple[str, str]:
    """The part of the year in words."""
    convention = terms.convention
    if convention.count in BY_PERIOD and period.whole:
        zh_unit, en_unit = _UNIT[terms.period_unit]
        if terms.period_unit is PeriodUnit.MONTH:
            return f"{terms.every}/12年（按月，不论天数）", f"{terms.every}/12 of a year (by month, whatever its days)"
        return f"{terms.every}{zh_unit}/{convention.year}", f"{terms.every} {en_unit}/{convention.year}"
    year = {
        Year.ACTUAL: ("当年实际天数", "actual days of the year"),
        Year.START: ("起息年天数", "days of the first year"),
    }
    zh_year, en_year = year.get(convention.year, (str(convention.year), str(convention.year)))
    if convention.count is Count.THIRTY:
        return f"天数（每月30天）/{zh_year}", f"days (30 a month)/{en_year}"
    return f"{row.days}天/{zh_year}（算头不算尾）", f"{row.days} days/{en_year} (first day in, last day out)"


def _principal(terms: Terms, row: Row, count: int, language: str) -> str:
    """How the principal part came about, and what is left."""
    left = Money(row.balance_after_fen)
    principal = Money(row.principal_fen)
    if row.number == count and count > 1:
        level = terms.convention.last_row is LastRow.INSTALMENT
        zh_why = "末期归还全部剩余本金" + ("，利息吸收尾差" if level else "，吸收此前的舍入差")
        en_why = "the last row takes what is left" + (", its interest the rounding" if level else " and the rounding")
    elif row.number <= terms.grace_principal:
        zh_why, en_why = "本金宽限期", "principal is in grace"
    elif terms.method in (Method.EQUAL_INSTALMENT, Method.BALLOON):
        basis = terms.convention.instalment_basis is InstalmentBasis.NOMINAL
        zh_why = "每期应还额减利息" + ("（每月按30天计算期供）" if basis else "")
        en_why = "level instalment less interest" + (" (worked out with 30 days a month)" if basis else "")
    elif terms.method in (Method.EQUAL_PRINCIPAL, Method.FLAT):
        zh_why, en_why = "本金等额分摊", "the principal in equal parts"
    else:
        zh_why, en_why = "到期归还", "repaid at the end"
    return pick(
        language,
        f"本金{principal}元（{zh_why}），还后余额{left}元。",
        f"Principal {principal} ({en_why}); {left} left.",
    )


def percent(rate: Decimal) -> str:
    """A rate as a percentage without idle zeros."""
    return f"{(rate * 100).normalize():f}%"
