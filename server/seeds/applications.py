"""An application from its start to where its fate leaves it, by the same rules that stand at the doors."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

from server.applications.models import Application, ApplicationFinding, ApplicationNumber, Opinion
from server.applications.rules import (
    ApplicationState,
    Content,
    Quote,
    content_hash,
    opinion_hash,
    quote,
    shown_ratio,
    terms_of,
)
from server.approvals.matrix.rules import Asked, Route, route_of
from server.approvals.rules import Tier
from server.compliance import rules as law
from server.decision import rules as risk
from server.decision.arriving import NOBODY_COUNTED
from server.decision.models import Channel
from server.kit.clock import business_date
from server.kit.rulebook import Finding, FindingOutcome, worst
from server.seeds import securing
from server.seeds.dice import later, moment
from server.seeds.lender import Offer
from server.seeds.plans import Fate, Plan
from server.seeds.results import Results, write_results
from server.seeds.staff import id_of
from server.seeds.telling import File, Telling
from server.seeds.wording import OPINIONS
from server.terms.schedules import schedule

NEEDS_CASE: Final = frozenset({Fate.IN_REVIEW, Fate.RETURNED, Fate.REJECTED})
REGIONAL_FROM_FEN: Final = 5_000_000
REQUEST_ABOVE_SHARE: Final = 0.12
ANY_DAY: Final = date(2024, 1, 15)


def start(telling: Telling, plan: Plan) -> File:
    """Start the application: its row as a draft."""
    dice, borrower = telling.dice, plan.borrower
    created_at = moment(dice, plan.day)
    asked_fen = plan.amount_fen
    if dice.random() < REQUEST_ABOVE_SHARE:
        asked_fen = min(plan.offer.amount_max_fen, plan.amount_fen * 6 // 5 // 100_000 * 100_000)
    row: dict[str, Any] = {
        **borrower.owner,
        "id": telling.ids.at(created_at),
        "number": telling.ids.number(),
        "product_version_id": plan.offer.id,
        "requested_amount_fen": max(asked_fen, plan.amount_fen),
        "requested_term_months": plan.term_months,
        "amount_fen": plan.amount_fen,
        "term_months": plan.term_months,
        "purpose": plan.purpose,
        "state": ApplicationState.DRAFT,
        "submission": 0,
        "editors": [borrower.officer.id],
        "started_by": borrower.officer.id,
        "created_at": created_at,
        "version": 1,
    }
    telling.rows.add(ApplicationNumber, {"number": row["number"]})
    return File(plan, row)


def submit(telling: Telling, file: File) -> FindingOutcome:
    """The officer's signed opinion, the rules' findings, the tier. Answers the most severe outcome."""
    plan, row, borrower = file.plan, file.row, file.borrower
    at = later(telling.dice, row["created_at"], days=1, minutes=(20, 120))
    own_fen, total_fen = telling.exposures.at(borrower, at)
    file.behind = securing.begin(telling, file, at, plan.amount_fen)
    behind = file.behind.facts if file.behind else securing.NOTHING_BEHIND
    quoted, findings, results = _found(telling, plan, at, (own_fen, total_fen), behind)
    outcome, tier = _tier(telling, plan, total_fen, findings)
    if tier is Tier.AUTOMATIC and plan.fate in NEEDS_CASE:
        plan.amount_fen = REGIONAL_FROM_FEN + telling.dice.randrange(10) * 500_000
        quoted, findings, results = _found(telling, plan, at, (own_fen, total_fen), behind)
        outcome, tier = _tier(telling, plan, total_fen, findings)
    row |= {
        "amount_fen": plan.amount_fen,
        "requested_amount_fen": max(row["requested_amount_fen"], plan.amount_fen),
        "submission": 1,
        "submitted_at": at,
        "account_id": borrower.account_id,
        "tier": tier,
        "exposure_after_fen": total_fen + plan.amount_fen,
        "debt_ratio": shown_ratio(results.decided.debt_ratio),
        "apr": quoted.apr,
        "version": 2,
    }
    content = _content(file)
    file.content_hash = content_hash(content)
    _write_opinion(telling, file, at, content)
    _write_findings(telling, file, at, findings)
    write_results(telling, file, at, results)
    return outcome


def finish(telling: Telling, file: File) -> None:
    """Write the row as it stands in the end."""
    telling.rows.add(Application, file.row)


def _content(file: File) -> Content:
    row, borrower = file.row, file.borrower
    account = f"{borrower.account_id}:{borrower.account_index.hex()}"
    return Content(
        file.id,
        borrower.id,
        row["product_version_id"],
        row["amount_fen"],
        row["term_months"],
        row["purpose"],
        account,
        security=file.behind.marks if file.behind else (),
    )


def _found(
    telling: Telling, plan: Plan, at: datetime, exposure: tuple[int, int], behind: dict[str, Any]
) -> tuple[Quote, tuple[Finding, ...], Results]:
    """Quote and findings of a plan on a day. Before the law's rules began nobody asked them."""
    day, borrower = business_date(at), plan.borrower
    quoted = _quoted(plan, at)
    risk_facts = _risk_facts(plan, at, quoted, {"exposure_fen": exposure[1], **behind})
    edition, rule_set = telling.law.risk_on(day)
    decided = risk.evaluate(risk_facts, rule_set)
    law_facts = law.Facts(borrower.kind.value, *exposure, plan.amount_fen, quoted.apr, quoted.term_days)
    rules = telling.law.law_on(day)
    checked = law.examined(law_facts, telling.law.figures_on(day), rules) if rules else None
    findings = (*decided.findings, *(checked.findings if checked else ()))
    return quoted, findings, Results(risk_facts, decided, edition.id, law_facts, checked, telling.law.figures_on(day))


def _risk_facts(plan: Plan, at: datetime, quoted: Quote, more: dict[str, Any]) -> risk.Facts:
    borrower = plan.borrower
    return risk.Facts(
        borrower.kind.value,
        business_date(at),
        borrower.born,
        borrower.income_fen,
        borrower.debt_fen,
        quoted.highest_instalment_fen,
        {
            "amount_fen": plan.amount_fen,
            "term_months": plan.term_months,
            **more,
            "channel": Channel.STAFF.value,
            **NOBODY_COUNTED,
        },
    )


def _quoted(plan: Plan, at: datetime) -> Quote:
    """The quote of the day; the annual rate of equal periods depends on amount and term alone, so it is kept."""
    day = business_date(at)
    nominal, effective = _apr(plan.offer, plan.amount_fen, plan.term_months)
    terms = terms_of(plan.offer, plan.amount_fen, plan.term_months, day)
    return Quote(terms, schedule(terms), nominal, effective)


@cache
def _apr(offer: Offer, amount_fen: int, term_months: int) -> tuple[Decimal, Decimal]:
    quoted = quote(offer, amount_fen, term_months, ANY_DAY)
    return quoted.apr, quoted.apr_effective


def _tier(telling: Telling, plan: Plan, total_fen: int, findings: tuple[Finding, ...]) -> tuple[FindingOutcome, Tier]:
    outcome = worst(findings)
    if outcome is FindingOutcome.REFUSE:
        return outcome, Tier.AUTOMATIC
    referred = outcome is FindingOutcome.REVIEW
    return outcome, routed(telling, plan, total_fen + plan.amount_fen, referred=referred).tier


def routed(telling: Telling, plan: Plan, exposure_after_fen: int, *, referred: bool) -> Route:
    """Where the matrix sends an application."""
    region_id = id_of(plan.borrower.place.parent or plan.borrower.place.code)
    asked = Asked(exposure_after_fen, referred, plan.offer.code, None, region_id)
    return route_of(telling.law.matrix, asked)


def _write_opinion(telling: Telling, file: File, at: datetime, content: Content) -> None:
    officer, reason = file.borrower.officer, telling.dice.choice(OPINIONS)
    signed = opinion_hash(content, reason, officer_id=officer.id, at=at.isoformat())
    opinion = {"application_id": file.id, "submission": 1, "reason": reason, "hash": signed}
    asked = {name: file.row[name] for name in ("amount_fen", "term_months")}
    given = {"id": telling.ids.at(at), "given_by": officer.id, "given_at": at}
    telling.rows.add(Opinion, file.borrower.owner | opinion | asked | given)


def _write_findings(telling: Telling, file: File, at: datetime, findings: tuple[Finding, ...]) -> None:
    for position, finding in enumerate(findings, 1):
        row = {
            "id": telling.ids.at(at, position),
            "application_id": file.id,
            "submission": 1,
            "position": position,
            "code": finding.code,
            "rule_version": finding.version,
            "outcome": finding.outcome,
            "reason_zh": finding.zh,
            "reason_en": finding.en,
            "facts": finding.as_facts,
            "found_at": at,
        }
        telling.rows.add(ApplicationFinding, file.borrower.owner | row)
