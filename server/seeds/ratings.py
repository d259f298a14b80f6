"""What is known of the customers beside their income, and how they were rated in the last two months."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.models import Customer, CustomerState
from server.customers.rating.doors import columns
from server.customers.rating.models import CustomerRating, ProfileFact, RatingCause, RatingRun, RunState
from server.customers.rating.rating import Occasion, rows_of
from server.customers.rating.vocabulary import FactSource, Value
from server.identity.actors import WORKER
from server.kit.clock import start_of
from server.kit.scope import Scope
from server.loans.conduct import tell
from server.seeds.borrowers import Borrower
from server.seeds.copying import Rows
from server.seeds.dice import Ids

AT_ONCE: Final = 500
UNKNOWN_SHARE: Final = 0.3
"""Of so many customers one fact or another was never asked."""
FELL_FAR: Final = 2
Facts = dict[str, tuple[Value, FactSource]]


def write_facts(rows: Rows, ids: Ids, dice: Random, borrowers: Sequence[Borrower], today: date) -> None:
    """Facts of each registered customer: what lasts since he came, what ages as of two months ago."""
    recent = today - timedelta(days=70)
    for borrower in borrowers:
        if borrower.is_prospect:
            continue
        facts = _person(dice, borrower) if borrower.is_person else _firm(dice, borrower)
        if dice.random() < UNKNOWN_SHARE:
            facts.pop(dice.choice(sorted(facts)))
        at = max(borrower.joined_at, start_of(recent))
        for code, (value, source) in facts.items():
            told = {"id": ids.at(at), "code": code, "source": source, **columns(value)}
            seen = {"observed_on": at.date(), "recorded_by": borrower.officer.id, "recorded_at": at}
            rows.add(ProfileFact, borrower.owner | told | seen)


async def rate(session: AsyncSession, connection: Any, ids: Ids, master_key: bytes, days: Sequence[date]) -> None:
    """Rate everybody on the first days of these months, in their order, with what his loans said by then."""
    for day in days:
        known = select(Customer.customer_id).where(
            Customer.state == CustomerState.ACTIVE, Customer.registered_at < start_of(day)
        )
        customers = (await session.execute(known.order_by(Customer.customer_id))).scalars().all()
        occasion = Occasion(day, start_of(day) + timedelta(hours=1), WORKER.id, RatingCause.MONTH, day)
        rows, fallen = Rows(), 0
        for begin in range(0, len(customers), AT_ONCE):
            some = customers[begin : begin + AT_ONCE]
            await tell(session, some, day)
            for made in await rows_of(session, Scope.everywhere(), some, master_key, occasion):
                fallen += made["fell_by"] >= FELL_FAR
                rows.add(CustomerRating, made | {"id": ids.at(occasion.at)})
        run = {"month": day, "state": RunState.DONE, "after": customers[-1], "rated": len(customers)}
        ended = {"fallen": fallen, "started_at": occasion.at, "finished_at": occasion.at + timedelta(minutes=2)}
        rows.add(RatingRun, run | ended)
        await rows.write(connection)


def months(today: date) -> list[date]:
    """The first days of the last months up to yesterday, two at most."""
    this = today.replace(day=1)
    return [day for day in ((this - timedelta(days=1)).replace(day=1), this) if day < today]


def _chance(dice: Random, percent: int) -> bool:
    return dice.randrange(100) < percent


def _person(dice: Random, borrower: Borrower) -> Facts:
    document, bureau, told = FactSource.DOCUMENT, FactSource.BUREAU, FactSource.TOLD
    clean = _chance(dice, 80)
    months = dice.randint(6, 180)
    assets = dice.randint(5, 120) * 1_000_000
    facts: Facts = {
        "dependants": (Decimal(dice.choice((0, 1, 1, 2, 2, 3))), told),
        "earners": (Decimal(dice.choice((1, 2, 2))), told),
        "education": (dice.choice(("degree", "college", "secondary", "secondary", "basic")), document),
        "address_verified": (True, FactSource.VISIT),
        "home_owned": (_chance(dice, 60), FactSource.VISIT),
        "residence_months": (Decimal(dice.randint(8, 200)), FactSource.VISIT),
        "occupation": (dice.choice(("sole_trader", "sole_trader", "enterprise", "listed", "public")), document),
        "work_months": (Decimal(months), document),
        "assets_fen": (Decimal(assets), document),
        "liabilities_fen": (Decimal(assets * dice.randint(5, 60) // 100), document),
        "requested_fen": (Decimal(dice.choice((3, 5, 8, 10, 20)) * 1_000_000), FactSource.CHANNEL),
        "bureau_overdue_now": (not clean and _chance(dice, 30), bureau),
        "bureau_m1": (Decimal(0 if clean else dice.randint(0, 3)), bureau),
        "bureau_m2": (Decimal(0 if clean else dice.choice((0, 0, 1))), bureau),
        "bureau_m3": (Decimal(0), bureau),
        "bureau_months": (Decimal(dice.randint(18, 120)), bureau),
        "phone_months": (Decimal(dice.randint(5, 120)), FactSource.REGISTER),
        "identity_complete": (True, FactSource.REGISTER),
        "social_security_months": (Decimal(dice.choice((0, 4, 10, 18, 40, 60))), FactSource.SOCIAL_SECURITY),
        "tax_grade": (dice.choice("AABBM"), FactSource.TAX),
        "utilisation": (Decimal(dice.randint(5, 90)) / 100, bureau),
        "full_utilisation_months": (Decimal(0), bureau),
        "inquiries": (Decimal(dice.choice((0, 0, 1, 1, 2, 3, 5, 8))), bureau),
        "flow_fabricated": (False, FactSource.BANK_FLOW),
        "positive_flow_months": (Decimal(dice.choice((3, 4, 5, 5, 6, 6, 6))), FactSource.BANK_FLOW),
        "application_flags": (Decimal(dice.choice((0, 0, 0, 0, 1, 2))), FactSource.CHANNEL),
        "device": (dice.choice(("stable", "stable", "few", "new")), FactSource.CHANNEL),
        "contact_share": (Decimal(dice.randint(50, 100)) / 100, FactSource.OWN_BOOKS),
        "promise_share": (Decimal(dice.randint(60, 100)) / 100, FactSource.OWN_BOOKS),
        "use_of_funds": (dice.choice(("proven", "proven", "proven", "late", "mismatch")), document),
    }
    if borrower.income_fen is not None and _chance(dice, 75):
        facts["income_monthly_fen"] = (Decimal(borrower.income_fen), FactSource.BANK_FLOW)
    return facts


def _firm(dice: Random, borrower: Borrower) -> Facts:
    document, register = FactSource.DOCUMENT, FactSource.REGISTER
    clean = _chance(dice, 85)
    good = ("good", "good", "good", "fair", "poor")
    assets, inflow = dice.randint(80, 900) * 1_000_000, (borrower.income_fen or 12_000_000) * 12
    return {
        "owner_character": (dice.choice(good), FactSource.VISIT),
        "bureau_overdue_now": (False, FactSource.BUREAU),
        "bureau_m1": (Decimal(0 if clean else dice.randint(1, 3)), FactSource.BUREAU),
        "bureau_m2": (Decimal(0), FactSource.BUREAU),
        "bureau_m3": (Decimal(0), FactSource.BUREAU),
        "bureau_months": (Decimal(dice.randint(24, 120)), FactSource.BUREAU),
        "trade_years": (Decimal(dice.randint(1, 20)), FactSource.VISIT),
        "own_capital_share": (Decimal(dice.randint(20, 90)) / 100, document),
        "firm_years": (Decimal(dice.randint(1, 15)), register),
        "premises": (dice.choice(("owned", "long_lease", "short_lease")), FactSource.VISIT),
        "staff_continuity": (dice.choice(good), FactSource.SOCIAL_SECURITY),
        "tax_grade": (dice.choice("AABBBMC"), FactSource.TAX),
        "top_customer_share": (Decimal(dice.randint(10, 75)) / 100, document),
        "supplier_terms": (dice.choice(good), FactSource.VISIT),
        "court_record": ("clean" if clean else "minor", register),
        "industry_outlook": (dice.choice(good), FactSource.VISIT),
        "assets_fen": (Decimal(assets), document),
        "liabilities_fen": (Decimal(assets * dice.randint(15, 75) // 100), document),
        "requested_fen": (Decimal(dice.choice((10, 20, 30, 50)) * 1_000_000), FactSource.CHANNEL),
        "current_ratio": (Decimal(dice.randint(80, 220)) / 100, document),
        "turnover_growth": (Decimal(dice.randint(-20, 35)) / 100, document),
        "net_margin": (Decimal(dice.randint(-3, 22)) / 100, document),
        "annual_inflow_fen": (Decimal(inflow), FactSource.BANK_FLOW),
        "debt_service_cover": (Decimal(dice.randint(70, 320)) / 100, FactSource.BANK_FLOW),
    }
