"""`jiedai init`: a new house for production: settings with fresh keys, and its first administrators."""

import asyncio
import base64
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from server.commands.console import ExitCode, fail, new_app, print_json, say
from server.commands.migrate import OWNER_VARIABLE
from server.commands.supervision.keys import write_private
from server.settings import KEY_BYTES

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

app = new_app("Write production settings with fresh keys and make the first administrators.")

HEADQUARTERS = "hq"
PASSWORD_BYTES = 12
NOT_OF_THE_HOUSE = {OWNER_VARIABLE, "JIEDAI_MODE", "JIEDAI_MASTER_KEY", "JIEDAI_TOKEN_KEY", "JIEDAI_CHROMIUM"}
"""Variables that a settings file never repeats: made here, or no business of a running server."""
_HEAD = """# Settings of this house, for the environment of `jiedai serve`, `jiedai worker` and the other commands.
# Keep a copy in a safe place: without JIEDAI_MASTER_KEY nobody can ever read the customers' identities again.
"""


@dataclass(frozen=True)
class FirstAdministrator:
    """Somebody who can log in before anybody was hired; must choose another password at once."""

    login: str
    name: str
    password: str


@app.command()
def init(
    administrator: Annotated[
        list[str], typer.Option(metavar="LOGIN=NAME", help="First administrator; give it twice or more.")
    ],
    *,
    settings: Annotated[Path, typer.Option(help="File to write; it must not exist yet.")] = Path("jiedai.env"),
    as_json: Annotated[bool, typer.Option("--json", help="The first passwords as one JSON line.")] = False,
) -> None:
    """Write production settings with fresh keys and make the first administrators.

    All JIEDAI_* variables of the environment go into the file; it says which are missing. JIEDAI_OWNER_DATABASE_URL
    names the migrated, empty database as its owner sees it.
    """
    if not os.environ.get(OWNER_VARIABLE):
        fail(ExitCode.SETTINGS, f"{OWNER_VARIABLE} is missing: the first people are planted by the owner of the tables")
    if settings.exists():
        fail(ExitCode.ALREADY_RUNNING, f"{settings} exists; its keys may be in use, so it is not replaced")
    people = [_administrator(words) for words in administrator]
    values = _values()
    text = _HEAD + "".join(f"{variable}={value}\n" for variable, value in sorted(values.items()))
    asyncio.run(_found(os.environ[OWNER_VARIABLE], people, keep=lambda: write_private(settings, text)))
    if as_json:
        print_json([{"login": one.login, "password": one.password} for one in people])
        return
    say(f"settings are in {settings}; the first passwords, shown this once:")
    for one in people:
        say(f"  {one.login}  {one.password}")


def _administrator(words: str) -> FirstAdministrator:
    """Read LOGIN=NAME."""
    from server.identity.staffing import LOGIN

    login, _, name = words.partition("=")
    if not LOGIN.fullmatch(login) or not name.strip():
        fail(ExitCode.USAGE, f"--administrator is LOGIN=NAME, the login of small letters, digits, dots: {words!r}")
    return FirstAdministrator(login, name.strip(), secrets.token_urlsafe(PASSWORD_BYTES))


def _values() -> dict[str, str]:
    """Everything a production process must know, with keys that nobody had before; refuses what would not start."""
    from server.settings import Settings

    given = {name: value for name, value in os.environ.items() if name.startswith("JIEDAI_")}
    values = {name: value for name, value in given.items() if name not in NOT_OF_THE_HOUSE}
    values |= {
        "JIEDAI_MODE": "production",
        "JIEDAI_MASTER_KEY": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode(),
        "JIEDAI_TOKEN_KEY": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode(),
    }
    if not values.get("JIEDAI_PUBLIC_URL", "").startswith("https://"):
        fail(ExitCode.SETTINGS, "JIEDAI_PUBLIC_URL must begin with https://: people send passwords there")
    if any("\n" in value or "\r" in value for value in values.values()):
        fail(ExitCode.SETTINGS, "a setting is one line")
    os.environ.update(values)
    Settings()  # type: ignore[call-arg]  # the fields come from the environment
    return values


async def _found(url: str, people: list[FirstAdministrator], *, keep: Callable[[], None]) -> None:
    """Plant the first state of a house into a migrated, empty database, as the owner of the tables.

    `keep` writes the settings before the commit: a house whose keys were lost could not be founded again.
    """
    from sqlalchemy import func, select
    from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
    from sqlalchemy.pool import NullPool

    from server.identity.models import Staff
    from server.identity.staffing import ADMINISTRATORS_MIN

    if len({one.login for one in people}) < max(ADMINISTRATORS_MIN, len(people)):
        fail(ExitCode.USAGE, f"a house has at least {ADMINISTRATORS_MIN} administrators, each with a login of his own")
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with AsyncSession(engine) as session, session.begin():
            if (await session.execute(select(func.count()).select_from(Staff))).scalar_one():
                fail(ExitCode.DATABASE, "this database already is a house: it has staff")
            await _plant(session, people)
            keep()
    finally:
        await engine.dispose()


async def _plant(session: "AsyncSession", people: list[FirstAdministrator]) -> None:
    """Roles and positions, dated tables, the first products, headquarters, administrators; and the record of it."""
    from sqlalchemy import insert

    from server.audit.models import AuditRecord, Outcome
    from server.identity import catalogue, passwords
    from server.identity.models import Branch, BranchKind, Staff, StaffPosition, StaffState
    from server.kit.clock import SystemClock, business_date
    from server.kit.ids import SystemIds
    from server.products import catalogue as products
    from server.reference import catalogue as reference

    ids, now = SystemIds(), SystemClock().now()
    branch_id, staff = ids.new(), {one.login: ids.new() for one in people}
    await catalogue.write(session)
    await reference.write(session)
    head = {"id": branch_id, "parent_id": None, "kind": BranchKind.HEADQUARTERS, "code": HEADQUARTERS, "name": "总部"}
    await session.execute(insert(Branch).values(**head))
    for one in people:
        row = {"id": staff[one.login], "login": one.login, "name": one.name, "branch_id": branch_id, "created_at": now}
        secret = {"password_hash": passwords.hash_password(one.password), "must_change_password": True}
        await session.execute(insert(Staff).values(**row, **secret, state=StaffState.ACTIVE))
        post = {"staff_id": staff[one.login], "position_code": catalogue.ADMINISTRATOR}
        await session.execute(insert(StaffPosition).values(**post, valid_from=business_date(now)))
    first = next(iter(staff.values()))
    version_ids = (ids.new(), *(ids.new() for _ in products.FURTHER))
    await products.write(session, version_ids=version_ids, created_by=first, at=now, begins=business_date(now))
    record = _record(ids.new(), now, list(staff.values()))
    await session.execute(insert(AuditRecord).values(**record, outcome=Outcome.DONE))


def _record(record_id: UUID, now: datetime, staff: list[UUID]) -> dict[str, object]:
    """Row of the audit trail: its first one tells who could act from the beginning."""
    return {
        "id": record_id,
        "at": now,
        "actor_id": UUID(int=0),
        "actor_kind": "system",
        "branch_id": None,
        "session_id": None,
        "request_id": "init",
        "address": None,
        "operation": "house:found",
        "code": None,
        "subjects": [{"kind": "staff", "id": str(one)} for one in staff],
        "changes": {},
    }
