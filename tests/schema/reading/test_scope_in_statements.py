"""The scope in compiled statements: a predicate on every scoped table, and row policies that hold alone."""

import re
from dataclasses import replace
from typing import Any

import pytest
from graphql import GraphQLError
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from schema.reading.binding import describe
from schema.reading.plans import Ready
from schema.reading.terms import SIDES
from schema.wire.documents import chosen_operation
from server.identity.answering import answer
from server.kit.database import Base, Scoped
from server.kit.errors import DomainError
from server.kit.scope import Scope
from server.kit.work import Caller, House
from tests.fixtures.house import AsStaff
from tests.schema.reading.facts import gather
from tests.schema.reading.generated import Generated, Generator
from tests.schema.reading.ways import Ways, parsed
from tests.schema.stage import Stage

BOUNDED = ("officer.east1", "reviewer.east1", "manager.east")
"""One id, one branch, several branches: the shapes that a scope has."""
UNBOUNDED = ("auditor.hq",)
LOGINS = (*BOUNDED, *UNBOUNDED, "committee1.hq", "admin1.hq")
DOCUMENTS = 50
SCOPED = [each.local_table for each in Base.registry.mappers if issubclass(each.class_, Scoped)]
TABLES = {table.name for table in SCOPED if isinstance(table, Table)}
"""What is taken apart where it is read is no table of its own."""
STANDS = re.compile(rf"\b({'|'.join(sorted(TABLES, key=len, reverse=True))}) AS (\w+)")
EVERYTHING = """{ customers(first: 100) { totalCount nodes { id } } loans(first: 100) { totalCount nodes { id } }
  applications(first: 100) { totalCount nodes { id officer { login } documents { id } } }
  repaymentFigures { count amount } instalmentFigures(by: BRANCH) { key count } }"""


@pytest.fixture
def database_name(book_database: str) -> str:
    return book_database


def ready_for(ways: Ways, caller: Caller, document: str, variables: dict[str, Any]) -> Ready | None:
    """The plan of a document for somebody, with its values."""
    judged = ways.judge.judged(document)
    family = ways.reader.family(judged.document, chosen_operation(judged.document, None))
    return family.ready(caller, variables, describe)


def unscoped(sql: str, names: tuple[str, ...], scope: Scope) -> list[str]:
    """The scoped tables of a statement on which a side of a bounded scope has no predicate."""
    missing = []
    for table, alias in STANDS.findall(sql):
        for side, column in SIDES:
            if getattr(scope, side) is None:
                continue
            held = re.findall(rf"\b{alias}\.{column} = (?:any ?\()?\$(\d+)", sql, re.IGNORECASE)
            if f"scope_{side}" not in {names[int(place) - 1] for place in held}:
                missing.append(f"{table} {alias}: {column}")
    return missing


async def test_every_scoped_table_of_a_statement_has_the_callers_scope(
    as_staff: AsStaff, owner: AsyncSession, stage: Stage
) -> None:
    ways = Ways()
    everybody = {login: await as_staff(login) for login in LOGINS}
    generator = Generator(ways.schema.catalogue, ways.judge, await gather(ways, owner, stage, everybody))
    seen = dict.fromkeys(LOGINS, 0)

    @settings(max_examples=DOCUMENTS, phases=(Phase.generate,), database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(BOUNDED).flatmap(lambda who: generator.documents(who, everybody[who].actor.scope)))
    def check(made: Generated) -> None:
        for login in (*BOUNDED, *UNBOUNDED):
            try:
                ready = ready_for(ways, everybody[login], made.text, made.variables)
            except (DomainError, GraphQLError):
                continue
            if ready is None:
                continue
            statement, scope = ready.plan.statement, everybody[login].actor.scope
            assert unscoped(statement.sql, statement.names, scope) == [], (login, made.text)
            bounds = {name for name in statement.names if name.startswith("scope_")}
            assert bounds <= {f"scope_{side}" for side, _ in SIDES if getattr(scope, side) is not None}
            seen[login] += len(STANDS.findall(statement.sql))

    check()
    assert min(seen[login] for login in (*BOUNDED, *UNBOUNDED)) > DOCUMENTS / 2


async def answered(ways: Ways, caller: Caller, planned_for: Caller) -> Any:
    """Everything, by the statement that is compiled for one caller and the row settings of another."""
    ready = ready_for(ways, planned_for, EVERYTHING, {})
    assert ready is not None
    return parsed(await answer(caller, ready.plan.statement, ready.values))


async def test_row_policies_alone_show_an_officer_his_own_rows(as_staff: AsStaff) -> None:
    ways = Ways()
    officer, auditor = await as_staff("officer.east1"), await as_staff("auditor.hq")
    assert await answered(ways, officer, auditor) == await answered(ways, officer, officer)
    assert await answered(ways, auditor, auditor) != await answered(ways, officer, officer)


async def test_row_policies_alone_show_nobody_anything(as_staff: AsStaff) -> None:
    ways = Ways()
    auditor = await as_staff("auditor.hq")
    blind = replace(auditor, actor=replace(auditor.actor, scope=Scope.nowhere()))
    found = dict(await answered(ways, blind, auditor))
    for name in ("customers", "loans", "applications"):
        assert dict(found[name]) == {"totalCount": parsed(b"0"), "nodes": []}
    assert dict(found["repaymentFigures"][0])["count"] == parsed(b"0")
    assert found["instalmentFigures"] == []


async def test_without_row_settings_every_scoped_table_is_empty(house: House, owner: AsyncSession) -> None:
    filled = []
    for table in sorted(TABLES):
        counted = text(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - a table of ours
        filled += [table] if (await owner.execute(counted)).scalar_one() else []
        async with house.database.session() as session:
            try:
                assert (await session.execute(counted)).scalar_one() == 0, table
            except ProgrammingError as refused:
                # not even SELECT is granted on it
                assert "permission denied" in str(refused), table  # noqa: PT017 - the table is named
    assert len(filled) > 10
