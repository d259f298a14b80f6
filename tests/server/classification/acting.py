"""What happens in a day of the portfolio, drawn by dice: paid in sets, restructured, written off, judged by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from server.classification.grounds import agree_to_upgrade, downgrade, propose_upgrade
from server.classification.vocabulary import LEAST, RANK, GroundKind
from server.kit.clock import FixedClock
from server.kit.work import Caller
from server.ledger import rules as books
from tests.fixtures.house import fresh
from tests.server.classification.model import Due, ModelLoan, months_later
from tests.server.classification.planting import Portfolio, new_id, noon_of

PAY = """
WITH paid AS (
  UPDATE instalments AS i
     SET paid_principal_fen = principal_fen, paid_interest_fen = interest_fen, paid_penalty_fen = penalty_fen
    FROM unnest(CAST($1 AS uuid[]), CAST($2 AS bigint[])) AS n (loan_id, number)
   WHERE i.loan_id = n.loan_id AND i.number = n.number
  RETURNING i.loan_id, i.principal_fen, i.interest_fen, i.penalty_fen
)
SELECT loan_id, sum(principal_fen)::bigint, sum(interest_fen)::bigint, sum(penalty_fen)::bigint FROM paid GROUP BY 1
"""
STAND = """
UPDATE loans AS l SET outstanding_fen = n.out, next_due_on = n.due, acts = n.acts, version = version + 1,
       state = n.state, closed_on = CASE WHEN n.state = 'closed' THEN $6::date END,
       written_off_on = CASE WHEN n.state = 'written_off' THEN $6::date END
  FROM unnest(CAST($1 AS uuid[]), CAST($2 AS bigint[]), CAST($3 AS date[]), CAST($4 AS bigint[]), CAST($5 AS text[]))
       AS n (id, out, due, acts, state)
 WHERE l.id = n.id
"""
MOVE = """
UPDATE instalments AS i SET from_on = n.from_on, agreed_on = n.due_on, due_on = n.due_on
  FROM unnest(CAST($1 AS uuid[]), CAST($2 AS bigint[]), CAST($3 AS date[]), CAST($4 AS date[]))
       AS n (loan_id, number, from_on, due_on)
 WHERE i.loan_id = n.loan_id AND i.number = n.number
"""
FUND_USE = """
INSERT INTO compliance_entries (id, branch_id, officer_id, customer_id, kind, name, facts, entered_on, entered_by,
                                entered_at)
VALUES ($1, $2, $3, $4, 'fund_use', 'x', CAST($5 AS jsonb), $6, $3, $7)
"""
LATER = timedelta(days=3)
"""Days are closed so long after they are over: nobody is reminded of what is out of date."""
RISK, COMMITTEE = "risk.hq", "committee1.hq"


@dataclass
class Chances:
    """How likely each act is, a loan a day."""

    pay_off: float = 0.0004
    restructure: float = 0.0006
    write_off: float = 0.004
    misuse: float = 0.00008
    downgrade: float = 0.0004
    lift: float = 0.05
    merge: float = 0.00005


@dataclass
class Hands:
    """The acts of the days, one after the other; every dice falls in the same order for the same seed."""

    portfolio: Portfolio
    clock: FixedClock
    chances: Chances = field(default_factory=Chances)
    grounds: dict[tuple[UUID, str], UUID] = field(default_factory=dict)

    async def live(self, day: date) -> None:
        """One day of acts, in the model and in the house."""
        self.clock.instant = noon_of(day + LATER)
        dice, running = self.portfolio.dice, self.portfolio.model.running(day)
        paying: dict[UUID, list[Due]] = {}
        moved: list[ModelLoan] = []
        lost: list[ModelLoan] = []
        for loan in running:
            due = [each for each in loan.dues if not each.paid and each.pay_on is not None and each.pay_on <= day]
            luck = dice.random()
            if due:
                paying[loan.id] = due
            elif loan.days_late(day) > 360 and luck < self.chances.write_off:
                lost.append(loan)
            elif not loan.days_late(day) and luck < self.chances.pay_off:
                paying[loan.id] = [each for each in loan.dues if not each.paid]
            elif luck > 1 - self.chances.restructure and loan.dues[-1].due_on > day:
                moved.append(loan)
        await self._pay(paying, day)
        await self._move(moved, day)
        await self._write_off(lost, day)
        await self._misuse([loan for loan in running if dice.random() < self.chances.misuse], day)
        await self._merge([loan for loan in running if dice.random() < self.chances.merge])
        await self.portfolio.lender.owner.commit()
        await self._judge([loan for loan in running if loan.ended_on is None], day)

    async def _pay(self, paying: dict[UUID, list[Due]], day: date) -> None:
        loans, raw = self.portfolio.model.loans, await self.portfolio.raw()
        flat = [(loan_id, due.number) for loan_id, dues in paying.items() for due in dues]
        entries = []
        for loan_id, principal, interest, penalty in await raw.fetch(PAY, *_columns(flat, 2)):
            loan = loans[loan_id]
            place = books.Place(loan.customer, loan.branch, loan.funding, loan.id)
            parts = books.Parts(principal_fen=principal, interest_fen=interest, penalty_fen=penalty)
            event = new_id(self.portfolio.dice)
            entries.append(books.repayment_received(event, place, parts, booked_on=day, value_on=day))
        for loan_id, dues in paying.items():
            for due in dues:
                due.paid = True
            if loans[loan_id].next_due is None:
                loans[loan_id].ended_on = day
        await self._stand([loans[loan_id] for loan_id in paying], "repayment", day)
        await self.portfolio.post(entries)

    async def _move(self, moved: list[ModelLoan], day: date) -> None:
        """Every instalment that is not due yet comes a month later."""
        rows = []
        for loan in moved:
            loan.restructured.append(day)
            before = None
            for due in loan.dues:
                if due.due_on > day and not due.paid:
                    due.from_on = before or due.from_on
                    due.due_on = before = months_later(due.due_on, 1)
                    rows.append((loan.id, due.number, due.from_on, due.due_on))
        await (await self.portfolio.raw()).execute(MOVE, *_columns(rows, 4))
        await self._stand(moved, "reschedule", day)

    async def _write_off(self, lost: list[ModelLoan], day: date) -> None:
        entries = []
        for loan in lost:
            place = books.Place(loan.customer, loan.branch, loan.funding, loan.id)
            event = new_id(self.portfolio.dice)
            parts = books.Parts(principal_fen=loan.balance)
            entries.append(books.written_off(event, place, parts, booked_on=day, value_on=day))
            loan.ended_on = day
        await self._stand(lost, "write_off", day)
        await self.portfolio.post(entries)

    async def _stand(self, loans: Sequence[ModelLoan], kind: str, day: date) -> None:
        """The rows of loans after an act, and the act."""
        state = "written_off" if kind == "write_off" else "closed"
        rows = []
        for loan in loans:
            loan.acts += 1
            ended = loan.ended_on is not None
            out, due = (0, None) if ended else (loan.balance, loan.next_due)
            rows.append((loan.id, out, due, loan.acts, state if ended else "active"))
        raw = await self.portfolio.raw()
        await raw.execute(STAND, *_columns(rows, 5), day)
        owned = ("customer_id", "id", "branch_id", "officer_id", "loan_id", "number", "kind", "value_on", "booked_on")
        acts = [
            (
                *(loan.customer, new_id(self.portfolio.dice), loan.branch, loan.officer, loan.id, loan.acts, kind),
                *(day, day, "{}", loan.officer, self.clock.instant),
            )
            for loan in loans
        ]
        columns = (*owned, "detail", "recorded_by", "recorded_at")
        await raw.copy_records_to_table("loan_acts", records=acts, columns=columns)

    async def _misuse(self, loans: Iterable[ModelLoan], day: date) -> None:
        raw = await self.portfolio.raw()
        for loan in loans:
            loan.misused = True
            facts = f'{{"loan_id": "{loan.id}", "payee_kind": "stock", "seen_on": "{day}"}}'
            given = (new_id(self.portfolio.dice), loan.branch, loan.officer, loan.customer, facts, day)
            await raw.execute(FUND_USE, *given, self.clock.instant)

    async def _merge(self, loans: Iterable[ModelLoan]) -> None:
        """A customer's record goes into another's."""
        raw, person = await self.portfolio.raw(), self.portfolio.model.person
        known = sorted({loan.customer for loan in self.portfolio.model.loans.values()})
        for loan in loans:
            into = self.portfolio.dice.choice(known)
            if loan.customer == into or loan.customer in person or into in person or loan.customer in person.values():
                continue
            person[loan.customer] = into
            change = "UPDATE customers SET state = 'merged', merged_into = $2 WHERE customer_id = $1"
            await raw.execute(change, loan.customer, into)

    async def _judge(self, running: list[ModelLoan], day: date) -> None:
        """Downgrades by hand and lifted ones, through the doors of the house, on the day itself."""
        self.clock.instant = noon_of(day)
        dice = self.portfolio.dice
        for loan in running:
            if dice.random() < self.chances.downgrade:
                kind = dice.choice([each for each in GroundKind if each.value not in loan.grounds] or [None])
                if kind is not None:
                    await self._note(loan, kind)
                    self.portfolio.model.settle_person(loan, day)
        for loan_id, noted in list(self.grounds):
            loan = self.portfolio.model.loans[loan_id]
            if loan.ended_on is None and dice.random() < self.chances.lift:
                await self._lift(loan, noted)
                self.portfolio.model.settle_person(loan, day)

    async def _note(self, loan: ModelLoan, kind: GroundKind) -> None:
        caller = await self._caller(RISK)
        ground = await downgrade(caller, loan_id=loan.id, kind=kind, tier=None, reason="走访所见")
        loan.grounds[kind.value] = RANK[LEAST[kind]]
        self.grounds[loan.id, kind.value] = ground

    async def _lift(self, loan: ModelLoan, kind: str) -> None:
        ground = self.grounds.pop((loan.id, kind))
        await propose_upgrade(await self._caller(RISK), ground_id=ground, reason="情况好转", expected_version=1)
        await agree_to_upgrade(await self._caller(COMMITTEE), ground_id=ground, expected_version=2)
        del loan.grounds[kind]

    async def _caller(self, login: str) -> Caller:
        return fresh(replace(await self.portfolio.lender.as_staff(login), house=self.portfolio.lender.house))


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [[row[at] for row in rows] for at in range(width)]
