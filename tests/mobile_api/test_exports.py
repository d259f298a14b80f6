"""A report is ordered through the API, drawn in the background, and fetched by whoever ordered it, byte for byte."""

import hashlib
from uuid import uuid4

from server.reports.exports.tasks import draw_export
from tests.fixtures.api import Api
from tests.fixtures.papers import refused
from tests.schema.stage import Stage

LISTED = "{ exports { nodes { id state rowsDone rowsTotal bytesSize digest url code } } }"


async def test_who_ordered_a_report_fetches_it_and_nobody_else(api: Api, stage: Stage) -> None:
    del stage
    made = await api.do(
        "manager.east",
        "orderExport",
        "export { id state url }",
        report="loan_book",
        form="CSV",
        since="2026-01-01",
        until="2026-03-01",
    )
    export = made.data["orderExport"]["export"]
    assert (export["state"], export["url"]) == ("ORDERED", None)
    path = f"/api/exports/{export['id']}"
    refused(await api.client.get(path, headers=await api.headers("manager.east")), 409, "export.not_ready")
    await draw_export(api.house, export_id=export["id"])
    [listed] = (await api.ask("manager.east", LISTED)).data["exports"]["nodes"]
    assert (listed["state"], listed["url"], listed["code"]) == ("READY", path, None)
    assert listed["rowsDone"] == listed["rowsTotal"] > 0
    refused(await api.client.get(path), 401, "session.token_invalid")
    for other in ("manager.west", "committee1.hq"):
        refused(await api.client.get(path, headers=await api.headers(other)), 404, "object.not_found")
        assert (await api.ask(other, LISTED)).data["exports"]["nodes"] == []
    answer = await api.client.get(path, headers=await api.headers("manager.east"))
    assert answer.status_code == 200, answer.text
    assert hashlib.sha256(answer.content).hexdigest() == listed["digest"]
    assert len(answer.content) == listed["bytesSize"] == int(answer.headers["Content-Length"])
    assert "loan_book_20260101_20260301.csv" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    refused(
        await api.client.get(f"/api/exports/{uuid4()}", headers=await api.headers("manager.east")),
        404,
        "object.not_found",
    )
