"""What a product declares of its schedules beside method, rate and convention: periods, grace, dates, fees."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from server.kit.money import Rounding
from server.terms.convention import Convention, MonthEnd, Roll
from server.terms.dates import DAYS_PER_WEEK, add_months, month_length
from server.terms.errors import TermsError
from server.terms.model import EVERY_LIMIT, Fee, Method, PeriodUnit, RateChange, Terms, Tranche, share_of
from server.terms.reading import plan_fields
from server.terms.validation import check_rate

DUE_DAYS: Final = range(1, 32)
FIRST_PERIOD_DAYS_LIMIT: Final = 31
GRACE_LIMIT: Final = 120


@dataclass(frozen=True, slots=True)
class Plan:
    """How a product lays out the rows of its loans.

    A period is `every` units long. Grace: `grace_principal` periods pay interest only, the interest of
    `grace_interest` periods falls due with the row after them, `interest_free` periods bear none. `balloon_share` of
    the principal stays for the last row. `due_day` is the day of the month on which every row falls due (31 is the last
    one); the first period then ends on the first such day after at least `first_period_days` days. `roll` says whether
    a due date moves over days off; overrides of the convention are None where the convention holds. `fees` come beside
    the version's one-time fee.
    """

    period_unit: PeriodUnit = PeriodUnit.MONTH
    every: int = 1
    grace_principal: int = 0
    grace_interest: int = 0
    interest_free: int = 0
    balloon_share: Decimal = Decimal(0)
    principal_share: Decimal | None = None
    due_day: int | None = None
    first_period_days: int = 15
    month_end: MonthEnd | None = None
    roll: Roll = Roll.NONE
    rounding: Rounding | None = None
    instalment_rounding: Rounding | None = None
    instalment_multiple_fen: int | None = None
    amount_multiple_fen: int | None = None
    fees: tuple[Fee, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.every <= EVERY_LIMIT:
            raise TermsError("terms.every_out_of_range", "every")
        for name in ("grace_principal", "grace_interest", "interest_free"):
            if not 0 <= getattr(self, name) <= GRACE_LIMIT:
                raise TermsError("terms.grace_out_of_range", name)
        check_rate(self.balloon_share, "balloon_share")
        if self.balloon_share >= 1:
            raise TermsError("terms.balloon_out_of_range", "balloon_share")
        if self.due_day is not None:
            if self.due_day not in DUE_DAYS:
                raise TermsError("terms.due_day_out_of_range", "due_day")
            if self.period_unit is not PeriodUnit.MONTH:
                raise TermsError("terms.not_for_period", "due_day")
        if not 0 <= self.first_period_days <= FIRST_PERIOD_DAYS_LIMIT:
            raise TermsError("terms.first_due_out_of_range", "first_period_days")

    def convention(self, base: Convention) -> Convention:
        """The convention with what the plan overrides."""
        names = ("month_end", "rounding", "instalment_rounding", "instalment_multiple_fen", "amount_multiple_fen")
        own = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return replace(base, roll=self.roll, **own)

    def periods(self, term_months: int, start_on: date) -> int:
        """How many periods a term in months holds: months exactly, weeks and days as many whole ones as fit.

        Raises TermsError `terms.term_not_whole_periods` for a term that is no whole number of periods.
        """
        if self.period_unit is PeriodUnit.MONTH:
            if term_months % self.every:
                raise TermsError("terms.term_not_whole_periods", "term_months")
            return term_months // self.every
        days = (add_months(start_on, term_months) - start_on).days
        length = self.every * (DAYS_PER_WEEK if self.period_unit is PeriodUnit.WEEK else 1)
        if length > days:
            raise TermsError("terms.term_not_whole_periods", "term_months")
        return days // length

    def due_dates(self, start_on: date, periods: int) -> tuple[date, ...]:
        """Every due date where the plan names the day of the month; empty where the start names it."""
        if self.due_day is None:
            return ()
        earliest = start_on + timedelta(days=max(1, self.first_period_days))
        month = earliest.replace(day=1)
        if self._in_month(month) < earliest:
            month = add_months(month, 1)
        months = (add_months(month, self.every * number) for number in range(periods))
        return tuple(self._in_month(each) for each in months)

    def _in_month(self, month: date) -> date:
        return month.replace(day=min(self.due_day or 1, month_length(month.year, month.month)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a loan its product does not say."""

    principal_fen: int
    rate_annual: Decimal
    method: Method
    term_months: int
    start_on: date
    tranches: tuple[Tranche, ...] = ()
    rate_changes: tuple[RateChange, ...] = ()


def planned(
    plan: Plan, wanted: Wanted, base: Convention, *, fee_share: Decimal = Decimal(0), non_working: Collection[date] = ()
) -> Terms:
    """The terms of a loan under a plan; `fee_share` of the principal falls due once, with the first row.

    Raises TermsError.
    """
    convention = plan.convention(base)
    periods = plan.periods(wanted.term_months, wanted.start_on)
    multiple = convention.amount_multiple_fen
    opening = share_of(wanted.principal_fen, fee_share, convention.rounding, multiple)
    fees = (Fee.opening(opening), *plan.fees) if opening else plan.fees
    return Terms(
        wanted.principal_fen,
        wanted.rate_annual,
        wanted.method,
        periods,
        wanted.start_on,
        period_unit=plan.period_unit,
        every=plan.every,
        convention=convention,
        grace_principal=plan.grace_principal,
        grace_interest=plan.grace_interest,
        interest_free=plan.interest_free,
        balloon_fen=share_of(wanted.principal_fen, plan.balloon_share, convention.rounding, multiple),
        principal_share=plan.principal_share,
        tranches=wanted.tranches,
        rate_changes=wanted.rate_changes,
        fees=fees,
        due_on=plan.due_dates(wanted.start_on, periods),
        non_working=frozenset(non_working),
    )


PLAIN: Final = Plan()


def plan_from(data: Mapping[str, Any]) -> Plan:
    """A plan from the plain data of a product version; what is left out is as in `Plan`. Raises TermsError."""
    return Plan(**plan_fields(data)) if data else PLAIN
