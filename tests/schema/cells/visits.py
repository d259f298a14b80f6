"""The rows of visits, contacts, related parties, assets and groups."""

from tests.factories.customers import identity_number, phone_number
from tests.factories.relations import CONTACT_NAME, CONTACT_PHONE
from tests.schema.cells.form import Cell, Elsewhere, change, given, keyed, look, one
from tests.schema.stage import ATTENDING_WEST, GROUPING_WEST

GROUPED = {"right": "risk.hq", "foreign": GROUPING_WEST}

VISITS: dict[str, Cell] = {
    "saveVisit": change(
        "saveVisit",
        "application { visitDraft { version place where { address latitude } } }",
        given(keyed(applicationId="draft"), expectedVersion=0, visit={"place": "SHOP", "address": "某路 8 号"}),
        "officer.east1",
        good=lambda found, _: (
            found["application"]["visitDraft"]
            == {"version": 1, "place": "SHOP", "where": {"address": "某路 8 号", "latitude": None}}
        ),
    ),
    "submitVisit": change(
        "submitVisit",
        "application { visitDraft { version } visit { state lines { kind } photos { distanceM } findings { code } } }",
        given(keyed(applicationId="visited_application"), expectedVersion=1),
        "officer.east1",
        good=lambda found, _: (
            found["application"]["visitDraft"] is None
            and found["application"]["visit"]["state"] == "WAITING"
            and found["application"]["visit"]["photos"] == [{"distanceM": 0}, {"distanceM": 0}]
            and "VI-01" in {each["code"] for each in found["application"]["visit"]["findings"]}
        ),
    ),
    "checkVisit": change(
        "checkVisit",
        "application { visit { state checker { login } } }",
        given(keyed(applicationId="waiting_application"), expectedVersion=2, agrees=True),
        "branchmanager.east1",
        foreign=ATTENDING_WEST,
        good=lambda found, _: (
            found["application"]["visit"] == {"state": "STANDING", "checker": {"login": "branchmanager.east1"}}
        ),
    ),
    "recordContact": change(
        "recordContact",
        "customer { contacts { phoneMasked agreedOn } }",
        given(
            keyed(customerId="borrower"),
            kind="EMERGENCY",
            relation="SPOUSE",
            name="李小红",
            phone=phone_number(5_001),
            agreedOn="2026-03-01",
        ),
        "officer.east1",
        good=lambda found, _: (
            found["customer"]["contacts"] == [{"phoneMasked": "199****5001", "agreedOn": "2026-03-01"}]
        ),
    ),
    "endContact": change(
        "endContact",
        "customer { contacts { id } }",
        keyed(contactId="contact"),
        "officer.east1",
        good=lambda found, _: found["customer"]["contacts"] == [],
    ),
    "revealContact": change(
        "revealContact",
        "data { name phone }",
        lambda stage: {"contactId": stage["contact"], "reason": "核实地址"},
        "officer.east1",
        good=lambda found, _: found["data"] == {"name": CONTACT_NAME, "phone": CONTACT_PHONE},
    ),
    "recordParty": change(
        "recordParty",
        "customer { relations { kind share nameMasked } }",
        given(
            keyed(customerId="borrower"),
            kind="SHAREHOLDER",
            name="赵大力",
            number=identity_number(5_002),
            share="0.4",
        ),
        "officer.east1",
        good=lambda found, _: (
            found["customer"]["relations"] == [{"kind": "SHAREHOLDER", "share": "0.4", "nameMasked": "赵*力"}]
        ),
    ),
    "endParty": change(
        "endParty",
        "customer { relations { id } }",
        keyed(partyId="related_party"),
        "officer.east1",
        good=lambda found, _: found["customer"]["relations"] == [],
    ),
    "recordAsset": change(
        "recordAsset",
        "customer { assets { value document { id } } }",
        given(
            keyed(customerId="borrower", documentId="document"),
            kind="VEHICLE",
            description="货车一辆",
            value="90000.00",
            owed="0",
            asOf="2026-03-01",
        ),
        "officer.east1",
        good=lambda found, stage: (
            found["customer"]["assets"] == [{"value": "90000.00", "document": {"id": stage["document"]}}]
        ),
    ),
    "endAsset": change(
        "endAsset",
        "customer { assets { id } }",
        keyed(assetId="asset"),
        "officer.east1",
        good=lambda found, _: found["customer"]["assets"] == [],
    ),
    "formGroup": change(
        "formGroup",
        "group { name exposure { outstanding } members { customer { id } } }",
        lambda stage: keyed()(stage) | {"name": "新城集团", "customerIds": [stage["borrower"], stage["clean"]]},
        good=lambda found, stage: (
            {each["customer"]["id"] for each in found["group"]["members"]} == {stage["borrower"], stage["clean"]}
        ),
        **GROUPED,
    ),
    "joinGroup": change(
        "joinGroup",
        "group { id members { outstanding } }",
        keyed(customerId="borrower", groupId="group"),
        good=lambda found, stage: found["group"]["id"] == stage["group"] and len(found["group"]["members"]) == 3,
        **GROUPED,
    ),
    "leaveGroup": change(
        "leaveGroup",
        "customer { group { id } }",
        given(keyed(customerId="visited"), reason="股权已转让"),
        good=lambda found, _: found["customer"]["group"] is None,
        **GROUPED,
    ),
    "mergeGroups": change(
        "mergeGroups",
        "group { id members { outstanding } }",
        given(keyed(groupId="other_group", intoId="group"), reason="同一控制人"),
        good=lambda found, stage: found["group"]["id"] == stage["group"] and len(found["group"]["members"]) == 3,
        **GROUPED,
    ),
}
VISIT_QUERIES: dict[str, Cell] = {
    "connectedCustomers": look(
        "query Look($id: ID!) { connectedCustomers(id: $id) { customerId signs zh groupName } }",
        one("visited"),
        lambda found, _: found == [],
        right="risk.hq",
        foreign=GROUPING_WEST,
        without="officer.east1",
        elsewhere=Elsewhere.NOT_FOUND,
    ),
}
