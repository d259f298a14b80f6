"""Four eyes in the database itself: what the code would refuse is planted past it, as the server's own role."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from server.approvals.models import ApprovalCase, Vote
from server.approvals.rules import CaseDecision, CaseState, Tier
from tests.factories.approvals import OPENED_AT, case_row, plant_case, plant_vote
from tests.factories.customers import Planted, plant_customer
from tests.fixtures.world import id_of

EDITOR = id_of("officer2.east1")


@pytest.fixture
async def server(app_url: str) -> AsyncIterator[AsyncSession]:
    """A session of the role as which the server connects, with everything in sight: only the code is passed by."""
    engine = create_async_engine(app_url, poolclass=NullPool)
    async with engine.connect() as connection, AsyncSession(connection) as session:
        for name in ("branches", "officers", "customers"):
            await session.execute(text(f"SELECT set_config('jiedai.{name}', '*', false)"))
        await session.commit()
        yield session
    await engine.dispose()


@pytest.fixture
async def customer(owner: AsyncSession) -> Planted:
    return await plant_customer(owner, account=False)


@pytest.fixture
async def case_id(owner: AsyncSession, customer: Planted) -> UUID:
    return await plant_case(owner, customer, tier=Tier.COMMITTEE, editors=[EDITOR])


def vote_row(customer: Planted, case_id: UUID, **columns: Any) -> dict[str, Any]:
    return {
        **customer.owner_columns,
        "id": uuid4(),
        "case_id": case_id,
        "tier": Tier.COMMITTEE,
        "decision": CaseDecision.APPROVE,
        "reason": "同意",
        "decided_by": id_of("committee1.hq"),
        "voice": id_of("committee1.hq"),
        "decided_at": OPENED_AT,
        "editors": sorted([customer.officer_id, EDITOR]),
        "vote_hash": "0" * 64,
        **columns,
    }


async def refused(server: AsyncSession, statement: Any, constraint: str) -> None:
    with pytest.raises(DBAPIError, match=constraint):
        await server.execute(statement)
    await server.rollback()


async def test_the_row_of_somebody_else_is_taken(server: AsyncSession, customer: Planted, case_id: UUID) -> None:
    await server.execute(insert(Vote).values(**vote_row(customer, case_id)))
    await server.commit()


async def test_no_vote_of_an_editor_and_no_other_list_of_editors(
    server: AsyncSession, customer: Planted, case_id: UUID
) -> None:
    by_editor = {"decided_by": EDITOR}
    await refused(server, insert(Vote).values(**vote_row(customer, case_id, **by_editor)), "four_eyes")
    by_officer = {"decided_by": customer.officer_id}
    await refused(server, insert(Vote).values(**vote_row(customer, case_id, **by_officer)), "four_eyes")
    left_out = by_editor | {"editors": [customer.officer_id]}
    await refused(server, insert(Vote).values(**vote_row(customer, case_id, **left_out)), "fk_approval_votes_case")
    for_an_editor = {"voice": EDITOR}
    await refused(
        server, insert(Vote).values(**vote_row(customer, case_id, **for_an_editor)), "ck_approval_votes_voice"
    )
    none_at_all = vote_row(customer, case_id, decided_by=EDITOR, voice=EDITOR, editors=[])
    await refused(server, insert(Vote).values(**none_at_all), "ck_approval_votes_editors")


async def test_no_second_vote_of_the_same_person(
    owner: AsyncSession, server: AsyncSession, customer: Planted, case_id: UUID
) -> None:
    await plant_vote(owner, customer, case_id, by="committee1.hq", editors=[EDITOR])
    await refused(server, insert(Vote).values(**vote_row(customer, case_id)), "uq_approval_votes")
    in_the_same_name = vote_row(customer, case_id, decided_by=id_of("committee2.hq"))
    await refused(server, insert(Vote).values(**in_the_same_name), "uq_approval_votes_customer_id_case_id_voice")


async def test_a_vote_is_never_rewritten_or_taken_away(
    owner: AsyncSession, server: AsyncSession, customer: Planted, case_id: UUID
) -> None:
    await plant_vote(owner, customer, case_id, by="committee1.hq", editors=[EDITOR])
    await refused(server, update(Vote).values(decision=CaseDecision.REJECT), "permission denied")
    await refused(server, update(Vote).values(decided_by=id_of("committee2.hq")), "permission denied")
    await refused(server, text("DELETE FROM approval_votes"), "permission denied")


async def test_what_a_case_is_about_never_changes(server: AsyncSession, case_id: UUID) -> None:
    assert case_id
    for column, value in (
        ("editors", [id_of("officer.east2")]),
        ("amount_fen", 1),
        ("content_hash", "1" * 64),
        ("subject_id", uuid4()),
    ):
        await refused(server, update(ApprovalCase).values({column: value}), "permission denied")
    await refused(server, text("DELETE FROM approval_cases"), "permission denied")
    await refused(server, text("UPDATE approval_matrix_rows SET from_fen = 1"), "permission denied")


async def test_the_same_subject_has_one_open_case(server: AsyncSession, customer: Planted, case_id: UUID) -> None:
    subject = (
        await server.execute(text("SELECT subject_id FROM approval_cases WHERE id = :id").bindparams(id=case_id))
    ).scalar_one()
    own = customer.owner_columns | {"opened_by": customer.officer_id, "editors": [customer.officer_id]}
    second = case_row(Tier.REGIONAL, **own, subject_id=subject)
    await refused(server, insert(ApprovalCase).values(**second), "uq_approval_cases_open")
    closed = second | {"state": CaseState.RETURNED, "settled_at": OPENED_AT}
    await server.execute(insert(ApprovalCase).values(**closed))
    await server.commit()
