"""What stands behind an application, in figures: for the rules, the findings, the page, and the hash of an approval."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from uuid import UUID

from server.applications import queries as applications
from server.applications.models import Application
from server.applications.securing import queries
from server.applications.securing.models import ApplicationParty
from server.applications.securing.rules import Means, PartyRole, means_together
from server.collateral import charging
from server.collateral.models import CollateralCharge
from server.collateral.queries import shares_on
from server.collateral.rules import COUNTED, Worth, counted_together, loan_to_value
from server.collateral.service import CO_BORROWER_INCOME
from server.customers import queries as customers
from server.customers.models import Customer
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.money import Money
from server.kit.rulebook import Finding, FindingOutcome
from server.kit.work import Work

RULES_VERSION: Final = 1
UNVALUED: Final = "SE-01"
OVER_SECURED: Final = "SE-02"
EACH_FOR_THE_OTHER: Final = "SE-03"
ALL: Final = Decimal(1)
NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Backing:
    """A guarantor or co-borrower in figures, in fen: what he owes, and what he answers for in all, this loan too.

    None where he is out of the caller's sight.
    """

    party: ApplicationParty
    owes_fen: int | None
    answers_for_fen: int


@dataclass(frozen=True, slots=True)
class Security:
    """Everything behind an application. `means` are the borrower's with those of who borrows with him."""

    amount_fen: int
    means: Means
    backings: Sequence[Backing] = ()
    charges: Sequence[CollateralCharge] = ()
    worths: Sequence[Worth] = ()
    borrower_answers_for_fen: int = 0
    each_for_the_other: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def collateral_value_fen(self) -> int | None:
        """What all charges count for; nothing without any, None where one is not known."""
        return counted_together(self.worths)

    @property
    def loan_to_value(self) -> Decimal | None:
        """Loan and what stands before it, by the value of the items."""
        return loan_to_value(self.amount_fen, self.worths)

    @property
    def guaranteed_fen(self) -> int:
        """What guarantors answer for, at most the loan each."""
        return sum(min(each.party.amount_fen or 0, self.amount_fen) for each in self._of(PartyRole.GUARANTOR))

    @property
    def facts(self) -> dict[str, int | str | bool | Decimal | None]:
        """By the names of the catalogue of facts."""
        owed = [_owed_in_all(each) for each in self._of(PartyRole.GUARANTOR)]
        return {
            "co_borrowers": len(self._of(PartyRole.CO_BORROWER)),
            "guarantors": len(self._of(PartyRole.GUARANTOR)),
            "guaranteed_fen": self.guaranteed_fen,
            "guarantor_exposure_fen": None if None in owed else max((each or 0 for each in owed), default=0),
            "contingent_fen": self.borrower_answers_for_fen,
            "collateral_value_fen": self.collateral_value_fen,
            "loan_to_value": self.loan_to_value,
        }

    def _of(self, role: PartyRole) -> list[Backing]:
        return [each for each in self.backings if each.party.role is role]


async def security_of(work: Work, application: Application, borrower: Customer) -> Security:
    """What stands behind an application as things are today (a building block)."""
    parties = await queries.parties_of(work.session, work.scope, application.id)
    charges, worths = await charging.worths_of(work, application.id)
    own = Means(borrower.income_monthly_fen, borrower.debt_monthly_fen)
    ids = [each.person_id for each in parties]
    answered = await queries.answered_for(work.session, [borrower.id, *ids])
    return Security(
        application.amount_fen,
        await _means(work, own, parties),
        [await _backing(work, each, answered[each.person_id]) for each in parties],
        charges,
        worths,
        answered[borrower.id],
        await queries.guarantees_by(work.session, borrower.id, ids) if ids else frozenset(),
    )


@read(Operation.APPLICATION_READ)
async def security(work: Work, *, application_id: UUID) -> Security:
    """What stands behind an application as things are today. Raises NotFound."""
    application = await applications.application_by_id(work.session, work.scope, application_id)
    borrower = None
    if application is not None:
        borrower = await customers.customer_by_id(work.session, work.scope, application.customer_id)
    if application is None or borrower is None:
        raise NotFound(field="applicationId")
    return await security_of(work, application, borrower)


async def marks_of(work: Work, application_id: UUID) -> tuple[str, ...]:
    """A mark for each party and each charge, of what an approval is about: not of consents and registrations."""
    parties = await queries.parties_of(work.session, work.scope, application_id)
    charges = [each for each in await charging.charges_of(work, application_id) if each.state in COUNTED]
    named = [f"party:{each.role}:{each.person_id}:{_answering(each)}" for each in parties]
    charged = [f"charge:{each.item_id}:{each.kind}:{each.secured_fen}:{each.prior_fen}:{each.rank}" for each in charges]
    return tuple(sorted(named + charged))


def _answering(party: ApplicationParty) -> str:
    return f"{party.guarantee}:{party.amount_fen}:{party.months_after_due}" if party.guarantee else "-"


def findings(security: Security) -> tuple[Finding, ...]:
    """What people have to look at, each with its reason; nothing where nothing stands behind the loan."""
    found = [_unvalued() for each in security.worths[:1] if None in [one.value_fen for one in security.worths]]
    found += [_over_secured(each) for each in security.worths if each.is_over_secured]
    found += [_each_for_the_other() for _ in sorted(security.each_for_the_other)[:1]]
    return tuple(found)


def _unvalued() -> Finding:
    zh, en = "押品缺少一年内有效的评估，价值未知", "An item has no valuation of the last year: its value is not known"
    return _finding(UNVALUED, zh, en, missing=("collateral_value_fen",))


def _over_secured(worth: Worth) -> Finding:
    all_fen, counts_fen = Money(worth.secured_in_all_fen), Money(worth.lendable_fen or 0)
    zh = f"押品所担保的债权合计 {all_fen} 元，超过认定价值 {counts_fen} 元（另有 {worth.others} 笔担保）"
    en = (
        f"The item secures {all_fen} yuan in all, more than the {counts_fen} that count (other charges: {worth.others})"
    )
    limit = Decimal(worth.lendable_fen or 0)
    return _finding(OVER_SECURED, zh, en, value=Decimal(worth.secured_in_all_fen), limit=limit)


def _each_for_the_other() -> Finding:
    zh, en = "借款人同时为其保证人提供保证（互保）", "The borrower guarantees for his own guarantor"
    return _finding(EACH_FOR_THE_OTHER, zh, en, value=ALL)


def _finding(
    code: str,
    zh: str,
    en: str,
    *,
    value: Decimal | None = None,
    limit: Decimal = NOTHING,
    missing: tuple[str, ...] = (),
) -> Finding:
    outcome, violated = FindingOutcome.REVIEW, not missing
    return Finding(code, RULES_VERSION, outcome, violated, value, limit, zh, en, missing)


def _owed_in_all(backing: Backing) -> int | None:
    return None if backing.owes_fen is None else backing.owes_fen + backing.answers_for_fen


async def _means(work: Work, own: Means, parties: Sequence[ApplicationParty]) -> Means:
    with_him = [each for each in parties if each.role is PartyRole.CO_BORROWER]
    if not with_him:
        return own
    shares = await shares_on(work.session, work.today)
    told = []
    for each in with_him:
        person = await customers.customer_by_id(work.session, work.scope, each.person_id)
        told.append(Means(person.income_monthly_fen, person.debt_monthly_fen) if person else Means(None, None))
    return means_together(own, told, shares.get(CO_BORROWER_INCOME, ALL))


async def _backing(work: Work, party: ApplicationParty, answers_for_fen: int) -> Backing:
    row = await customers.exposure_of(work.session, work.scope, party.person_id)
    return Backing(party, row.outstanding_fen + row.committed_fen if row else None, answers_for_fen)
