"""What a visit tells others: facts of the customer's rating, facts of the decision, findings of the application."""

from decimal import Decimal
from typing import Final

from server.applications.models import Application
from server.applications.visiting import queries
from server.applications.visiting.crosschecks import restored
from server.applications.visiting.errors import VisitMissing, VisitTooOld, VisitUnchecked
from server.applications.visiting.models import Visit
from server.applications.visiting.sheet import VisitPlace
from server.applications.visiting.states import VisitState
from server.customers import service as customers
from server.customers.models import CustomerKind, CustomerState
from server.customers.rating import doors
from server.customers.rating.models import RatingCause
from server.customers.rating.vocabulary import FACTS, FactSource, Value
from server.kit.clock import business_date
from server.kit.rulebook import Finding, FindingOutcome
from server.kit.work import Work
from server.products.models import ProductVersion
from server.products.visits import visit_policy

MARGIN_PLACES: Final = Decimal("0.0001")


async def require_visit(work: Work, application: Application, version: ProductVersion, amount_fen: int) -> None:
    """Whether somebody went there, where the product asks for it. Raises VisitMissing, VisitUnchecked, VisitTooOld."""
    policy = visit_policy(version.visit)
    if not policy.is_needed(amount_fen):
        return
    visit = await queries.living_of(work.session, work.scope, application.id)
    if visit is None or visit.visited_at is None:
        raise VisitMissing(field="applicationId")
    is_checked = visit.checked_by is not None
    if visit.state is VisitState.WAITING or (policy.wants_four_eyes(amount_fen) and not is_checked):
        raise VisitUnchecked(field="applicationId")
    days = (work.today - business_date(visit.visited_at)).days
    if days > policy.valid_days:
        raise VisitTooOld(field="applicationId", days=days, limit=policy.valid_days)


async def decision_facts(work: Work, application: Application) -> dict[str, int | Decimal | bool | None]:
    """What the standing visit says, by the names of the decision's catalogue; what is not known is None."""
    visit = await _standing(work, application)
    if visit is None:
        return {"visited": False}
    return {
        "visited": True,
        "visit_income_monthly_fen": visit.verified_income_fen,
        "visit_surplus_fen": visit.surplus_fen,
        "visit_debt_ratio": visit.debt_ratio,
        "visit_gross_margin": visit.gross_margin,
        "visit_net_margin": visit.net_margin,
        "visit_findings": len(_doubts(visit)),
    }


async def visit_findings(work: Work, application: Application) -> tuple[Finding, ...]:
    """What the cross-checks of the standing visit found; nothing where there is none."""
    visit = await _standing(work, application)
    return () if visit is None else _doubts(visit)


async def tell_rating(work: Work, visit: Visit) -> None:
    """What was seen becomes facts of the customer, with the day of the visit, and he is rated anew."""
    customer = await customers.customer_of(work, visit.customer_id)
    assert visit.visited_at is not None, "a submitted visit has its time"
    day = min(business_date(visit.visited_at), work.today)
    is_person = customer.kind is CustomerKind.PERSON
    debts = visit.figures["debt_balance_fen"]
    seen: dict[str, Value | None] = {
        "assets_fen": Decimal(visit.assets_fen) if visit.assets_fen else None,
        "liabilities_fen": Decimal(debts) if visit.assets_fen else None,
    }
    if is_person:
        at_home = visit.place is VisitPlace.HOME
        seen |= {
            "income_monthly_fen": _decimal(visit.verified_income_fen),
            "dependants": _decimal(visit.dependants),
            "earners": _decimal(visit.earners),
            "home_owned": visit.home_owned,
            "residence_months": _decimal(visit.residence_months),
            "address_verified": True if at_home and visit.accuracy_m is not None else None,
        }
    elif visit.net_margin is not None and abs(visit.net_margin) <= 1:
        seen["net_margin"] = visit.net_margin.quantize(MARGIN_PLACES)
    told = [
        doors.FactTold(code, value, FactSource.VISIT, day)
        for code, value in seen.items()
        if value is not None and code in FACTS and not (isinstance(value, Decimal) and value < FACTS[code].least)
    ]
    owner = {"customer_id": customer.id, "branch_id": customer.branch_id, "officer_id": customer.officer_id}
    if told:
        await doors.tell(work, owner, told)
    if customer.state is CustomerState.ACTIVE:
        await doors.rate_now(work, [customer.id], RatingCause.PROFILE)


async def _standing(work: Work, application: Application) -> Visit | None:
    visit = await queries.living_of(work.session, work.scope, application.id)
    return visit if visit is not None and visit.state is VisitState.STANDING else None


def _doubts(visit: Visit) -> tuple[Finding, ...]:
    return tuple(each for each in restored(visit.findings) if each.outcome is not FindingOutcome.PASS)


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
