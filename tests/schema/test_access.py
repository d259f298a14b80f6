"""Who saw whose data: asked for by customer or by staff, and by nobody but those who read the audit trail."""

import pytest

from server.audit.looks import LOOKS, TAKEN_OUT
from server.identity.operations import Operation
from tests.fixtures.api import Api
from tests.schema.stage import Stage

SHARED = pytest.mark.usefixtures("shares_database")
AUDITOR = "auditor.hq"
ASKED = "query Look($staff: ID, $customer: ID) { dataAccess(staffId: $staff, customerId: $customer) { nodes { %s } } }"


def test_every_look_is_an_operation_and_what_is_taken_out_was_looked_at() -> None:
    assert set(LOOKS) <= {operation.value for operation in Operation}
    assert set(TAKEN_OUT) <= set(LOOKS)


@SHARED
async def test_looks_are_found_by_who_looked_and_by_whose_data_it_was(api: Api, stage: Stage) -> None:
    text = ASKED % "operation reason fields staff { login }"
    found = await api.ask(AUDITOR, text, staff=stage["officer"], customer=stage["borrower"])
    told = {"operation": "customer:reveal", "reason": "核对联系方式", "fields": "phone"}
    assert found.data["dataAccess"]["nodes"] == [told | {"staff": {"login": "officer.east1"}}]
    for wrong in ({"staff": stage["idle"]}, {"customer": stage["prospect"]}):
        nobody = await api.ask(AUDITOR, text, **wrong)
        assert nobody.data["dataAccess"]["nodes"] == []


@SHARED
async def test_somebody_has_to_be_named(api: Api, stage: Stage) -> None:
    bare = await api.ask(AUDITOR, "{ dataAccess { totalCount } }")
    assert (bare.code, bare.field) == ("INPUT_INVALID", "customerId")
    foreign = await api.ask(AUDITOR, ASKED % "at", staff=stage["borrower"])
    assert (foreign.code, foreign.field) == ("INPUT_INVALID", "staffId")
