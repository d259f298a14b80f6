"""A session that was ended from elsewhere has its phone cleared when it asks again; an ordinary end does not."""

import pytest

from tests.fixtures.api import Api
from tests.mobile_api.test_session import OFFICER, cookie_of, refresh

pytestmark = pytest.mark.usefixtures("shares_database")


async def test_a_lost_phone_is_told_to_forget_everything_when_it_asks_for_a_token(api: Api) -> None:
    lost = cookie_of(await api.log_in(OFFICER)).value
    assert (await api.do(OFFICER, "endOtherSessions", "ended")).code is None
    answer = await refresh(api, lost)
    assert (answer.status_code, answer.json()["code"]) == (401, "session.wipe_ordered")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'


async def test_a_session_that_ended_by_itself_or_was_never_there_clears_nothing(api: Api) -> None:
    opened = await api.log_in(OFFICER)
    bearer = {"Authorization": f"Bearer {opened.json()['accessToken']}"}
    assert (await api.client.delete("/api/session", headers=bearer)).status_code == 204
    for token in (cookie_of(opened).value, "never given"):
        answer = await refresh(api, token)
        assert (answer.status_code, answer.json()["code"]) == (401, "session.token_invalid")
        assert "clear-site-data" not in answer.headers
