"""The staff app sends the beginning of an id: of this build's documents, and of those that phones still run."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from mobile_api.documents import staff_app_documents
from server.partners.rules import BUILD_TEAM, SHORT_LENGTH
from tests.factories.partners import WHO, plant_published, plant_team
from tests.fixtures.api import Api
from tests.schema.documents_by_id import NAMED, OFFICER, STRANGE, id_of, revoke, shown


async def test_a_document_of_this_build_runs_by_the_beginning_of_its_id(api: Api) -> None:
    (viewer,) = [sha256 for sha256, text in staff_app_documents().items() if text.startswith("query Me{")]
    answer = await api.send({"documentId": viewer[:SHORT_LENGTH]}, OFFICER)
    assert answer.data["viewer"]


async def test_a_document_of_an_earlier_build_does_until_it_is_revoked(api: Api, owner: AsyncSession) -> None:
    await plant_team(owner, BUILD_TEAM)
    await plant_published(owner, "0.0.1", team=BUILD_TEAM)
    await owner.commit()
    short = {"documentId": id_of(WHO)[:SHORT_LENGTH]}
    assert shown(await api.send(short, OFFICER)) == NAMED
    await revoke(api, id=id_of(WHO))
    assert (await api.send(short, OFFICER)).code == "DOCUMENT_REVOKED"


@pytest.mark.parametrize("length", [SHORT_LENGTH - 1, SHORT_LENGTH, SHORT_LENGTH + 1])
async def test_nobody_elses_document_runs_by_the_beginning_of_its_id(
    api: Api, owner: AsyncSession, length: int
) -> None:
    await plant_published(owner, "9.0.0", text=STRANGE)
    await owner.commit()
    assert (await api.send({"documentId": id_of(STRANGE)[:length]}, OFFICER)).code == "DOCUMENT_UNKNOWN"
    assert (await api.send({"documentId": id_of(STRANGE)}, OFFICER)).code is None
