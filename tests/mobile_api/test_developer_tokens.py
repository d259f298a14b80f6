"""What a developer token is refused beside GraphQL: papers and pictures, which show a person in clear."""

import pytest

from server.identity import developer_tokens
from tests.fixtures.api import Api
from tests.fixtures.papers import refused
from tests.schema.stage import Stage


@pytest.mark.usefixtures("shares_database")
async def test_a_developer_token_opens_no_paper_and_no_picture(api: Api, stage: Stage) -> None:
    made = await developer_tokens.create(await api.as_staff("risk.hq"), name="board", days=1)
    bearer = {"Authorization": f"Bearer {made.token}"}
    for path in (f"/api/contracts/{stage.rows['contract']}/pdf", f"/api/documents/{stage.rows['document']}/picture"):
        refused(await api.client.get(path, headers=bearer), 403, "access.denied")
    assert (await api.send({"query": "{ customers { nodes { nameMasked } } }"}, **bearer)).data["customers"]["nodes"]
    papers = "{ customers { nodes { documents { id } } } }"
    assert (await api.send({"query": papers}, **bearer)).code == "ACCESS_DENIED"
