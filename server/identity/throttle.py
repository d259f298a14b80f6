"""Failed log-ins slow the next try down, by account and address and by address alone; nobody is locked out.

The first failures are free; then the wait doubles up to a quarter of an hour. An attacker elsewhere does not slow
the rightful owner, because the account counts together with the address.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.models import LoginFailure
from server.kit.errors import TooMany

FREE_ACCOUNT = 5
FREE_ADDRESS = 50
WAIT_SECONDS_MAX = 900
FORGET = timedelta(hours=24)


def _keys(login: str, address: str | None) -> dict[str, int]:
    """The counters of one try and how many failures each forgives. Logins are hashed: a mistyped one may be a name."""
    account = hashlib.sha256(f"{login}|{address}".encode()).hexdigest()
    return {f"account:{account}": FREE_ACCOUNT, f"address:{address}": FREE_ADDRESS}


async def check(session: AsyncSession, login: str, address: str | None, now: datetime) -> None:
    """Raises TooMany while the wait lasts."""
    free = _keys(login, address)
    rows = (await session.execute(select(LoginFailure).where(LoginFailure.key.in_(free)))).scalars()
    waits = [_wait(row, free[row.key], now) for row in rows]
    longest = max(waits, default=0)
    if longest > 0:
        raise TooMany(retry_after_seconds=longest)


def _wait(row: LoginFailure, free: int, now: datetime) -> int:
    if row.count < free or now - row.last_at > FORGET:
        return 0
    pause = min(WAIT_SECONDS_MAX, 2 ** min(row.count - free, 20))
    return max(0, int((row.last_at + timedelta(seconds=pause) - now).total_seconds() + 0.999))


async def count_failure(session: AsyncSession, login: str, address: str | None, now: datetime) -> None:
    for key in _keys(login, address):
        fresh = insert(LoginFailure).values(key=key, count=1, last_at=now)
        raised = {"count": LoginFailure.count + 1, "last_at": now}
        await session.execute(fresh.on_conflict_do_update(index_elements=["key"], set_=raised))


async def forget(session: AsyncSession, login: str, address: str | None) -> None:
    """A right password clears the account's counter; the address keeps its own."""
    account = next(iter(_keys(login, address)))
    await session.execute(delete(LoginFailure).where(LoginFailure.key == account))
