"""The paper of several signers: every drawn name a signature of its own, and the record that shows them all."""

import asyncio
import io

import pikepdf
import pytest

from server.contracts.handwriting import SignedName
from server.contracts.signer import INK_FIELD, SEAL_FIELD, open_signer
from server.contracts.tasks import CONTRACT, RECORD
from server.kit.typesetting import set_paper
from tests.factories.contracts import INK, NAME
from tests.fixtures.house import settings_for
from tests.server.contracts.test_seals import AT, LENDER, PAPER

PARTY = {"number": "110101199001010011", "phone": "13800000001", "answers": "连带责任保证，最高 30000.00 元"}
SECURED = PAPER | {
    "parties": [PARTY | {"role": "共同借款人", "name": f"李红{at}"} for at in range(1, 4)],
    "collateral": [
        {
            "kind": "不动产",
            "title": "商品房",
            "certificate": "BDC-1",
            "owner": "李红",
            "right": "抵押",
            "secured": "30000.00",
            "rank": "第1顺位",
        }
    ],
    "security_clauses": ["共同借款人与借款人共同还款。"] * 5,
}


def test_every_drawn_name_is_a_signature_of_its_own_on_the_last_page(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    settings = settings_for("postgresql+asyncpg://nobody@nowhere/none").model_copy(
        update={"data_dir": tmp_path_factory.mktemp("authority"), "lender_name": LENDER}
    )
    beside = [SignedName(f"李红{at}", NAME) for at in range(1, 4)]
    plain = set_paper(CONTRACT, SECURED, AT)
    signing = open_signer(settings).sign(plain, reason="Contract 1", at=AT, ink=SignedName("王明", NAME), beside=beside)
    signed = asyncio.run(signing)
    assert signed.startswith(plain)
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        fields = {str(each.T): each for each in pdf.Root.AcroForm.Fields}
        wanted = {INK_FIELD, SEAL_FIELD, *(f"PartySignature{at}" for at in (1, 2, 3))}
        assert wanted <= set(fields)
        boxes = [tuple(float(edge) for edge in fields[name].Rect) for name in sorted(wanted)]
        last = pdf.pages[-1].objgen
        assert all(fields[name].P.objgen == last for name in wanted)
    assert not any(overlap(one, other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_the_record_of_a_signing_shows_every_drawn_name() -> None:
    record = {
        "number": "1",
        "lender": LENDER,
        "parts": [{"title": "一、签署", "pairs": [["签署人", "王明"]]}],
        "ink": INK,
    }
    alone = set_paper(RECORD, record, AT)
    together = set_paper(RECORD, record | {"beside": [{"name": "李红", "ink": INK}] * 3}, AT)
    with pikepdf.open(io.BytesIO(alone)) as one, pikepdf.open(io.BytesIO(together)) as other:
        assert len(other.pages) > len(one.pages)
