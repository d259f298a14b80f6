"""`jiedai documents`: a team, a manifest, a list, a revocation, all under somebody's name."""

import asyncio
import json
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from server.audit.models import AuditRecord
from server.kit.embedded.endpoint import OWNER_ROLE, Endpoint
from server.partners.models import TrustedDocument
from server.partners.rules import sha256_of
from tests.fixtures.world import id_of
from tests.server.commands.conftest import Run

FAILED, USAGE = 1, 2
ADMIN = ("--login", "admin1.hq")
BUILD = ("--team", "tablet", "--version", "1.4.0")
GOOD, OTHER = "query Good { viewer { staff { login } } }", "query Other { products { code } }"


@pytest.fixture
def run(command: Run) -> Run:
    """Runs `jiedai documents` in this process: exit code, standard output and standard error."""
    return lambda *words: command("documents", *words)


@pytest.fixture
def owner_url(endpoint: Endpoint, database_name: str) -> str:
    return endpoint.dsn(OWNER_ROLE, database_name)


def publications(url: str) -> int:
    async def counted() -> int:
        engine = create_async_engine(url, poolclass=NullPool)
        async with engine.connect() as connection:
            found = (await connection.execute(select(TrustedDocument.id))).all()
        await engine.dispose()
        return len(found)

    return asyncio.run(counted())


def actors(url: str) -> set[UUID]:
    """Who did anything with trusted documents."""

    async def read() -> set[UUID]:
        engine = create_async_engine(url, poolclass=NullPool)
        by = select(AuditRecord.actor_id).where(AuditRecord.operation.like("trusted_document:%"))
        async with engine.connect() as connection:
            found = set((await connection.execute(by)).scalars())
        await engine.dispose()
        return found

    return asyncio.run(read())


def manifest(folder: Path, *texts: str) -> str:
    path = folder / "manifest.json"
    path.write_text(json.dumps({sha256_of(text): text for text in texts}))
    return str(path)


def test_a_teams_documents_are_published_listed_and_revoked(run: Run, owner_url: str, tmp_path: Path) -> None:
    code, _, err = run("team", "tablet", "--name", "Tablet", "--position", "collector", *ADMIN)
    assert (code, err) == (0, "tablet: for collector\n")
    path = manifest(tmp_path, GOOD, OTHER)
    code, out, err = run("publish", path, *BUILD, *ADMIN, "--dry-run")
    assert (code, err, publications(owner_url)) == (0, "2 documents are sound\n", 0)
    assert out.splitlines()[0] == f"{sha256_of(GOOD)[:12]}  Good  new"
    code, out, _ = run("publish", path, *BUILD, *ADMIN, "--json")
    assert (code, json.loads(out)["published"], publications(owner_url)) == (0, 2, 2)
    code, out, err = run("publish", path, *BUILD, *ADMIN)
    assert (code, err) == (0, "0 of 2 documents are new\n")
    code, _, err = run("revoke", sha256_of(GOOD), "--reason", "reads too much", *ADMIN)
    assert (code, err) == (0, "1 publications revoked\n")
    code, out, _ = run("list", "--team", "tablet", "--json", *ADMIN)
    assert {(row["name"], row["reason"]) for row in json.loads(out)} == {("Good", "reads too much"), ("Other", None)}
    assert actors(owner_url) == {id_of("admin1.hq")}


def test_one_refused_document_keeps_all_out_and_ends_with_one(run: Run, owner_url: str, tmp_path: Path) -> None:
    run("team", "tablet", "--name", "Tablet", *ADMIN)
    bad = "query Bad { viewer { nothing } }"
    code, out, err = run("publish", manifest(tmp_path, GOOD, bad), *BUILD, *ADMIN)
    assert code == FAILED
    assert "REQUEST_DOCUMENT_REFUSED" in out.splitlines()[1]
    assert err == "jiedai documents: 1 of 2 documents are refused; none was published\n"
    assert publications(owner_url) == 0


def test_who_may_not_publish_is_refused_in_one_line(run: Run, owner_url: str, tmp_path: Path) -> None:
    path = manifest(tmp_path, GOOD)
    code, _, err = run("publish", path, *BUILD, "--login", "officer.east1")
    assert (code, "access.denied" in err, len(err.splitlines())) == (FAILED, True, 1)
    code, _, err = run("publish", path, *BUILD, "--login", "nobody.east1")
    assert (code, "session.wrong_credentials" in err) == (FAILED, True)
    code, _, err = run("publish", path, *BUILD)
    assert (code, "--login" in err) == (USAGE, True)
    assert publications(owner_url) == 0


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"a": 1}', "not JSON", '{"a": "query A {b}", "a": "query A {b}"}'], ids=repr
)
def test_what_is_no_manifest_ends_with_usage(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(text)
    code, _, err = run("publish", str(path), *BUILD, *ADMIN)
    assert (code, len(err.splitlines())) == (USAGE, 1)


def test_a_folder_of_files_is_a_manifest_too(run: Run, tmp_path: Path) -> None:
    run("team", "tablet", "--name", "Tablet", *ADMIN)
    (tmp_path / "good.graphql").write_text(GOOD)
    code, out, _ = run("publish", str(tmp_path), *BUILD, *ADMIN, "--json")
    assert (code, json.loads(out)["documents"][0]["id"]) == (0, sha256_of(GOOD))
