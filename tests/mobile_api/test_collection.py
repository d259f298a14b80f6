"""Papers of collection over HTTP: a letter as PDF, the file of a case for lawyers."""

import io
import zipfile

from httpx import Response

from tests.fixtures.api import Api
from tests.schema.stage import COLLECTING_WEST, Stage

LETTER = "contact { state }"
LETTERS = "query Look($id: ID!) { collectionCase(id: $id) { letters { id number } } }"


def refused(shown: Response, status: int, code: str) -> None:
    assert (shown.status_code, shown.json()["code"]) == (status, code)


async def test_a_letter_and_the_file_go_to_whom_they_are_for(api: Api, stage: Stage) -> None:
    made = await api.do("collector.east1", "writeCaseLetter", LETTER, caseId=stage["late_case"], delivery="POST")
    assert made.data["writeCaseLetter"]["contact"] == {"state": "REACHED"}
    told = await api.ask("collector.east1", LETTERS, id=stage["late_case"])
    [letter] = told.data["collectionCase"]["letters"]
    path = f"/api/collection/letters/{letter['id']}"
    shown = await api.client.get(path, headers=await api.headers("collector.east1"))
    assert shown.content.startswith(b"%PDF")
    assert letter["number"] in shown.headers["content-disposition"]
    refused(await api.client.get(path, headers=await api.headers(COLLECTING_WEST)), 404, "object.not_found")
    refused(await api.client.get(path, headers=await api.headers("officer.east1")), 403, "access.denied")
    path = f"/api/collection/cases/{stage['late_case']}/file"
    refused(await api.client.get(path, headers=await api.headers("collector.east1")), 403, "access.denied")
    refused(await api.client.get(path, headers=await api.headers(COLLECTING_WEST)), 404, "object.not_found")
    shown = await api.client.get(path, headers=await api.headers("branchmanager.east1"))
    with zipfile.ZipFile(io.BytesIO(shown.content)) as archive:
        assert f"letters/{letter['number']}.pdf" in archive.namelist()
