"""Signed papers under a second eye: PAdES for the long term, PDF/A, fonts in the file, one changed byte noticed."""

import asyncio
import io
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from server.contracts.handwriting import SignedName
from server.contracts.signer import INK_FIELD, SEAL_FIELD, open_signer
from server.contracts.tasks import CONTRACT
from server.kit.typesetting import set_paper
from tests.factories.contracts import NAME
from tests.fixtures.house import settings_for

LENDER, BORROWER = "示例小额贷款有限公司", "王{晓}明"
AT = datetime(2026, 8, 20, 4, 0, tzinfo=UTC)
ROW = {"number": 1, "due_on": "2026-09-20", "total": "1", "principal": "1", "interest": "0", "balance": "0"}
PAPER = {
    "title": "借款合同",
    "number": "202608200001",
    "lender": LENDER,
    "borrower": BORROWER,
    "template": "loan_contract v2",
    "drawn_at": "2026-08-20 12:00",
    "rows": [ROW | {"number": number} for number in range(1, 37)],
    "clauses": ["借款人应按约定用途使用借款。"] * 9,
} | dict.fromkeys(
    (
        "borrower_number",
        "phone",
        "amount",
        "amount_words",
        "term_months",
        "purpose",
        "method",
        "day_count",
        "rate_annual",
        "apr",
        "penalty",
        "account",
    ),
    "x",
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A contract as it was set, and signed by the borrower and the lender."""
    settings = settings_for("postgresql+asyncpg://nobody@nowhere/none").model_copy(
        update={"data_dir": tmp_path_factory.mktemp("authority"), "lender_name": LENDER}
    )
    plain = set_paper(CONTRACT, PAPER, AT)
    signed = asyncio.run(open_signer(settings).sign(plain, reason="Contract 1", at=AT, ink=SignedName(BORROWER, NAME)))
    return plain, signed


def pdfsig(file: Path) -> list[dict[str, str]]:
    """What poppler's tool says of each signature."""
    program = shutil.which("pdfsig")
    if program is None:
        told = "no pdfsig on PATH (poppler-utils)"
        if os.environ.get("CI") == "true":
            pytest.fail(told)
        pytest.skip(told)
    answer = subprocess.run([program, str(file)], capture_output=True, text=True, check=False)  # a file of ours
    parts = re.split(r"^Signature #\d+:$", answer.stdout, flags=re.MULTILINE)[1:]
    return [dict(re.findall(r"^  - ([^:\n]+): (.*)$", part, flags=re.MULTILINE)) for part in parts]


def test_a_second_tool_finds_both_signatures_valid_and_a_time_stamp_over_them(
    papers: tuple[bytes, bytes], tmp_path: Path
) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(papers[1])
    ink, seal, stamp = pdfsig(file)
    assert (ink["Signature Field Name"], seal["Signature Field Name"]) == (INK_FIELD, SEAL_FIELD)
    assert ink["Signer Certificate Common Name"] == BORROWER
    assert seal["Signer Certificate Common Name"].startswith(LENDER)
    for each in (ink, seal):
        assert each["Signature Validation"] == "Signature is Valid."
        assert each["Signature Type"] == "ETSI.CAdES.detached"
    assert stamp["Signature Field Name"].startswith("Timestamp-")


def test_what_was_signed_stands_unchanged_at_the_beginning(papers: tuple[bytes, bytes]) -> None:
    plain, signed = papers
    assert signed.startswith(plain)


def test_one_changed_byte_is_noticed_wherever_it_is(papers: tuple[bytes, bytes], tmp_path: Path) -> None:
    plain, signed = papers
    file = tmp_path / "changed.pdf"
    for place in (len(plain) // 3, len(plain) // 2, len(plain) - 900):
        changed = bytearray(signed)
        changed[place] ^= 1
        file.write_bytes(bytes(changed))
        assert [each["Signature Validation"] for each in pdfsig(file)[:2]] == ["Digest Mismatch."] * 2, place


def test_the_signatures_carry_what_proves_them_offline_for_years(papers: tuple[bytes, bytes]) -> None:
    with pikepdf.open(io.BytesIO(papers[1])) as pdf:
        store = pdf.Root.DSS
        assert len(store.CRLs) > 0
        assert len(store.Certs) >= 3
        fields = {str(each.T): each.V for each in pdf.Root.AcroForm.Fields}
        subfilters = {name: str(value.SubFilter) for name, value in fields.items()}
    assert subfilters[INK_FIELD] == subfilters[SEAL_FIELD] == "/ETSI.CAdES.detached"
    assert [kind for name, kind in subfilters.items() if name.startswith("Timestamp-")] == ["/ETSI.RFC3161"]


@pytest.mark.parametrize("signed", [False, True])
def test_the_paper_is_an_archive_with_its_fonts_and_says_what_it_is(
    papers: tuple[bytes, bytes], *, signed: bool
) -> None:
    with pikepdf.open(io.BytesIO(papers[signed])) as pdf:
        told = pdf.open_metadata()
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "B")
        assert PAPER["number"] in told["dc:title"]
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            inside = font.DescendantFonts[0].FontDescriptor
            assert any(f"/FontFile{kind}" in inside for kind in ("", "2", "3"))


def test_the_drawn_name_and_the_seal_stand_on_the_last_page_and_are_printed(papers: tuple[bytes, bytes]) -> None:
    with pikepdf.open(io.BytesIO(papers[1])) as pdf:
        seen = [each for each in pdf.pages[-1].Annots if float(each.Rect[2]) > float(each.Rect[0])]
        assert {str(each.T) for each in seen} == {INK_FIELD, SEAL_FIELD}
        for each in seen:
            assert int(each.F) & 4
            assert not int(each.F) & 2
