"""The sources: pinned packages without a host, generated operations that fit the schema, words for every code."""

import hashlib
import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from mobile_api.build_hook import find_npm, install_packages
from mobile_api.static_files import NOT_PAGES, StaticFiles
from ocr.reasons import REASONS, WARNINGS
from server.products.catalogue import PURPOSES
from server.seeds.lender import CONSUMER_PURPOSES

TOY_SCHEMA = """
type Query { loan(id: ID!): Loan }
type Mutation { repay(input: RepayInput!): Loan! }
scalar Money
enum LoanState { ACTIVE CLOSED }
type Loan { id: ID! state: LoanState! principal: Money! payments: [Money!]! next: Loan }
input RepayInput { amount: Money! note: String, times: Int! = 1 }
"""


@pytest.fixture(scope="module")
def codegen(web: Path) -> Iterator[ModuleType]:
    """The script as a shell starts it: its own folder comes first."""
    spec = importlib.util.spec_from_file_location("staff_app_codegen", web / "codegen.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(web)
        spec.loader.exec_module(module)
        yield module


def test_the_lock_file_names_no_host_and_pins_every_package_by_checksum(web: Path) -> None:
    text = (web / "package-lock.json").read_text()
    assert "://" not in text
    packages = json.loads(text)["packages"]
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


def test_direct_packages_are_pinned_exactly(web: Path) -> None:
    manifest = json.loads((web / "package.json").read_text())
    versions = manifest["dependencies"] | manifest["devDependencies"]
    assert [name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_the_generated_operations_fit_the_committed_schema(codegen: ModuleType) -> None:
    fresh = codegen.generate(codegen.SCHEMA.read_text())
    for path, text in fresh.files.items():
        assert path.read_text() == text, "run python mobile_api/web/codegen.py"


def test_an_operation_gets_the_types_of_its_data_and_variables(codegen: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "one.graphql").write_text(
        "query One($id: ID!) { loan(id: $id) { ...Parts next { id } } }"
        "fragment Parts on Loan { id state sum: principal payments }"
        "mutation Repay($input: RepayInput!) { repay(input: $input) { id } }"
    )
    text = codegen.generate(TOY_SCHEMA, tmp_path).module
    assert "export type LoanState = 'ACTIVE' | 'CLOSED';" in text
    assert "export type Parts = { id: string; state: LoanState; sum: string; payments: string[] };" in text
    assert "next: { id: string } | null } | null }" in text
    assert "export type OneVariables = { id: string };" in text
    assert "export interface RepayInput { amount: string; note?: string | null; times?: number | null }" in text


def test_the_app_carries_the_id_of_a_document_and_the_manifest_its_text(codegen: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "one.graphql").write_text(
        "query One($id: ID!) { loan(id: $id) { ...Parts } } fragment Parts on Loan { id }"
    )
    generated = codegen.generate(TOY_SCHEMA, tmp_path)
    ((identity, text),) = generated.documents.items()
    assert text == "query One($id:ID!){loan(id:$id){...Parts}}fragment Parts on Loan{id}"
    assert identity == hashlib.sha256(text.encode()).hexdigest()
    assert "export { One } from './ids/one.ts';" in generated.module
    assert f"id: '{identity[:16]}'" in generated.ids["one.ts"]  # its beginning tells it from every other document
    assert all(whole not in file for whole in (identity, text) for file in (generated.module, *generated.ids.values()))


def test_a_misspelt_field_is_refused(codegen: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "one.graphql").write_text("query One { loan(id: 1) { principle } }")
    with pytest.raises(codegen.InvalidDocumentError, match="principle"):
        codegen.generate(TOY_SCHEMA, tmp_path)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_of_the_reader_has_words(web: Path, language: str) -> None:
    words = (web / "src" / "i18n" / "tables" / language / "labels.ts").read_text()
    missing = [code for code in (*REASONS, *WARNINGS) if f"'ocr.{code}'" not in words]
    assert missing == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_purpose_that_the_house_starts_with_has_words(web: Path, language: str) -> None:
    tables = (web / "src" / "i18n" / "tables" / language).glob("*.ts")
    words = "".join(table.read_text() for table in tables)
    assert [code for code in (*PURPOSES, *CONSUMER_PURPOSES) if f"'purpose.{code}'" not in words] == []


def test_nothing_personal_can_reach_the_browsers_storage(web: Path) -> None:
    """All but these few things that say nothing of a customer goes through the vault, sealed.

    Plainly stored are language, theme, who was here (a number), the minute at which the app locks, and the handles of
    his passkeys (the key itself never leaves the device). Of the drawers, `errandstart.ts` counts rows and opens none.
    """
    storage = re.compile(r"\b(localStorage|sessionStorage|indexedDB|document\.cookie)\b")
    users = {path.name for path in (web / "src").rglob("*.ts*") if storage.search(path.read_text())}
    assert users == {"core.ts", "theme.ts", "keeping.ts", "lock.ts", "passkeys.ts", "database.ts", "vault.ts"}
    drawers = re.compile(r"from '[\w./]*/database\.ts'")
    openers = {path.name for path in (web / "src").rglob("*.ts*") if drawers.search(path.read_text())}
    assert openers == {"vault.ts", "shelf.ts", "outbox.ts", "drafts.ts", "errandstart.ts"}


def test_types_and_unit_tests_pass(web: Path) -> None:
    npm = find_npm(lambda _: None)
    install_packages(npm, web, lambda _: None)
    npm.run(web, "run", "check", "--silent")
    npm.run(web, "run", "test", "--silent")


def test_no_screen_writes_markup_from_text(web: Path) -> None:
    users = [path.name for path in (web / "src").rglob("*.ts*") if "dangerouslySetInnerHTML" in path.read_text()]
    assert users == []


def test_the_worker_leaves_alone_what_is_no_page_of_the_app(web: Path) -> None:
    source = (web / "src" / "worker" / "sw.ts").read_text(encoding="utf-8")
    found = re.search(r"NOT_THE_APP =\s*/\^\\/\(([\w|]+)\)", source)
    assert found
    own = {route.path.split("/")[1] for route in StaticFiles(web, with_phone=True).routes()}
    pages = {name for name in own if "." not in name and "{" not in name}
    assert {"mine", "offer", "sign", "survey"} < pages
    assert pages | set(NOT_PAGES) <= set(found[1].split("|"))
