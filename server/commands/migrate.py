"""`jiedai migrate`: the schema, by the role that owns it."""

import os
import re
from typing import Annotated

import typer

from server.commands.console import ROOT, ExitCode, fail, new_app, say

app = new_app("Bring the database to the newest revision, as its owner.")
OWNER_VARIABLE = "JIEDAI_OWNER_DATABASE_URL"
_REVISION = re.compile(r"^revision\b[^=]*= *[\"']([^\"']+)[\"']", re.MULTILINE)
_DOWN_REVISION = re.compile(r"^down_revision\b[^=]*= *[\"']([^\"']+)[\"']", re.MULTILINE)


@app.command()
def migrate(
    revision: Annotated[str, typer.Option(help="Target revision; a number like -1 goes back.")] = "head",
) -> None:
    """Bring the database that JIEDAI_OWNER_DATABASE_URL names to the newest revision, as its owner."""
    url = os.environ.get(OWNER_VARIABLE)
    if not url:
        fail(ExitCode.SETTINGS, f"{OWNER_VARIABLE} is missing: migrations run as the role that owns the schema")
    upgrade(url, revision)
    say(f"the database is at revision {revision}")


def newest_revision() -> str:
    """Newest revision of the migrations at hand, read from their files: importing Alembic takes longer than that."""
    files = [path.read_text(encoding="utf-8") for path in (ROOT / "migrations" / "versions").glob("*.py")]
    named = {match[1] for text in files if (match := _REVISION.search(text))}
    followed = {match[1] for text in files if (match := _DOWN_REVISION.search(text))}
    (newest,) = named - followed
    return newest


def upgrade(url: str, revision: str = "head") -> None:
    """Run the migrations from the folder beside the packages, wherever the caller stands."""
    from alembic import command
    from alembic.config import Config

    project = ROOT / "pyproject.toml"
    config = Config(toml_file=str(project)) if project.exists() else Config()
    config.set_main_option("script_location", str(ROOT / "migrations").replace("%", "%%"))
    config.attributes["url"] = url
    if revision.startswith("-"):
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)
