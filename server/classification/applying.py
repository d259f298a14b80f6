"""Classifying some people on a day: facts of the house, tiers by the rules, standings and histories (a room)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from server.classification import statements
from server.classification.rules import Decision, Edition, Facts, Ground, Standing, classify
from server.classification.vocabulary import GroundKind, Tier
from server.kit.work import Work

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Applied:
    """How many loans were looked at, and of how many the tier or its causes changed."""

    loans: int
    changed: int


async def apply(work: Work, people: Mapping[UUID, UUID], on: date, edition: Edition, *, closed: bool = True) -> Applied:
    """Classify all loans of some customers (each with the person he is) at the end of a day.

    Days past due are those of the day's closing, or where it is not closed yet, those of this moment. Standings are
    locked in the order of ids, so two who classify the same loan take turns.
    """
    ids = sorted(people)
    await work.session.execute(statements.STAND, {"ids": ids, "on": on})
    await work.session.execute(statements.LOCK, {"ids": ids})
    given = {"ids": ids, "on": on, "closed": closed, "forbidden": list(edition.forbidden_payees)}
    rows = (await work.session.execute(statements.FACTS, given)).all()
    running = [row for row in rows if row.runs]
    ended = [row for row in rows if not row.runs and row.done_on is None]
    decisions: dict[UUID, Decision] = {}
    known = sorted((facts_of(row, people[row.customer_id]) for row in running), key=attrgetter("person_id"))
    for _person, loans in groupby(known, key=attrgetter("person_id")):
        facts = list(loans)
        decisions |= {each.loan_id: each for each in classify(facts, on, edition)}
    changed = [row for row in running if _has_changed(row, decisions[row.id])]
    await _stand(work, running, decisions, on)
    await _end(work, changed, ended, on)
    await _write(work, changed, decisions, on, edition)
    return Applied(len(running), len(changed) + len(ended))


def facts_of(row: Any, person_id: UUID) -> Facts:
    """A row of `statements.FACTS` as the rules take it."""
    kinds, tiers = row.ground_kinds or (), row.ground_tiers or ()
    before = Standing(Tier(row.own_tier), Tier(row.tier), row.clear_since, row.restructures_passed, tuple(row.causes))
    return Facts(
        loan_id=row.id,
        person_id=person_id,
        balance_fen=row.balance_fen,
        days_past_due=row.days_past_due,
        before=before,
        restructures=row.restructures,
        restructured_on=row.restructured_on,
        resumed_on=row.resumed_on,
        dues_clear=row.dues_clear or 0,
        dues_resumed=row.dues_resumed or 0,
        purpose_changed=row.purpose_changed or row.misused,
        overdue_elsewhere=row.overdue_elsewhere,
        dishonest=row.dishonest,
        out_of_business=row.out_of_business,
        grounds=tuple(Ground(GroundKind(kind), Tier(tier)) for kind, tier in zip(kinds, tiers, strict=True)),
    )


def _has_changed(row: Any, decision: Decision) -> bool:
    """Whether a new stretch of the history begins: another tier or other causes, or none stands open."""
    return row.present_id is None or tuple(row.causes) != decision.standing.causes


async def _stand(work: Work, rows: Sequence[Any], decisions: Mapping[UUID, Decision], on: date) -> None:
    found = [(row, decisions[row.id].standing) for row in rows]
    if not found:
        return
    columns = {
        "customers": [row.customer_id for row, _ in found],
        "loans": [row.id for row, _ in found],
        "tiers": [standing.tier.value for _, standing in found],
        "own_tiers": [standing.own_tier.value for _, standing in found],
        "clear": [standing.clear_since for _, standing in found],
        "passed": [standing.restructures_passed for _, standing in found],
        "causes": [",".join(standing.causes) for _, standing in found],
        "days": [row.days_past_due for row, _ in found],
    }
    await work.session.execute(statements.STANDINGS, columns | {"on": on})


async def _end(work: Work, changed: Iterable[Any], ended: Sequence[Any], on: date) -> None:
    """End the present stretch of loans that changed or ended."""
    stretches = [(row, on) for row in changed if row.present_id is not None]
    stretches += [(row, on + ONE_DAY) for row in ended if row.present_id is not None]
    if stretches:
        columns: dict[str, Any] = {
            "customers": [row.customer_id for row, _ in stretches],
            "loans": [row.id for row, _ in stretches],
            "ends": [until for _, until in stretches],
        }
        await work.session.execute(statements.END_TIERS, columns)
    if ended:
        over = {"customers": [row.customer_id for row in ended], "loans": [row.id for row in ended]}
        await work.session.execute(statements.ENDED, over | {"on": on})


async def _write(
    work: Work, changed: Sequence[Any], decisions: Mapping[UUID, Decision], on: date, edition: Edition
) -> None:
    """Begin new stretches: on the day, or where the present one began later, with it."""
    if not changed:
        return
    columns: dict[str, Any] = {
        "customers": [row.customer_id for row in changed],
        "ids": [work.new_id() for _ in changed],
        "branches": [row.branch_id for row in changed],
        "officers": [row.officer_id for row in changed],
        "loans": [row.id for row in changed],
        "tiers": [decisions[row.id].tier.value for row in changed],
        "begins": [max(on, row.not_before or on) for row in changed],
        "reasons": [_told(decisions[row.id]) for row in changed],
    }
    decided = {"edition": edition.version, "decided_by": work.actor.id, "decided_at": work.now}
    await work.session.execute(statements.BEGIN_TIERS, columns | decided)


def _told(decision: Decision) -> str:
    return json.dumps([each.as_data() for each in decision.reasons], ensure_ascii=False)
