"""One look for all who would see the same, and never one for two people where it matters who looks."""

import asyncio
from typing import Any

from graphql import GraphQLObjectType, get_named_type, is_leaf_type

from schema.loans.live import IMPERSONAL
from schema.root import schema
from tests.factories.applications import apply_for
from tests.factories.documents import plant_borrower
from tests.fixtures.api import Api
from tests.fixtures.house import AsStaff
from tests.schema.live.watchers import INBOX, LOAN, LOAN_AND_CASE, Room, pay
from tests.schema.stage import TIERED_FEN, Stage


async def test_two_sockets_with_the_same_question_cost_one_look_for_each_change(
    room: Room, stage: Stage, as_staff: AsStaff
) -> None:
    finance = await as_staff("finance.hq")
    async with room.watcher("committee1.hq") as first, room.watcher("committee2.hq") as second:
        for watcher in (first, second):
            await watcher.watch(LOAN, id=stage["loan"])
            assert (await watcher.event())["loan"]["repayments"] == []
        assert len(room.live.watches) == 1
        reads = room.live.reads
        await pay(finance, stage)
        seen = [(await watcher.event())["loan"]["repayments"] for watcher in (first, second)]
        assert seen == [[{"amount": "500.00"}]] * 2
        assert room.live.reads == reads + 1


async def test_documents_that_differ_in_blanks_names_and_idle_fragments_are_one_question(
    room: Room, stage: Stage
) -> None:
    again = """
        query Idle { viewer { ...Idle } } fragment Idle on Viewer { operations }
        subscription   Other($id: ID!) { ...Root }
        fragment Root on Subscription { loan(id: $id) { version outstanding repayments { amount } } }
    """
    plain = "subscription A($id: ID!) { ...Root } " + again.partition("fragment Root")[2].join(("fragment Root", ""))
    async with room.watcher("committee1.hq") as first, room.watcher("committee2.hq") as second:
        await first.watch(plain, id=stage["loan"])
        await first.event()
        payload = {"query": again, "operationName": "Other", "variables": {"id": stage["loan"]}}
        await second.socket.say("subscribe", id="1", payload=payload)
        await second.event()
        assert len(room.live.watches) == 1


async def test_what_depends_on_the_person_is_looked_up_for_each(room: Room, stage: Stage) -> None:
    async with room.watcher("committee1.hq") as first, room.watcher("committee2.hq") as second:
        for watcher in (first, second):
            await watcher.watch(INBOX, "inbox")
            await watcher.event()
        assert len(room.live.watches) == 2
        for watcher in (first, second):
            await watcher.watch(LOAN_AND_CASE, "loan", id=stage["loan"])
            await watcher.event()
        assert len(room.live.watches) == 4


async def test_people_of_other_scope_or_operations_never_share(room: Room, stage: Stage) -> None:
    logins = ("committee1.hq", "finance.hq", "manager.east", "officer.east1")
    for login in logins:
        async with room.watcher(login) as watcher, room.watcher("committee2.hq") as other:
            for each in (watcher, other):
                await each.watch(LOAN, id=stage["loan"])
                await each.event()
            assert len(room.live.watches) == (1 if login == "committee1.hq" else 2), login


async def test_an_answer_that_has_not_changed_is_not_sent_again(room: Room, stage: Stage, as_staff: AsStaff) -> None:
    finance = await as_staff("finance.hq")
    async with room.watcher("officer.east1") as watcher:
        await watcher.watch(LOAN, id=stage["loan"])
        await watcher.event()
        await room.look_again()
        await room.look_again()
        await pay(finance, stage)
        assert len((await watcher.event())["loan"]["repayments"]) == 1


async def test_a_burst_of_changes_is_looked_up_together_and_the_last_one_is_seen(
    room: Room, stage: Stage, as_staff: AsStaff, owner: Any
) -> None:
    officer = await as_staff("officer.east1")
    async with room.watcher("manager.east") as watcher:
        await watcher.watch(INBOX)
        assert (await watcher.event())["approvalInbox"]["totalCount"] == 1
        borrowers = [await plant_borrower(owner) for _ in range(3)]
        reads = room.live.reads
        await asyncio.gather(*(apply_for(officer, each, stage.rows["version"], TIERED_FEN) for each in borrowers))
        while (await watcher.event())["approvalInbox"]["totalCount"] != 4:
            continue
        assert room.live.reads <= reads + 3


async def test_impersonal_types_look_the_same_to_everybody_of_one_scope_and_operations(api: Api, stage: Stage) -> None:
    document = "query Look($id: ID!) { loan(id: $id) { %s } }" % selection("Loan", set())  # noqa: UP031 - braces
    seen = [await api.ask(login, document, id=stage["loan"]) for login in ("committee1.hq", "committee2.hq")]
    assert seen[0].data["loan"]["number"]
    assert seen[0].data == seen[1].data


def selection(kind: str, above: set[str]) -> str:
    """Every field below a type that stays within the impersonal ones; each type once."""
    core = schema._schema  # noqa: SLF001 - the executable schema
    found = core.type_map[kind]
    assert isinstance(found, GraphQLObjectType)
    parts = []
    for name, field in found.fields.items():
        shown = get_named_type(field.type)
        if is_leaf_type(shown) and not any(argument.required for argument in field.args.values()):
            parts.append(name)
        elif shown.name in IMPERSONAL - above - {kind}:
            parts.append(f"{name} {{ {selection(shown.name, above | {kind})} }}")
    return " ".join(parts)
