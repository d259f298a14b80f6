"""From walk-in to signed contract in three tiers: sent back, decided by a stand-in for less, accepted anew, voided."""

import re
from typing import Any

import pytest
from playwright.async_api import Browser
from sqlalchemy.ext.asyncio import AsyncSession

from tests.fixtures.world import PASSWORD
from tests.journeys.browser_phone import BrowserPhone, phone_in
from tests.journeys.origination_steps import decide, open_case, sign_and_keep, stand_in
from tests.journeys.phones import Borrower, Phone, eventually, one_time_code
from tests.journeys.running import Running
from tests.journeys.steps import APPLICATION, apply_for, refused
from tests.journeys.test_tiers import borrower

ASK_AGAIN = "请补充近三个月银行流水"
FOUND = f"""query Application($id: ID!) {{ application(id: $id) {{ {APPLICATION} acceptedAt
  contract {{ id state }}
  case {{ votes {{ decision reason by {{ login }} inTheNameOf {{ login }} }} }} }} }}"""
HANDS_MINUTES = 10


def found(officer: Phone, application: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = officer.ask(FOUND, id=application["id"])["application"]
    return told


def submit_again(officer: Phone, application: dict[str, Any]) -> None:
    """The officer has asked, and hands the application in with the same terms."""
    now = found(officer, application)
    opinion = {"amount": now["amount"], "termMonths": 12, "reason": "流水已补充，建议批准。"}
    version = {"applicationId": now["id"], "expectedVersion": now["version"], "opinion": opinion}
    officer.do("submitApplication", "application { state }", **version)


def void_and_begin_anew(officer: Phone, customer: str, application: dict[str, Any]) -> dict[str, Any]:
    """Another account after the approval: no contract follows from it; it is withdrawn and asked for anew."""
    bind_account_beside(officer, customer)
    assert refused(officer.do, "drawUpContract", "contract { id }", applicationId=application["id"]) == (
        "APPLICATION_APPROVAL_VOID"
    )
    now = found(officer, application)
    assert (now["state"], now["contract"]) == ("APPROVED", None)
    away = {"applicationId": now["id"], "expectedVersion": now["version"], "reason": "客户更换了收款账户"}
    officer.do("withdrawApplication", "application { state }", **away)
    return apply_for(officer, customer, application["amount"])


def bind_account_beside(officer: Phone, customer: str) -> None:
    given = {"account": "6222020200000000815", "bankName": "工商银行", "phone": "19900000815"}
    officer.do("bindAccount", "customer { id }", customerId=customer, **given)
    states = "query Accounts($id: ID!) { customer(id: $id) { accounts { state } } }"

    def verified() -> bool:
        rows = officer.ask(states, id=customer)["customer"]["accounts"]
        return [row["state"] for row in rows] == ["VERIFIED"] * 2

    eventually(verified, "the second account is verified")


def send(officer: Phone, application: dict[str, Any]) -> None:
    """Draw the contract up, wait for the paper, send the customer the link."""
    drawn = officer.do("drawUpContract", "contract { id }", applicationId=application["id"])["contract"]["id"]
    eventually(lambda: found(officer, application)["contract"]["state"] == "DRAWN", "the paper is set")
    officer.do("sendContract", "contract { state }", contractId=drawn)


@pytest.mark.browser
@pytest.mark.timeout(600)
async def test_three_tiers_from_walk_in_to_signature(browser: Browser, running: Running, owner: AsyncSession) -> None:
    officer = Phone(running.url, "officer.east1").log_in()
    walk_ins = [await borrower(owner, "officer.east1") for _ in range(3)]
    small, middle, large = (
        apply_for(officer, customer, amount, months)
        for customer, amount, months in zip(walk_ins, ("30000.00", "80000.00", "600000.00"), (12, 12, 36), strict=True)
    )
    assert [each["tier"] for each in (small, middle, large)] == ["AUTOMATIC", "REGIONAL", "COMMITTEE"]

    small = void_and_begin_anew(officer, walk_ins[0], small)
    assert (small["tier"], small["state"]) == ("AUTOMATIC", "APPROVED")

    async with phone_in(browser, running.url) as manager:
        await sends_back_and_leaves(manager, officer, middle)
    submit_again(officer, middle)
    async with phone_in(browser, running.url) as member:
        await decides_both(member)
    large_case = found(officer, large)["case"]
    assert [vote["by"]["login"] for vote in large_case["votes"]] == ["committee1.hq"]
    by_the_second_member(running, officer, large)
    accepts_the_lower_amount(officer, middle)

    for application in (middle, large):
        before = Borrower(running.url).told("signing_link")
        send(officer, application)
        Borrower(running.url).sign(before)
    before = Borrower(running.url).told("signing_link")
    send(officer, small)
    async with phone_in(browser, running.url) as customer:
        paper = await sign_and_keep(customer, before)
        assert customer.complaints == []
    assert paper.startswith(b"%PDF")
    assert b"/ByteRange" in paper
    assert {found(officer, each)["contract"]["state"] for each in (small, middle, large)} == {"SIGNED"}


async def sends_back_and_leaves(manager: BrowserPhone, officer: Phone, middle: dict[str, Any]) -> None:
    """The region's manager asks for more, and lets a member of the committee stand in for him."""
    await manager.log_in("manager.east", PASSWORD, one_time_code())
    await open_case(manager, "80,000.00")
    await decide(manager, "退回", ASK_AGAIN)
    now = found(officer, middle)
    assert (now["state"], now["case"]["votes"][0]["reason"]) == ("RETURNED", ASK_AGAIN)
    await stand_in(manager, "committee1.hq")
    assert manager.complaints == []


async def decides_both(member: BrowserPhone) -> None:
    """The same person in two chairs: for less in the manager's name, and with his own vote in the committee."""
    await member.log_in("committee1.hq", PASSWORD, one_time_code())
    await open_case(member, "80,000.00")
    await decide(member, "同意", amount="60000")
    await open_case(member, "600,000.00")
    await decide(member, "同意")
    assert member.complaints == []
    assert 2 * 90 < member.hands.seconds < HANDS_MINUTES * 60, member.hands.acts


def by_the_second_member(running: Running, officer: Phone, large: dict[str, Any]) -> None:
    other = Phone(running.url, "committee2.hq").log_in()
    now = found(officer, large)
    vote = {"decision": "APPROVE", "reason": "同意。", "expectedVersion": now["case"]["version"]}
    other.do("decideCase", "case { state }", caseId=now["case"]["id"], **vote)
    assert found(officer, large)["state"] == "APPROVED"


def accepts_the_lower_amount(officer: Phone, middle: dict[str, Any]) -> None:
    """No contract before the customer has said yes to the lower amount."""
    now = found(officer, middle)
    [vote] = now["case"]["votes"]
    assert (now["state"], now["amount"]) == ("APPROVED", "60000.00")
    assert (vote["by"]["login"], vote["inTheNameOf"]["login"]) == ("committee1.hq", "manager.east")
    assert refused(officer.do, "drawUpContract", "contract { id }", applicationId=now["id"]) == (
        "APPLICATION_TERMS_NOT_ACCEPTED"
    )
    said = {"applicationId": now["id"], "expectedVersion": now["version"], "acceptance": "客户当面确认"}
    officer.do("acceptTerms", "application { id }", **said)
    assert re.match(r"\d{4}-", found(officer, middle)["acceptedAt"])
