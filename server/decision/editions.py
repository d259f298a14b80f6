"""The doors of editions: rule sets and scorecards, proposed by one person and published by another."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert

from server.decision import queries
from server.decision.errors import (
    EditionBeginsTooEarly,
    EditionDecided,
    EditionProposed,
    NoteMissing,
    PublishedByOneself,
    ScorecardUnsound,
)
from server.decision.facts import FACTS, SCORE_FACTS
from server.decision.models import Edition, EditionKind, EditionState
from server.decision.rulesets import read_rule_set
from server.decision.scorecards.canonical import digest
from server.decision.scorecards.table import Table, read_table
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work

NOTE_LENGTH_MAX: Final = 500
REASON_LENGTH_MAX: Final = 200


@use_case(Operation.DECISION_PROPOSE)
async def propose_rules(work: Work, *, content: dict[str, Any], effective_from: date, note: str) -> UUID:
    """Propose a rule set, which a second person publishes. Every rule is compiled and checked first. Returns it.

    Raises RuleUnsound (naming the rule and the place), NoteMissing, EditionBeginsTooEarly, EditionProposed.
    """
    read_rule_set(content, 0)
    return await _proposed(work, EditionKind.RULES, content, {}, (effective_from, note))


@use_case(Operation.DECISION_PROPOSE)
async def propose_scorecard(
    work: Work, *, table: dict[str, Any], card: dict[str, Any], effective_from: date, note: str
) -> UUID:
    """Propose a scorecard with its model card, which a second person publishes. Returns it.

    It may ask only for facts that applications have. Raises ScorecardUnsound, NoteMissing, EditionBeginsTooEarly,
    EditionProposed.
    """
    checked_table(table)
    return await _proposed(work, EditionKind.SCORECARD, table, card, (effective_from, note))


@use_case(Operation.DECISION_PUBLISH)
async def publish(work: Work, *, edition_id: UUID) -> UUID:
    """Publish what another person proposed; it holds from its first day on, or from today when that has passed.

    Raises NotFound, EditionDecided, PublishedByOneself.
    """
    edition = await _proposal(work, edition_id)
    if edition.proposed_by == work.actor.id:
        raise PublishedByOneself(field="editionId")
    edition.effective_from = max(edition.effective_from, work.today)
    _decide(work, edition, EditionState.PUBLISHED)
    return edition.id


@use_case(Operation.DECISION_PROPOSE)
async def withdraw(work: Work, *, edition_id: UUID) -> UUID:
    """Take back what nobody has published yet. Raises NotFound, EditionDecided."""
    edition = await _proposal(work, edition_id)
    _decide(work, edition, EditionState.WITHDRAWN)
    return edition.id


def read_scorecard(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Table and model card out of a file's text. Raises ScorecardUnsound; a changed digest is one reason."""
    from server.decision.scorecards.card import read_file  # brings NumPy, which nothing else here needs

    try:
        told = json.loads(text)
        read_file(told)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ScorecardUnsound(field="file", reason=str(error)[:REASON_LENGTH_MAX]) from None
    return told["table"], told["card"]


def checked_table(content: Mapping[str, Any]) -> Table:
    """The table of a scorecard that asks for known facts only. Raises ScorecardUnsound."""
    try:
        table = read_table(content)
    except ValueError as error:
        raise ScorecardUnsound(field="table", reason=str(error)) from None
    unknown = [each.name for each in table.features if each.name not in FACTS or each.name in SCORE_FACTS]
    if unknown:
        raise ScorecardUnsound(field="table", reason=f"{', '.join(unknown)} (no fact 并非事实)")
    return table


async def _proposed(
    work: Work, kind: EditionKind, content: dict[str, Any], card: dict[str, Any], when: tuple[date, str]
) -> UUID:
    effective_from, note = when[0], when[1].strip()
    if not 0 < len(note) <= NOTE_LENGTH_MAX:
        raise NoteMissing(field="note", length=NOTE_LENGTH_MAX)
    if effective_from < work.today:
        raise EditionBeginsTooEarly(field="effectiveFrom", today=work.today)
    mark = digest(content)
    if await queries.living(work.session, kind, mark) is not None:
        raise EditionProposed(field="content")
    edition_id, number = work.new_id(), await queries.next_number(work.session, kind)
    await work.session.execute(
        insert(Edition).values(
            id=edition_id,
            kind=kind,
            code=str(content.get("code", kind.value)),
            number=number,
            state=EditionState.PROPOSED,
            effective_from=effective_from,
            content=content,
            rules=content.get("rules", []),
            card=card,
            digest=mark,
            note=note,
            proposed_by=work.actor.id,
            proposed_at=work.now,
        )
    )
    work.touch("decision_edition", edition_id, edition_kind=kind.value, number=number, digest=mark)
    return edition_id


async def _proposal(work: Work, edition_id: UUID) -> Edition:
    edition = await queries.edition_for_update(work.session, edition_id)
    if edition is None:
        raise NotFound(field="editionId")
    if edition.state is not EditionState.PROPOSED:
        raise EditionDecided(field="editionId")
    return edition


def _decide(work: Work, edition: Edition, state: EditionState) -> None:
    edition.state, edition.decided_by, edition.decided_at = state, work.actor.id, work.now
    work.touch("decision_edition", edition.id, state=state.value, effective_from=str(edition.effective_from))
