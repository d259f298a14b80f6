"""GraphiQL: there in a demonstration and nowhere else; its examples fit the schema and answer rows."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import parse, validate

from mobile_api.build_hook import ensure_built
from mobile_api.graphiql import LOGINS_FILE
from schema.root import schema
from server.app import build_app
from server.commands.seed import LOGINS_FILE as SEEDED_FILE
from server.settings import Mode
from tests.architecture.sources import ROOT
from tests.fixtures.api import BASE, Api
from tests.fixtures.papers import refused
from tests.fixtures.world import TOTP_SECRET

FOLDER = ROOT / "mobile_api" / "web" / "src" / "graphiql" / "examples"
EXAMPLES = {file.stem: file.read_text() for file in sorted(FOLDER.glob("*.graphql"))}
LOGIN_OF = {"所有人": "officer.east1", "客户经理": "officer.east1", "区域经理": "manager.east", "总部": "committee1.hq"}


@asynccontextmanager
async def opened(api: Api, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    changed = replace(api.house, settings=api.house.settings.model_copy(update=settings))
    transport = httpx.ASGITransport(build_app(changed).asgi)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        yield client


def said(text: str, name: str) -> str:
    found = re.search(rf"^# {name}: (.+)$", text, re.MULTILINE)
    return found[1] if found else ""


@pytest.mark.usefixtures("shares_database")
async def test_the_page_and_its_files_are_served_under_a_strict_policy(api: Api) -> None:
    ensure_built(ROOT)
    async with opened(api, graphiql=True) as client:
        page = await client.get("/graphiql")
        assert page.status_code == 200
        policy = page.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "connect-src 'self'" in policy
        for address in re.findall(r'(?:src|href)="(/graphiql/[^"]+)"', page.text):
            file = await client.get(address)
            assert (file.status_code, file.headers["cache-control"][:6]) == (200, "public")
        assert (await client.get("/graphiql/none.js")).status_code == 404
        assert (await client.get("/graphiql/..%2findex.html")).status_code == 404


@pytest.mark.usefixtures("shares_database")
async def test_without_the_setting_there_is_no_such_page(api: Api) -> None:
    for path in ("/graphiql", "/graphiql/", "/graphiql/logins", "/graphiql/graphiql.js"):
        refused(await api.client.get(path), 404, "object.not_found")


@pytest.mark.usefixtures("shares_database")
async def test_production_has_none_whatever_its_settings_were_made_to_say(api: Api) -> None:
    async with opened(api, graphiql=True, mode=Mode.PRODUCTION) as client:
        assert (await client.get("/graphiql")).status_code == 404
        assert (await client.get("/graphiql/logins")).status_code == 404


@pytest.mark.usefixtures("shares_database")
async def test_the_log_ins_of_a_demonstration_come_with_a_fresh_code(api: Api, tmp_path: Path) -> None:
    assert LOGINS_FILE == SEEDED_FILE
    async with opened(api, graphiql=True, mode=Mode.DEMO, data_dir=tmp_path) as client:
        assert (await client.get("/graphiql/logins")).status_code == 404
        printed = {"role": "r", "login": "l", "password": "p", "totp_secret": TOTP_SECRET}
        (tmp_path / LOGINS_FILE).write_text(json.dumps([printed, printed | {"totp_secret": None}]))
        first, second = (await client.get("/graphiql/logins")).json()["logins"]
    assert first == {"role": "r", "login": "l", "password": "p", "code": api.one_time_code()}
    assert second["code"] is None
    async with opened(api, graphiql=True, mode=Mode.TEST, data_dir=tmp_path) as client:
        assert (await client.get("/graphiql/logins")).status_code == 404


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_says_for_whom_it_is_and_fits_the_schema(name: str) -> None:
    core = schema._schema  # noqa: SLF001 - the executable schema
    assert validate(core, parse(EXAMPLES[name])) == []
    assert said(EXAMPLES[name], "title")
    assert said(EXAMPLES[name], "role").split()[0] in LOGIN_OF


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("name", EXAMPLES)
async def test_an_example_answers_its_role_without_an_error(api: Api, name: str) -> None:
    text = EXAMPLES[name]
    login, variables = LOGIN_OF[said(text, "role").split()[0]], json.loads(said(text, "variables") or "{}")
    # what is watched is asked once here, for the same fields; watching itself stands in the browser's test
    answer = await api.ask(login, re.sub("^subscription", "query", text, flags=re.MULTILINE), **variables)
    assert None not in answer.data.values()
