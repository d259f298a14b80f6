"""The example clients, run as their readers run them, against a real server."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from mobile_api.build_hook import find_npm, install_packages
from tests.architecture.sources import ROOT
from tests.fixtures.world import PASSWORD
from tests.journeys.running import Running

EXAMPLES = ROOT / "docs" / "examples"
WEB = ROOT / "mobile_api" / "web"
PATIENCE_SECONDS = 120
OFFICER = {"JIEDAI_LOGIN": "officer.east1", "JIEDAI_PASSWORD": PASSWORD}
CREATE = "mutation($input: CreateDeveloperTokenInput!) { createDeveloperToken(input: $input) { token } }"
LOG_IN = "mutation($input: LogInInput!) { logIn(input: $input) { accessToken } }"


def post(house: Running, document: str, token: str | None, **given: object) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.post(f"{house.url}/graphql", json={"query": document, "variables": {"input": given}}, headers=headers)


@pytest.fixture(scope="session")
def developer(serving: Running) -> dict[str, str]:
    """A developer token of the risk officer, made over the API as the guide says."""
    logged_in = post(serving, LOG_IN, None, login="risk.hq", password=PASSWORD).json()
    access = logged_in["data"]["logIn"]["accessToken"]
    made = post(serving, CREATE, access, idempotencyKey=uuid4().hex, name="example", days=1).json()
    return {"JIEDAI_TOKEN": made["data"]["createDeveloperToken"]["token"]}


def run(command: list[str], folder: Path, house: Running, who: dict[str, str]) -> list[str]:
    """The lines that a client prints; it must end well and complain of nothing."""
    environment = {"PATH": os.environ["PATH"], "JIEDAI_URL": house.url} | who
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS
    )
    assert done.returncode == 0, done.stderr + house.log("server")
    return done.stdout.splitlines()


@pytest.fixture(scope="session")
def node() -> str:
    return str(find_npm(lambda _: None).path / "node")


@pytest.fixture(scope="session")
def compiled(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The TypeScript client, checked and turned into JavaScript: an older Node does not read the types away itself."""
    install_packages(find_npm(lambda _: None), WEB, lambda _: None)
    folder = tmp_path_factory.mktemp("typescript")
    compiler = WEB / "node_modules" / "typescript" / "bin" / "tsc"
    command = [node, str(compiler), "-p", str(EXAMPLES / "typescript"), "--outDir", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS)
    assert done.returncode == 0, done.stdout
    shutil.copy(EXAMPLES / "typescript" / "package.json", folder)
    return folder


class Client:
    """One of the two clients, by its command line."""

    def __init__(self, house: Running, folder: Path, *command: str) -> None:
        self.house, self.folder, self.command = house, folder, list(command)

    def __call__(self, verb: str, who: dict[str, str]) -> list[str]:
        return run([*self.command, verb], self.folder, self.house, who)


@pytest.fixture(params=["python", "typescript"])
def client(request: pytest.FixtureRequest, serving: Running) -> Client:
    if request.param == "python":
        return Client(serving, EXAMPLES / "python", sys.executable, "board.py")
    command = (request.getfixturevalue("node"), "--experimental-websocket", "main.js")
    return Client(serving, request.getfixturevalue("compiled"), *command)


def test_the_board_is_one_composed_query_with_a_developer_token(client: Client, developer: dict[str, str]) -> None:
    lines = client("board", developer)
    assert any(line.startswith("east-1: ") for line in lines)
    assert any(line.endswith(" CNY") for line in lines)


def test_every_page_is_read(client: Client, serving: Running, developer: dict[str, str]) -> None:
    lines = client("customers", developer)
    counted = post(serving, "{ customers(first: 1) { totalCount } }", developer["JIEDAI_TOKEN"]).json()
    assert lines[-1] == f"{len(lines) - 1} customers"
    assert len(lines) - 1 == counted["data"]["customers"]["totalCount"] > 2, "more than a page"


def test_a_mutation_sent_twice_under_one_key_has_one_effect(client: Client) -> None:
    (line,) = client("prospect", OFFICER)
    assert line.startswith("Customer_")
    assert "applied" in line


def test_a_subscription_tells_the_present_state_first(client: Client, developer: dict[str, str]) -> None:
    (line,) = client("watch", developer)
    assert line.endswith("cases wait")


def test_a_refusal_ends_the_client_with_its_code(serving: Running, compiled: Path, node: str) -> None:
    wrong = OFFICER | {"JIEDAI_PASSWORD": "wrong"}
    for command, folder in (([sys.executable, "board.py"], EXAMPLES / "python"), ([node, "main.js"], compiled)):
        environment = {"PATH": os.environ["PATH"], "JIEDAI_URL": serving.url} | wrong
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "SESSION_WRONG_CREDENTIALS" in done.stderr


def test_the_types_of_the_example_are_fresh() -> None:
    command = [sys.executable, "team_types.py", str(EXAMPLES / "typescript" / "documents")]
    target = str(EXAMPLES / "typescript" / "operations.ts")
    done = subprocess.run([*command, target, "--check"], cwd=WEB, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "operations.ts is fresh\n"), done.stderr


def test_the_manifest_of_a_team_is_what_publishing_takes(tmp_path: Path) -> None:
    out, manifest = tmp_path / "operations.ts", tmp_path / "manifest.json"
    command = [sys.executable, "team_types.py", str(EXAMPLES / "typescript" / "documents"), str(out)]
    subprocess.run([*command, "--manifest", str(manifest)], cwd=WEB, capture_output=True, check=True)
    texts = json.loads(manifest.read_text())
    assert len(texts) == 6
    assert [hashlib.sha256(text.encode()).hexdigest() for text in texts.values()] == list(texts)
    assert all(f"id: '{identity}'" in out.read_text() for identity in texts)


def test_a_misspelt_field_of_a_teams_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.graphql").write_text("query One { viewer { stuff } }")
    command = [sys.executable, "team_types.py", str(tmp_path), str(tmp_path / "one.ts")]
    done = subprocess.run(command, cwd=WEB, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "stuff" in done.stderr
    assert not (tmp_path / "one.ts").exists()


def test_the_python_example_is_typed() -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, "board.py"]
    done = subprocess.run(command, cwd=EXAMPLES / "python", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
