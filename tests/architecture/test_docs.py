"""What the README and the guides say is true: commands, links, settings, log-in fields."""

import re

import pytest

from server.cli import COMMANDS
from server.settings import Settings
from tests.architecture.sources import ROOT

PAGES = ["README.md", "CHANGELOG.md", *(str(page.relative_to(ROOT)) for page in sorted((ROOT / "docs").rglob("*.md")))]

ASKED_OF_PERSONS = {"password", "second_password"}
"""What a command asks for where it stands in no variable: no settings of the house."""


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_names_exists(page: str) -> None:
    named = set(re.findall(r"`(?:\./)?jiedai ([a-z][a-z-]+)", (ROOT / page).read_text()))
    named |= set(re.findall(r"^(?:\./)?jiedai ([a-z][a-z-]+)", (ROOT / page).read_text(), re.MULTILINE))
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_links_to_exists(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / page).read_text())
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_every_setting_that_the_guide_names_exists() -> None:
    named = set(re.findall(r"`JIEDAI_([A-Z_]+)`", (ROOT / "docs" / "operations.md").read_text()))
    assert {name.lower() for name in named} - ASKED_OF_PERSONS <= set(Settings.model_fields)


def test_every_document_of_the_api_guide_fits_the_schema() -> None:
    from graphql import parse, validate

    from schema.root import schema

    documents = re.findall(r"```graphql\n(.*?)```", (ROOT / "docs" / "api.md").read_text(), re.DOTALL)
    core = schema._schema  # noqa: SLF001 - the executable schema
    assert documents
    assert [error.message for text in documents for error in validate(core, parse(text))] == []


def test_the_limits_that_the_api_guide_tells_are_those_that_hold() -> None:
    from schema.wire import limits

    guide = " ".join((ROOT / "docs" / "api.md").read_text().split())
    told = (
        f"at most {limits.BYTES_MAX:,} bytes, {limits.TOKENS_MAX:,} tokens, depth {limits.DEPTH_MAX}, "
        f"{limits.ALIASES_MAX} aliases, {limits.FIELDS_MAX:,} fields, asks for at most {limits.NODES_MAX:,} rows "
        f"and costs at most {limits.COST_MAX:,}."
    )
    assert told in guide


def test_the_mutations_without_a_request_key_are_those_that_the_api_guide_names() -> None:
    from schema.root import schema

    core = schema._schema  # noqa: SLF001 - the executable schema
    assert core.mutation_type
    inputs = {name: field.args.get("input") for name, field in core.mutation_type.fields.items()}
    keyed = {name for name, given in inputs.items() if given and "idempotencyKey" in given.type.of_type.fields}
    assert set(inputs) - keyed == {
        "logIn",
        "refreshSession",
        "logOut",
        "stepUp",
        "askPasskey",
        "askPasskeyForDecision",
        "beginPasskey",
        "provePasskey",
        "unlock",
        "readCaseContact",
        "readSurveyWords",
        "readTicket",
        "revealContact",
        "revealCustomer",
        "revealSpeechFinding",
        "revealStatementLine",
        "revealUtterance",
    }
    guide = (ROOT / "docs" / "api.md").read_text()
    assert [name for name in set(inputs) - keyed if f"`{name}`" not in guide] == []
