"""Trusted queries over GET: an ETag, 304 while nothing changes, and nobody has anything of another's."""

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.customers import plant_prospect
from tests.factories.partners import WHO, plant_published
from tests.fixtures.api import Api
from tests.schema.documents_by_id import ADMIN, OFFICER, id_of, publish, revoke

HIRE = "mutation Hire($input: HireStaffInput!) { hireStaff(input: $input) { staff { login } } }"


async def get(api: Api, login: str | None, text: str, **headers: str) -> httpx.Response:
    return await api.client.get(
        "/graphql", params={"documentId": id_of(text)}, headers=await api.headers(login) | headers
    )


async def test_an_answer_over_get_is_kept_by_its_tag_until_the_data_change(api: Api, owner: AsyncSession) -> None:
    text = "query Names { customers(first: 5) { totalCount nodes { id nameMasked } } }"
    await plant_published(owner, "1.0.0", text=text)
    await owner.commit()
    first = await get(api, OFFICER, text)
    assert first.status_code == httpx.codes.OK
    assert first.headers["cache-control"] == "private, no-cache"
    assert {part.strip() for part in first.headers["vary"].split(",")} >= {"Authorization", "Accept"}
    tag = first.headers["etag"]
    again = await get(api, OFFICER, text, **{"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    await plant_prospect(owner, officer=OFFICER, name="赵钱孙")
    await owner.commit()
    changed = await get(api, OFFICER, text, **{"If-None-Match": tag})
    assert changed.status_code == httpx.codes.OK
    assert changed.headers["etag"] != tag
    assert changed.json()["data"]["customers"]["totalCount"] == first.json()["data"]["customers"]["totalCount"] + 1


async def test_one_persons_tag_is_of_no_use_to_another_and_a_refusal_has_none(api: Api) -> None:
    tag = (await get(api, OFFICER, WHO)).headers["etag"]
    other = await get(api, "risk.hq", WHO, **{"If-None-Match": tag})
    assert other.status_code == httpx.codes.OK
    assert other.json()["data"]["viewer"]["staff"]["login"] == "risk.hq"
    refused = await get(api, None, WHO, **{"If-None-Match": tag})
    assert "etag" not in refused.headers
    assert refused.headers["cache-control"] == "no-store"
    await revoke(api, id=id_of(WHO))
    gone = await get(api, OFFICER, WHO, **{"If-None-Match": tag})
    assert gone.json()["errors"][0]["extensions"]["code"] == "DOCUMENT_REVOKED"
    assert "etag" not in gone.headers


async def test_a_mutation_does_not_run_over_get(api: Api) -> None:
    await publish(api, "1.0.0", HIRE)
    answer = await get(api, ADMIN, HIRE)
    assert answer.status_code == httpx.codes.METHOD_NOT_ALLOWED
    assert "etag" not in answer.headers
