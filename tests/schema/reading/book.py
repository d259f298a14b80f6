"""A book with something of everything: customers of four officers in two regions, papers, cases, loans, repayments.

It stands on a copy of the stage. Amounts end in every figure, instants have fractions with and without zeros at the
end, loans are paid in part, in time, late and in full, so that each way to render a value has values to render.
"""

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from server.applications.models import ApplicationFinding, Opinion
from server.applications.rules import ApplicationState
from server.approvals.rules import CaseDecision, CaseState, Tier
from server.customers.models import CustomerKind
from server.documents.models import DocumentKind, DocumentReading, DocumentState
from server.kit.clock import FixedClock
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, Endpoint
from server.kit.rulebook import FindingOutcome
from server.loans.models import Instalment, Loan
from server.loans.repaying import repay
from server.loans.rules import LoanState
from tests.factories.applications import CREATED_AT, plant_application
from tests.factories.approvals import plant_case, plant_vote
from tests.factories.custody import plant_funding_account
from tests.factories.customers import Planted, plant_customer
from tests.factories.documents import plant_borrower, plant_document
from tests.factories.loans import plant_loan
from tests.fixtures.house import NOON, RecordingMessenger, SilentBank, fresh, house_on, settings_for, staff_in
from tests.fixtures.world import id_of
from tests.schema.stage import Stage

OFFICERS = ("officer.east1", "officer2.east1", "officer.east2", "officer.west1")
NAMES = ("王小明", "李小红", "欧阳明月", 'O\'Neill "Q"', "赵\\反斜")
LOANS = ((3_000_001, date(2025, 8, 31), 4), (1_234_567, date(2025, 12, 15), 1), (999_990, date(2026, 2, 27), 0))
"""Principal in fen, the day it was paid out, how many instalments are paid by now."""
WARNINGS: tuple[list[str], ...] = ([], ["picture.blurred"], ["picture.glare", "picture.edge_cut"])
INSTANTS = (0, 500_000, 123_456, 120_000, 1)
"""Microseconds: none, one digit, six, zeros at the end, zeros in front."""


class Author:
    """Writes the rows of a book as the owner of the database; numbers go round and round."""

    def __init__(self, owner: AsyncSession, stage: Stage) -> None:
        self.owner = owner
        self.version_id = stage.rows["version"]
        self.turns = itertools.count(1)

    def instant(self, turn: int) -> datetime:
        moment = CREATED_AT + timedelta(days=turn % 40 - 20, hours=turn % 24)
        return moment.replace(microsecond=INSTANTS[turn % len(INSTANTS)])

    async def customers(self, officer: str) -> list[Planted]:
        """Persons and a company, one of them with nothing known about his means."""
        people = [await plant_borrower(self.owner, officer=officer, name=name) for name in NAMES[:3]]
        more = {"income_monthly_fen": None, "debt_monthly_fen": None}
        people.append(await plant_borrower(self.owner, officer=officer, name=NAMES[3], **more))
        company = CustomerKind.COMPANY
        people.append(await plant_customer(self.owner, officer=officer, name=NAMES[4], kind=company, account=False))
        return people

    async def papers(self, customer: Planted) -> None:
        """A document in every state, read ones with and without warnings."""
        for state, warnings in zip(DocumentState, itertools.cycle(WARNINGS)):
            turn = next(self.turns)
            at = {"received_at": self.instant(turn)}
            paper = await plant_document(self.owner, customer, kind=DocumentKind.OTHER, state=state, **at)
            if state is DocumentState.READ or state is DocumentState.CONFIRMED:
                read = {"document_id": paper, "fields_cipher": b"-", "doubts": 0, "engine": "-"}
                own = customer.owner_columns | {"id": uuid4(), "read_at": NOON, "warnings": warnings}
                await self.owner.execute(insert(DocumentReading).values(**own, **read))

    async def applications(self, customer: Planted, voters: Sequence[str]) -> None:
        """One in each state, with findings, opinion, a case and its votes."""
        for state in ApplicationState:
            turn = next(self.turns)
            amount = 1_000_000 + turn * 12_345
            columns = {
                "amount_fen": amount,
                "requested_amount_fen": amount,
                "created_at": self.instant(turn),
                "submitted_at": None if state is ApplicationState.DRAFT else self.instant(turn + 1),
                "debt_ratio": Decimal(turn % 50) / 100 if turn % 3 else None,
                "apr": Decimal("0.1500") + Decimal(turn % 90) / 10_000 if turn % 4 else None,
                "exposure_after_fen": amount * 2 if turn % 2 else None,
                "tier": list(Tier)[turn % 4] if turn % 5 else None,
            }
            made = await plant_application(self.owner, customer, self.version_id, state=state, **columns)
            await self.judged(customer, made, turn)
            await self.case(customer, made, turn, voters)

    async def judged(self, customer: Planted, application_id: object, turn: int) -> None:
        """Findings and an opinion of round 1, which drafts do not show."""
        own = customer.owner_columns | {"application_id": application_id, "submission": 1}
        for position, outcome in enumerate(list(FindingOutcome)[: turn % 3]):
            told = {"code": f"rule_{position}", "rule_version": 1, "outcome": outcome, "facts": {}}
            words = {"reason_zh": "理由 “一” \\ \n 行", "reason_en": 'Reason "one" \u2028 \\', "found_at": NOON}
            row = own | told | words | {"id": uuid4(), "position": position}
            await self.owner.execute(insert(ApplicationFinding).values(**row))
        if turn % 4:
            by = {"given_by": customer.officer_id, "given_at": self.instant(turn), "hash": "0"}
            said = {"id": uuid4(), "amount_fen": 1_000_000 + turn, "term_months": 12, "reason": "经营稳定\t可贷"}
            await self.owner.execute(insert(Opinion).values(**own, **by, **said))

    async def case(self, customer: Planted, application_id: object, turn: int, voters: Sequence[str]) -> None:
        """A case in one of its states, now and then with votes."""
        state, tier = list(CaseState)[turn % 5], list(Tier)[1 + turn % 3]
        about: dict[str, Any] = {"subject_id": application_id, "opened_at": self.instant(turn), "state": state}
        settled = None if state is CaseState.OPEN else NOON
        case_id = await plant_case(self.owner, customer, tier=tier, settled_at=settled, **about)
        for by in voters[: turn % 3]:
            decision = list(CaseDecision)[turn % 3]
            await plant_vote(self.owner, customer, case_id, by=by, tier=tier, decision=decision)


async def plant_book(endpoint: Endpoint, database: str, stage: Stage, officers: Sequence[str] = OFFICERS) -> None:
    """Fill a copy of the stage."""
    engine = create_async_engine(endpoint.dsn(OWNER_ROLE, database), poolclass=NullPool)
    clock = FixedClock(NOON)
    house = house_on(settings_for(endpoint.dsn(APP_ROLE, database)), clock, RecordingMessenger(), SilentBank())
    try:
        async with AsyncSession(engine, expire_on_commit=False) as owner:
            author = Author(owner, stage)
            clerk = await staff_in(house, clock, "finance.hq")
            funding_id = await plant_funding_account(owner)
            for officer in officers:
                people = await author.customers(officer)
                await author.papers(people[0])
                for customer in people[:2]:
                    await author.applications(customer, ("committee1.hq", "committee2.hq"))
                for customer, (principal, on, paid) in zip(people, LOANS, strict=False):
                    at: dict[str, Any] = {"principal_fen": principal, "disbursed_on": on}
                    loan = await plant_loan(owner, customer, author.version_id, funding_id, **at)
                    await _late(owner, loan.loan_id)
                    for turn in range(paid):
                        what: dict[str, Any] = {"amount_fen": 260_000 + turn * 12_345, "paid_on": NOON.date()}
                        await repay(fresh(clerk), loan_id=loan.loan_id, reference=f"回单-{turn}", **what)
                await _ends(owner, officer)
            await owner.commit()
    finally:
        await house.database.close()
        await engine.dispose()


async def _late(owner: AsyncSession, loan_id: object) -> None:
    """What fell due before today bears a penalty."""
    late = (Instalment.loan_id == loan_id) & (Instalment.due_on < NOON.date())
    await owner.execute(update(Instalment).where(late).values(penalty_fen=1_203))
    await owner.commit()


async def _ends(owner: AsyncSession, officer: str) -> None:
    """Of an officer's loans one is over, and one has not begun."""
    own = select(Loan.id).where(Loan.officer_id == id_of(officer)).order_by(Loan.opened_at, Loan.id).limit(2)
    over, early = (*(await owner.execute(own)).scalars().all(), None)[:2]
    closed = {"state": LoanState.CLOSED, "closed_on": NOON.date(), "outstanding_fen": 0, "next_due_on": None}
    begun = {
        "state": LoanState.PENDING_DISBURSEMENT,
        "disbursed_on": None,
        "closed_on": None,
        "outstanding_fen": 0,
        "next_due_on": None,
        "plan": null(),
    }
    await owner.execute(update(Loan).where(Loan.id == over).values(**closed))
    await owner.execute(update(Loan).where(Loan.id == early).values(**begun))
    moments = {"opened_at": datetime(2026, 2, 15, 1, 2, 3, 450_000, tzinfo=UTC)}
    await owner.execute(update(Loan).where(Loan.id == early).values(**moments))
    await owner.commit()
