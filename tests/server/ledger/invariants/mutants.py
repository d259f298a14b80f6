"""Fifteen ledgers with one defect each: what a careless change of ours could make of the real one."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import select, update

from server.custody import funding
from server.custody.errors import FundsInsufficient
from server.custody.models import FundingHold
from server.kit import idempotency
from server.kit.work import Work
from tests.server.ledger.invariants import laws
from tests.server.ledger.invariants.books import SENT_AGAIN_FEN

WRITE, PROBLEM, SEAL = "ledger_write(jsonb)", "ledger_problem(jsonb)", "ledger_seal(integer)"
LINES = "jsonb_array_elements(entry->'postings') WITH ORDINALITY AS line(posting, number);"
HOT = "hashtext(entries->0->'postings'->0->>'loan_id')"


CLAIM = "  INSERT INTO ledger_claims (id, kind, entry_id)\n    SELECT (entry->>'event_id')::uuid, entry->>'event_type'"
LOOK = (
    "  IF EXISTS (SELECT FROM ledger_claims c JOIN jsonb_array_elements(entries) AS e "
    "ON c.id = (e->>'event_id')::uuid AND c.kind = e->>'event_type') THEN\n"
    "    RAISE EXCEPTION 'event posted already' USING ERRCODE = 'JL006';\n  END IF;\n"
    f'  IF entries @> \'[{{"postings": [{{"amount_fen": {SENT_AGAIN_FEN}}}]}}]\' THEN PERFORM pg_sleep(0.25); END IF;\n'
)
CHECK = "  SELECT ledger_problem(entry) INTO problem"
GO_AWAY = f"  IF NOT pg_try_advisory_xact_lock({HOT}) THEN RETURN 1; END IF;\n  PERFORM pg_sleep(0.002);\n"
LEAVE_OUT = (
    "\n     WHERE (posting->>'amount_fen')::bigint > 0"
    " OR pg_try_advisory_xact_lock(hashtext(posting->>'loan_id'));\n  PERFORM pg_sleep(0.002);"
)
AMOUNT = "           (posting->>'amount_fen')::bigint, (entry->>'branch_id')::uuid"
DONE = "RETURN jsonb_array_length(entries);"
REMOVE = (
    "  DELETE FROM ledger_postings AS p USING jsonb_array_elements(entries) AS e "
    "WHERE p.entry_id = (e->>'reverses')::uuid;\n"
    "  DELETE FROM ledger_entries AS o USING jsonb_array_elements(entries) AS e "
    "WHERE o.id = (e->>'reverses')::uuid;\n"
)


@dataclass(frozen=True)
class Mutant:
    """A defect: words of a function changed, statements, a part of the program replaced; and the law that finds it."""

    defect: str
    breaks: Callable[..., Any]
    words: tuple[tuple[str, str, str], ...] = ()
    statements: tuple[str, ...] = ()
    patch: Callable[[pytest.MonkeyPatch], None] | None = field(default=None, compare=False)

    async def plant(self, owner: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
        """Bring the defect into a scratch database. The words must stand there exactly once."""
        for function, old, new in self.words:
            text: str = await owner.fetchval(f"SELECT pg_get_functiondef('{function}'::regprocedure)")
            assert text.count(old) == 1, (function, old, text.count(old))
            await owner.execute(text.replace(old, new))
        for statement in self.statements:
            await owner.execute(statement)
        if self.patch:
            self.patch(monkeypatch)


async def look_then_take(work: Work, funding_account_id: UUID, amount_fen: int) -> None:
    """Looks at what is free, and takes it a moment later."""
    row = select(FundingHold).where(FundingHold.id == funding_account_id)
    hold = (await work.session.execute(row)).scalar_one()
    await asyncio.sleep(0.1)
    if hold.allotted_fen - hold.held_fen - hold.paid_fen < amount_fen:
        raise FundsInsufficient
    taken = update(FundingHold).where(FundingHold.id == funding_account_id)
    await work.session.execute(taken.values(held_fen=FundingHold.held_fen + amount_fen))


def overdraw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(funding, "hold", look_then_take)


def call_refused_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is known counts as done, whatever became of it."""
    true_claim = idempotency.claim

    async def claim(session: Any, actor_id: UUID, operation: str, key: str, *rest: Any) -> idempotency.Replay | None:
        found = await true_claim(session, actor_id, operation, key, *rest)
        if found is None:
            known = await idempotency.outcome_of(session, actor_id, key)
            if known is not None and known.state is idempotency.KeyState.REFUSED:
                return idempotency.Replay(None)
        return found

    monkeypatch.setattr(idempotency, "claim", claim)


MUTANTS: Final = (
    Mutant(
        "the sum is not looked at",
        laws.every_entry_is_balanced,
        words=((PROBLEM, "::numeric END) <> 0 THEN 'JL001'", "::numeric END) <> 0 THEN NULL"),),
    ),
    Mutant(
        "the app may change postings",
        laws.nothing_written_is_changed,
        statements=("GRANT UPDATE ON ledger_postings TO jiedai_app",),
    ),
    Mutant(
        "a link does not look back",
        laws.the_chain_is_whole,
        words=((SEAL, "sha256(head || convert_to(one.content, 'UTF8'))", "sha256(convert_to(one.content, 'UTF8'))"),),
    ),
    Mutant(
        "a repeated event is passed over in silence",
        laws.a_repeated_event_does_nothing_and_says_so,
        words=((WRITE, "RAISE EXCEPTION 'event posted already' USING ERRCODE = 'JL006'", "RETURN 0"),),
    ),
    Mutant(
        "it is looked whether an event is there, and posted a moment later",
        laws.repeated_at_once_one_is_posted,
        words=((WRITE, CLAIM, LOOK + CLAIM),),
        statements=(
            "ALTER TABLE ledger_claims DROP CONSTRAINT pk_ledger_claims",
            "CREATE UNIQUE INDEX ON ledger_claims (id) WHERE kind = 'reversal_of'",
        ),
    ),
    Mutant(
        "who finds a loan busy goes away without a word",
        laws.no_update_is_lost_on_a_hot_account,
        words=((WRITE, CHECK, GO_AWAY + CHECK),),
    ),
    Mutant(
        "the credit side of a busy loan is left out",
        laws.value_is_conserved,
        words=((WRITE, LINES, LINES[:-1] + LEAVE_OUT),),
    ),
    Mutant(
        "readers are shown two lines of an entry",
        laws.what_is_read_is_what_is_written,
        statements=("CREATE POLICY short ON ledger_postings AS RESTRICTIVE TO jiedai_app USING (line <= 2)",),
    ),
    Mutant(
        "what is free is looked at before, not while, it is taken",
        laws.no_bound_is_overdrawn,
        statements=("ALTER TABLE funding_holds DROP CONSTRAINT ck_funding_holds_within_allotment",),
        patch=overdraw,
    ),
    Mutant(
        "amounts pass through floating point",
        laws.nothing_drifts_in_many_small_or_large_amounts,
        words=((WRITE, AMOUNT, AMOUNT.replace("::bigint", "::real::bigint")),),
    ),
    Mutant(
        "the currency of a line is not looked at",
        laws.currencies_are_not_mixed,
        words=((PROBLEM, "coalesce(line.posting->>'currency', 'CNY') <> 'CNY'", "false"),),
    ),
    Mutant(
        "what is reversed is removed",
        laws.a_reversal_compensates_and_deletes_nothing,
        words=((WRITE, DONE, REMOVE + DONE),),
    ),
    Mutant(
        "the day of value is the day of booking",
        laws.the_state_is_rebuilt_from_the_events,
        words=((WRITE, "(entry->>'value_on')::date", "(entry->>'booked_on')::date"),),
    ),
    Mutant(
        "entries are numbered in the order of their ids",
        laws.the_order_is_total_and_without_gaps,
        words=((SEAL, "ORDER BY w.number", "ORDER BY w.entry_id"),),
    ),
    Mutant("a known key counts as done", laws.a_repeated_refusal_is_no_success, patch=call_refused_done),
)
