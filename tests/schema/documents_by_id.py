"""What tests of trusted documents share: ids, asking by id, publishing and revoking as an administrator."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from server.kit.clock import FixedClock
from server.settings import Settings
from tests.factories.partners import TEAM
from tests.fixtures.api import Answer, Api, api_of
from tests.fixtures.house import AsStaff, RecordingMessenger, SilentBank, house_on

OFFICER, ADMIN = "officer.east1", "admin1.hq"
NEWER = "query Newer { viewer { staff { login name } } }"
STRANGE = "query Strange { viewer { staff { id } } }"
NAMED = {"data": {"viewer": {"staff": {"login": OFFICER}}}}


def id_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


async def send(api: Api, login: str | None, text: str, **more: Any) -> Answer:
    """Ask by the id of a text, as the app does."""
    return await api.send({"documentId": id_of(text)} | more, login)


def shown(answer: Answer) -> dict[str, Any]:
    return {"data": answer.data}


async def publish(api: Api, version: str, *texts: str, **more: Any) -> Answer:
    given = {"team": TEAM, "version": version, "documents": [{"id": id_of(text), "text": text} for text in texts]}
    selection = "published dryRun documents { id name standing code messageEn messageZh }"
    return await api.do(ADMIN, "publishDocuments", selection, **(given | more))


async def revoke(api: Api, **given: Any) -> Answer:
    return await api.do(ADMIN, "revokeDocument", "revoked", **({"reason": "a test"} | given))


@asynccontextmanager
async def beside(api: Api, as_staff: AsStaff, clock: FixedClock, **settings: Any) -> AsyncIterator[Api]:
    """Another process on the same database, used by the same people."""
    changed: Settings = api.house.settings.model_copy(update=settings)
    house = house_on(changed, clock, RecordingMessenger(), SilentBank())
    async with api_of(house, as_staff) as other:
        other.known = api.known
        yield other
    await house.database.close()
