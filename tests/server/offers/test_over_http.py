"""The pages behind the links of an offer and of a survey, over HTTP."""

import httpx

from tests.fixtures.api import Api, api
from tests.server.offers.conftest import Shop
from tests.server.offers.test_satisfaction import ended, sent

__all__ = ["api"]
DESK = "risk.hq"
UNKNOWN = "/api/offer/" + "x" * 43


async def test_an_offer_is_read_opened_and_answered_once_over_http(shop: Shop, api: Api) -> None:
    await shop.payer()
    await shop.run()
    path, client = f"/api/offer/{await shop.token()}", api.client
    shown = (await client.get(path)).json()
    assert (shown["kind"], shown["state"], shown["amount"]) == ("RENEWAL", "SENT", "30000.00")
    assert shown["apr"].startswith("0.14")
    assert (await say(client, path, "open")).json() == {"state": "OPENED"}
    for wrong in ("maybe", 5, None):
        assert (await client.post(path, json={"answer": wrong})).status_code in {400, 422}
    assert (await say(client, path, "decline")).json() == {"state": "DECLINED"}
    assert (await say(client, path, "decline")).json() == {"state": "DECLINED"}
    refused = await say(client, path, "accept")
    assert (refused.status_code, refused.json()["code"]) == (409, "offer.not_in_state")
    gone = await client.get(UNKNOWN)
    assert (gone.status_code, gone.json()["code"]) == (404, "offer.link_invalid")
    assert (await say(client, UNKNOWN, "accept")).status_code == 404


async def test_a_survey_is_answered_once_over_http(shop: Shop, api: Api) -> None:
    loan = await ended(shop)
    path, client = f"/api/survey/{await sent(shop, loan)}", api.client
    assert (await client.get(path)).json()["state"] == "SENT"
    for wrong in (0, 6, True, "5", None):
        assert (await client.post(path, json={"score": wrong})).status_code in {400, 422}
    assert (await client.post(path, json={"score": 4, "words": "还不错"})).json() == {"state": "ANSWERED"}
    assert (await client.post(path, json={"score": 1})).status_code == 409
    assert (await client.get(path)).json()["state"] == "ANSWERED"
    document = "{ loanSurveys { nodes { id score hasWords state } } }"
    [row] = (await api.ask("officer.east1", document)).data["loanSurveys"]["nodes"]
    assert (row["score"], row["hasWords"], row["state"]) == (4, True, "ANSWERED")
    assert (await api.ask("officer.west1", document)).data["loanSurveys"]["nodes"] == []
    read = await api.ask(
        DESK, "mutation Do($id: ID!) { readSurveyWords(input: {surveyId: $id}) { words } }", id=row["id"]
    )
    assert read.data["readSurveyWords"] == {"words": "还不错"}


async def say(client: httpx.AsyncClient, path: str, answer: str) -> httpx.Response:
    return await client.post(path, json={"answer": answer})
