"""Alerts at an open socket: each officer hears of his own customers, and of nobody else's."""

from typing import Any

import pytest

from server.identity.handover import HandoverKind, transfer_customers
from server.kit.work import House
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.factories.alerts import hit, sweep
from tests.factories.customers import plant_customer
from tests.fixtures.house import AsStaff
from tests.fixtures.world import id_of
from tests.schema.live.watchers import Room
from tests.schema.stage import Stage

WATCH = """subscription { alerts(state: [OPEN]) { totalCount nodes { code severity moneyAtRisk answerable
  inputs { name value } customer { id } } } }"""


def codes(event: dict[str, Any]) -> list[str]:
    return sorted(node["code"] for node in event["alerts"]["nodes"])


async def test_an_alert_reaches_the_open_socket_of_its_officer_and_of_no_other(
    room: Room, house: House, stage: Stage, owner: Any
) -> None:
    borrower, far = stage.customers["borrower"], await plant_customer(owner, officer="officer.west1")
    async with room.watcher("officer.east1") as his, room.watcher("officer.west1") as other:
        await his.watch(WATCH)
        await other.watch(WATCH)
        assert codes(await his.event()) == ["ML-09", "RB-01"]
        assert codes(await other.event()) == []
        fraud = hit(borrower, code="DV-03", grain=Grain.APPLICATION)
        await sweep(house, hit(far, code="DQ-04"), fraud, hit(borrower, code="CF-03", grade=Grade.CRITICAL))
        event = await his.event()
        assert codes(event) == ["CF-03", "ML-09", "RB-01"], "another's customer, or what the desk of risk looks into"
        [new] = [node for node in event["alerts"]["nodes"] if node["code"] == "CF-03"]
        assert new["customer"]["id"] == stage["borrower"]
        assert (new["severity"], new["answerable"]) == ("CRITICAL", True)
        assert new["inputs"] == [{"name": "months", "value": "3"}]
        assert codes(await other.event()) == ["DQ-04"]


@pytest.mark.usefixtures("house")
async def test_who_has_handed_his_customers_over_hears_no_more_of_them(
    room: Room, stage: Stage, as_staff: AsStaff
) -> None:
    async with room.watcher("officer.east1") as giver, room.watcher("officer2.east1") as taker:
        await giver.watch(WATCH)
        await taker.watch(WATCH)
        assert codes(await giver.event()) == ["ML-09", "RB-01"]
        before = codes(await taker.event())
        assert "DV-01" in before, "as a reviewer he sees all of his branch"
        staff = {"from_staff_id": id_of("officer.east1"), "to_staff_id": id_of("officer2.east1")}
        await transfer_customers(await as_staff("admin1.hq"), **staff, kind=HandoverKind.TRANSFER, preview=False)
        assert codes(await giver.event()) == []
        assert stage["borrower"]
