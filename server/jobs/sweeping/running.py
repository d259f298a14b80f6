"""Sweeping a business date: every part that is not done, each in a transaction of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import text

from server.compliance import queries as law
from server.compliance.desk import queries as desk_queries
from server.compliance.desk import service as desk
from server.compliance.desk.rules import Candidate
from server.compliance.errors import DayNotOver
from server.compliance.rules import Trigger
from server.identity.actors import WORKER
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.identity.queries import headquarters
from server.jobs.sweeping import classes, house, lending, people
from server.jobs.sweeping.guarantees import GUARANTEES
from server.jobs.sweeping.parts import Part
from server.kit.work import Caller, House, Work
from server.ledger.rules import Account
from server.reconciliation.balances import balances_at

BANK: Final = Part("bank", ("CU-02",), "")
PARTS: Final[tuple[Part, ...]] = (*lending.PARTS, *people.PARTS, *house.PARTS, *classes.PARTS, GUARANTEES, BANK)
DAYS_BACK_MAX: Final = 31
"""So many missed days are caught up; what stands wrong from before is found all the same where it still stands."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many findings a part has now, and how many were mended since."""

    part: str
    found: int
    mended: int


@read(Operation.COMPLIANCE_SWEEP)
async def parts_left(work: Work, *, day: date) -> list[str]:
    """The parts of the book that are not swept for a day, in their order. Raises DayNotOver."""
    if day >= work.today:
        raise DayNotOver(field="day")
    done = await desk_queries.swept_parts(work.session, day)
    return [each.name for each in PARTS if each.name not in done]


@read(Operation.COMPLIANCE_SWEEP)
async def days_left(work: Work) -> list[date]:
    """Days that are over and not swept, oldest first; the first time only yesterday."""
    yesterday = work.today - timedelta(days=1)
    last = await desk_queries.last_swept(work.session)
    first = yesterday if last is None else max(last, yesterday - timedelta(days=DAYS_BACK_MAX))
    return [first + timedelta(days=offset) for offset in range((yesterday - first).days + 1)]


@use_case(Operation.COMPLIANCE_SWEEP, keyed=False)
async def sweep_part(work: Work, *, day: date, part: str) -> Swept:
    """Put one part of the book to the rules of a day; a part that is done stays as it is."""
    if part in await desk_queries.swept_parts(work.session, day):
        return Swept(part, 0, 0)
    wanted = next(each for each in PARTS if each.name == part)
    laws = await law.rule_set(work.session, Trigger.SWEEP, day)
    asked = [each for each in laws if each.code in wanted.codes]
    candidates = await (_banks(work, day) if wanted is BANK else _read(work, wanted, day))
    found = await desk.judge(work, asked, candidates)
    return Swept(part, *await desk.lay_down(work, part, wanted.mending, day, found))


async def sweep_day(house: House, day: date, *, progress: Callable[[Swept], None] = lambda _: None) -> list[Swept]:
    """Sweep what is left of a day. Raises DayNotOver."""
    caller = Caller(house, WORKER, request_id=f"sweep:{day}")
    done = []
    for part in await parts_left(caller, day=day):
        swept = await sweep_part(caller, day=day, part=part)
        progress(swept)
        done.append(swept)
    return done


async def sweep_missed(house: House) -> None:
    """What the worker does from time to time: yesterday, and what was missed before it."""
    for day in await days_left(Caller(house, WORKER, request_id="sweep")):
        await sweep_day(house, day)


async def _read(work: Work, part: Part, day: date) -> Sequence[Candidate]:
    given: Mapping[str, Any] = {
        "day": day,
        "hq": await headquarters(work.session),
        "suspense": Account.SUSPENSE.value,
    }
    statement = text(part.statement)
    named = {name: given[name] for name in statement._bindparams}  # noqa: SLF001 - which of them the statement takes
    rows = await work.session.execute(statement, named)
    return [Candidate(*row) for row in rows]


async def _banks(work: Work, day: date) -> Sequence[Candidate]:
    """Books and bank of every account; one whose statement has not come is looked at when it comes."""
    hq = await headquarters(work.session)
    return [
        Candidate(
            "CU-02",
            "funding_account",
            one.funding_account_id,
            hq,
            None,
            None,
            "any",
            {"ledger_fen": one.ledger_fen, "bank_fen": one.bank_fen},
        )
        for one in await balances_at(work, day)
        if one.bank_fen is not None
    ]
