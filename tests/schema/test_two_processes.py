"""Two server processes over one database: what one of them takes away is gone at the other on the very next request.

Each test asks the second process first, so that it holds the caller's rights, the document and its plan in memory; then
the change goes through the first.
"""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from schema.kit.ids import encode
from server.identity.models import Branch
from server.identity.sessions import raise_epoch
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, Endpoint
from tests.fixtures.world import id_of
from tests.journeys.phones import Phone, RefusedError
from tests.journeys.running import running_house
from tests.schema.stage import Stage

pytestmark = pytest.mark.timeout(600)

BOOK = """{ customers(first: 100) { totalCount nodes { id } } loans { totalCount nodes { number } }
  applicationFigures { count } }"""
WARM_TIMES = 3


@dataclass
class Pair:
    """Two processes, and how the owner of their database reaches it."""

    first: str
    second: str
    owner_url: str

    def change(self, who: str, verb: str, selection: str, /, **given: Any) -> dict[str, Any]:
        """A mutation through the first process."""
        return Phone(self.first, who).log_in().do(verb, selection, **given)

    def warmed(self, who: str) -> Phone:
        """Somebody logged in at the first process who has been asking the second."""
        token = Phone(self.first, who).log_in().token
        phone = Phone(self.second, who, token)
        for _ in range(WARM_TIMES):
            customers(phone)
        return phone


def customers(phone: Phone) -> set[str]:
    """Whom somebody sees."""
    told = phone.ask(BOOK)["customers"]
    found = {node["id"] for node in told["nodes"]}
    assert told["totalCount"] == len(found)
    return found


def refused(phone: Phone) -> str:
    with pytest.raises(RefusedError) as caught:
        phone.ask(BOOK)
    return caught.value.code


@pytest.fixture(scope="module")
def pair(
    endpoint: Endpoint, stage_template: tuple[str, Stage], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    name = f"pair_{stage_template[0]}"
    endpoint.create_database(name, template=stage_template[0])
    with ExitStack() as stack:
        urls = [
            stack.enter_context(
                running_house(tmp_path_factory.mktemp(side), endpoint.dsn(APP_ROLE, name), "server")
            ).url
            for side in ("first", "second")
        ]
        yield Pair(urls[0], urls[1], endpoint.dsn(OWNER_ROLE, name))
    endpoint.drop_database(name)


def test_a_log_out_bites_at_the_other_process(pair: Pair) -> None:
    phone = pair.warmed("officer.east1")
    assert Phone(pair.first, phone.login, phone.token).ask("mutation { logOut { sessionId } }")["logOut"]["sessionId"]
    assert refused(phone) == "SESSION_TOKEN_INVALID"


def test_a_position_taken_bites_at_the_other_process(pair: Pair) -> None:
    phone = pair.warmed("collector.east1")
    assert customers(phone)
    staff = encode("Staff", id_of(phone.login))
    pair.change("admin1.hq", "appointStaff", "staff { login }", staffId=staff, positions=["administrator"])
    assert refused(phone) == "ACCESS_DENIED"


def test_a_narrower_position_bites_at_the_other_process(pair: Pair) -> None:
    phone = pair.warmed("reviewer.east1")
    assert customers(phone)
    staff = encode("Staff", id_of(phone.login))
    pair.change("admin1.hq", "appointStaff", "staff { login }", staffId=staff, positions=["loan_officer"])
    assert customers(phone) == set()


def test_a_disabled_account_is_out_at_the_other_process(pair: Pair) -> None:
    phone = pair.warmed("lead.east1")
    pair.change("admin1.hq", "disableStaff", "staff { state }", staffId=encode("Staff", id_of(phone.login)))
    assert refused(phone) == "SESSION_TOKEN_INVALID"


def test_customers_handed_over_are_seen_by_the_other_officer_at_the_other_process(pair: Pair) -> None:
    giver, taker = pair.warmed("officer.east1"), pair.warmed("officer2.east1")
    had, has = customers(giver), customers(taker)
    assert had
    staff = {"fromStaffId": encode("Staff", id_of(giver.login)), "toStaffId": encode("Staff", id_of(taker.login))}
    pair.change("admin1.hq", "transferCustomers", "customers", **staff, kind="TRANSFER", preview=False)
    assert customers(giver) == set()
    assert customers(taker) == had | has


def test_a_developer_token_revoked_is_nothing_at_the_other_process(pair: Pair) -> None:
    maker = Phone(pair.first, "branchmanager.east1").log_in()
    made = maker.do("createDeveloperToken", "token developerToken { id }", name="board")
    program = Phone(pair.second, maker.login, made["token"])
    for _ in range(WARM_TIMES):
        assert customers(program)
    maker.do("revokeDeveloperToken", "developerToken { endedAt }", id=made["developerToken"]["id"])
    assert refused(program) == "SESSION_TOKEN_INVALID"


def test_a_branch_moved_to_another_region_changes_hands_at_the_other_process(pair: Pair) -> None:
    east, west = pair.warmed("manager.east"), pair.warmed("manager.west")
    had, has = customers(east), customers(west)
    assert had
    asyncio.run(_move(pair.owner_url, id_of("east-1"), id_of("west")))
    try:
        assert customers(east) == set()
        assert customers(west) == had | has
    finally:
        asyncio.run(_move(pair.owner_url, id_of("east-1"), id_of("east")))
    assert (customers(east), customers(west)) == (had, has)


async def _move(url: str, branch: UUID, under: UUID) -> None:
    """The tree of branches is set up by the owner of the database: no verb changes it."""
    engine = create_async_engine(url, poolclass=NullPool)
    async with AsyncSession(engine) as owner:
        await owner.execute(update(Branch).where(Branch.id == branch).values(parent_id=under))
        await raise_epoch(owner)
        await owner.commit()
    await engine.dispose()
