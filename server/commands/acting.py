"""How a command acts under somebody's name: it opens the house from its settings and logs in like anybody.

So each thing that a command does stands in the audit trail under a person, with that person's rights and sight.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar
from uuid import uuid4

import typer

from server.commands.console import ExitCode, fail, load_settings

if TYPE_CHECKING:
    from server.kit.work import Caller, House

T = TypeVar("T")
SESSION_VARIABLE = "JIEDAI_TOKEN"
TYPED_VARIABLE = "JIEDAI_PASSWORD"

Login = Annotated[str | None, typer.Option(help=f"Who acts; the password is asked for, or in {TYPED_VARIABLE}.")]
Code = Annotated[str | None, typer.Option("--code", help="One-time code, where the account has one.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")]


@dataclass(frozen=True)
class Person:
    """Who acts, as the command line has it. Without a log-in the token of JIEDAI_TOKEN counts."""

    login: str | None
    code: str | None
    device: str


def acted(person: Person, act: "Callable[[Caller], Awaitable[T]]") -> T:
    """Run one verb as a person; a refusal is one line."""
    from server.kit.errors import DomainError

    async def run() -> T:
        async with _caller(person) as caller:
            return await act(caller)

    try:
        return asyncio.run(run())
    except DomainError as error:
        _refuse(error.code, error.field, error.message_en)


def _refuse(code: str, field: str | None, sentence: str) -> NoReturn:
    fail(ExitCode.FAILED, f"{sentence} ({code}{f', {field}' if field else ''})")


@asynccontextmanager
async def _caller(person: Person) -> "AsyncIterator[Caller]":
    """A living session over a house of our own; one that was opened here ends here."""
    from server.identity import sessions
    from server.identity.actors import NOBODY
    from server.kit.work import Caller
    from server.opening import open_house

    house = open_house(load_settings())
    nobody = Caller(house, NOBODY, request_id=f"{person.device}-{uuid4().hex[:12]}")
    try:
        token = os.environ.get(SESSION_VARIABLE) if person.login is None else None
        if token:
            yield await _as(house, nobody, token)
            return
        opened = await sessions.log_in(nobody, **_credentials(person), device=f"jiedai {person.device}")
        assert isinstance(opened, sessions.Tokens), "a refused log-in is raised"
        caller = await _as(house, nobody, opened.access)
        try:
            yield caller
        finally:
            await sessions.log_out(caller)
    finally:
        await house.database.close()


async def _as(house: "House", nobody: "Caller", token: str) -> "Caller":
    from server.identity.actors import Sessions

    assert isinstance(house.actors, Sessions)
    return replace(nobody, actor=await house.actors.actor_of(house, token), idempotency_key=uuid4().hex)


def _credentials(person: Person) -> dict[str, Any]:
    if person.login is None:
        fail(ExitCode.USAGE, f"who acts? name a --login, or set {SESSION_VARIABLE}")
    password = os.environ.get(TYPED_VARIABLE) or typer.prompt("password", hide_input=True, err=True)
    return {"login": person.login, "password": password, "code": person.code}
