"""The rows of the register of collateral, of parties and of charges."""

from itertools import count

from tests.schema.cells.form import Cell, Elsewhere, by_id, change, given, keyed, listed, look, nothing
from tests.schema.stage import IDLE

PARTIES = "application { parties { role state } }"
CHARGES = "application { charges { state } }"
REGISTRAR = "branchmanager.east1"
NUMBERS = count(1)
SHARE = given(keyed(), counted="vehicle", share="0.45", reason="二手车价格下行")
VERSION = 3
"""Of the stage's secured application: a party and a charge came after it was begun."""

COLLATERAL: dict[str, Cell] = {
    "enterCollateral": change(
        "enterCollateral",
        "item { certificateLast4 chargeCount }",
        given(keyed(ownerId="borrower"), kind="VEHICLE", title="冷藏车", certificate="LSV-CELL-0001"),
        "officer.east1",
        good=lambda found, _: found["item"] == {"certificateLast4": "0001", "chargeCount": 0},
    ),
    "valueCollateral": change(
        "valueCollateral",
        "item { valuations { value } }",
        given(keyed(itemId="item"), valuedOn="2026-03-01", valuedBy="正衡评估", method="MARKET", value="900000.00"),
        "officer.east1",
        good=lambda found, _: found["item"]["valuations"][0] == {"value": "900000.00"},
    ),
    "insureCollateral": change(
        "insureCollateral",
        "item { insurances { insurer } }",
        given(
            keyed(itemId="item"),
            insurer="人保财险",
            policyNumber="P-1",
            insured="900000.00",
            validFrom="2026-03-01",
            validUntil="2027-02-28",
            beneficiary="出借人",
        ),
        "officer.east1",
        good=lambda found, _: found["item"]["insurances"] == [{"insurer": "人保财险"}],
    ),
    "chargeCollateral": change(
        "chargeCollateral",
        CHARGES,
        given(
            keyed(applicationId="secured", itemId="free_item"),
            expectedVersion=VERSION,
            kind="MORTGAGE",
            secured="30000.00",
            rank=1,
            prior="0.00",
        ),
        "officer.east1",
        good=lambda found, _: found["application"]["charges"] == [{"state": "AGREED"}] * 2,
    ),
    "dropCharge": change(
        "dropCharge",
        CHARGES,
        given(keyed(chargeId="charge"), expectedVersion=VERSION),
        "officer.east1",
        good=lambda found, _: found["application"]["charges"] == [],
    ),
    "registerCharge": change(
        "registerCharge",
        CHARGES,
        given(
            keyed(chargeId="charge"),
            expectedVersion=1,
            registrationNumber="不动产第1号",
            registeredOn="2026-03-02",
            authority="市不动产登记中心",
        ),
        REGISTRAR,
        good=lambda found, _: found["application"]["charges"] == [{"state": "REGISTERED"}],
    ),
    "releaseCharge": change(
        "releaseCharge",
        CHARGES,
        given(keyed(chargeId="freed_charge"), expectedVersion=1, releaseNumber="注销第1号", releasedOn="2026-03-02"),
        REGISTRAR,
        good=lambda found, _: found["application"]["charges"] == [{"state": "RELEASED"}],
    ),
    "setCountedShare": change(
        "setCountedShare",
        "share { counted share }",
        lambda stage: SHARE(stage) | {"effectiveFrom": f"2026-04-{next(NUMBERS):02}"},
        "risk.hq",
        elsewhere=Elsewhere.OWN,
        foreign="risk.west",
        good=lambda found, _: found["share"] == {"counted": "vehicle", "share": "0.45"},
    ),
    "addParty": change(
        "addParty",
        PARTIES,
        given(keyed(applicationId="secured", personId="tiered"), expectedVersion=VERSION, role="CO_BORROWER"),
        "officer.east1",
        good=lambda found, _: {"role": "CO_BORROWER", "state": "NAMED"} in found["application"]["parties"],
    ),
    "recordPartyConsent": change(
        "recordPartyConsent",
        PARTIES,
        given(keyed(partyId="guarantor"), expectedVersion=VERSION, consent="当面说明并同意"),
        "officer.east1",
        good=lambda found, _: found["application"]["parties"] == [{"role": "GUARANTOR", "state": "CONSENTED"}],
    ),
    "removeParty": change(
        "removeParty",
        PARTIES,
        given(keyed(partyId="guarantor"), expectedVersion=VERSION),
        "officer.east1",
        good=lambda found, _: found["application"]["parties"] == [],
    ),
}

COLLATERAL_READS: dict[str, Cell] = {
    "collateralItem": by_id("collateralItem", "item"),
    "collateralItems": listed("collateralItems", "item"),
    "countedShares": look(
        "{ countedShares { counted } }",
        nothing,
        lambda found, _: {each["counted"] for each in found} >= {"vehicle", "co_borrower_income"},
        elsewhere=Elsewhere.OWN,
        without=IDLE,
    ),
}
