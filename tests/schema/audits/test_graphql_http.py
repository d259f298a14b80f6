"""Every audit of npm `graphql-http` against a real server: GraphQL over HTTP, told by somebody else."""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest

from mobile_api.build_hook import Npm, find_npm, install_packages
from tests.fixtures.api import Api
from tests.server.front.live import serving

FOLDER = Path(__file__).parent
AUDITS = 61


@pytest.fixture(scope="module")
def npm() -> Npm:
    """npm, and the audits' package in this folder."""
    found = find_npm(print)
    install_packages(found, FOLDER, print)
    return found


async def audited(npm: Npm, url: str) -> list[dict[str, Any]]:
    """The verdicts on the server at `url`."""
    environment = os.environ | {"PATH": f"{npm.path}{os.pathsep}{os.environ.get('PATH', '')}"}
    process = await asyncio.create_subprocess_exec(
        str(npm.path / "node"), str(FOLDER / "audit.mjs"), url, stdout=asyncio.subprocess.PIPE, env=environment
    )
    told, _ = await process.communicate()
    return [json.loads(line) for line in told.splitlines()]


@pytest.mark.usefixtures("shares_database")
async def test_every_audit_of_graphql_http_is_passed(api: Api, npm: Npm) -> None:
    async with serving(api.asgi) as live:
        verdicts = await audited(npm, f"http://127.0.0.1:{live.port}/graphql")
    assert [verdict for verdict in verdicts if verdict["status"] != "ok"] == []
    assert len(verdicts) == AUDITS
