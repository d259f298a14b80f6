"""An approval with other terms: stricter, within the product, priced anew, accepted anew; conditions before payment."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.errors import AcceptanceUnsound, NothingToAccept, TermsNotAccepted, WrongState
from server.applications.fulfilling import accept_terms, fulfil
from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.approvals.errors import (
    ConditionMet,
    ConditionsUnsound,
    EvidenceMissing,
    OfferLooser,
    OwnCondition,
    TermsWithoutApproval,
)
from server.approvals.models import ApprovalCase, Condition, Vote
from server.approvals.offered import Offered
from server.approvals.rules import CaseDecision, CaseState
from server.approvals.service import decide
from server.contracts.models import Contract
from server.contracts.service import draw_up
from server.decision.models import Assessment
from server.identity.models import StaffPosition
from server.kit.errors import Denied, DomainError, NotFound, Stale
from server.kit.work import Caller
from server.products.models import ProductVersion
from tests.factories.applications import apply_for, exposure, kept_application, plant_lender
from tests.factories.approvals import kept_case
from tests.factories.documents import plant_borrower, plant_document
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import OPENED_ON, id_of

ASKED_FEN = 10_000_000
LESS = Offered(6_000_000, 6, None)


async def in_review(officer: Caller, owner: AsyncSession) -> tuple[UUID, UUID]:
    """An application over 100,000.00 for twelve months before the regional manager, and its customer."""
    version_id = await plant_lender(owner)
    await owner.execute(update(ProductVersion).values(rate_annual_max=ProductVersion.rate_annual + Decimal("0.02")))
    await owner.commit()
    customer = await plant_borrower(owner)
    return await apply_for(officer, customer, version_id, ASKED_FEN), customer.customer_id


async def say(
    caller: Caller,
    case: ApprovalCase,
    offered: Offered = LESS,
    *conditions: str,
    decision: CaseDecision = CaseDecision.APPROVE,
) -> UUID:
    told: dict[str, Any] = {"reason": "已核实", "expected_version": case.version, "offered": offered}
    return await decide(fresh(caller), case_id=case.id, decision=decision, conditions=conditions, **told)


async def count(owner: AsyncSession, model: Any) -> int:
    await owner.rollback()
    return (await owner.execute(select(func.count()).select_from(model))).scalar_one()


async def test_a_lower_amount_is_priced_anew_put_to_the_rules_again_and_waits_for_the_customer(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, manager = await as_staff("officer.east1"), await as_staff("manager.east")
    application_id, customer_id = await in_review(officer, owner)
    before = await kept_application(owner, application_id)
    assessed = await count(owner, Assessment)
    dearer = (await owner.execute(select(ProductVersion.rate_annual))).scalar_one() + Decimal("0.01")
    case = await kept_case(owner, application_id)
    await say(manager, case, Offered(6_000_000, 6, dearer), " 办妥抵押登记 ")
    kept = await kept_application(owner, application_id)
    assert (kept.state, kept.amount_fen, kept.term_months) == (ApplicationState.APPROVED, 6_000_000, 6)
    assert (kept.requested_amount_fen, kept.rate_annual, kept.offered_at) == (ASKED_FEN, dearer, kept.decided_at)
    assert kept.apr is not None
    assert before.apr is not None
    assert kept.apr > before.apr
    assert await count(owner, Assessment) == assessed + 1
    assert await exposure(owner, customer_id) == (6_000_000, 0)
    with pytest.raises(TermsNotAccepted):
        await draw_up(fresh(officer), application_id=application_id)
    assert await count(owner, Contract) == 0
    version = kept.version
    refused: list[tuple[Caller, int, str, type[DomainError]]] = [
        (officer, version + 1, "当面", Stale),
        (officer, version, "  ", AcceptanceUnsound),
        (manager, version, "当面", Denied),
        (await as_staff("officer.west1"), version, "当面", NotFound),
    ]
    for caller, seen, said, refusal in refused:
        with pytest.raises(refusal):
            await accept_terms(fresh(caller), application_id=application_id, expected_version=seen, acceptance=said)
    told = {"application_id": application_id, "acceptance": "客户当面确认"}
    await accept_terms(fresh(officer), expected_version=version, **told)  # type: ignore[arg-type]  # two kinds of value
    with pytest.raises(NothingToAccept):
        await accept_terms(fresh(officer), expected_version=version + 1, **told)  # type: ignore[arg-type]  # as above
    contract_id = await draw_up(fresh(officer), application_id=application_id)
    terms = (await owner.execute(select(Contract.terms).where(Contract.id == contract_id))).scalar_one()
    assert (terms["principal_fen"], terms["term_months"], Decimal(terms["rate_annual"])) == (6_000_000, 6, dearer)


LOOSER: list[tuple[Offered, str]] = [
    (Offered(ASKED_FEN + 1), "offered.amount"),
    (Offered(1), "offered.amount"),  # below what the product lends
    (Offered(term_months=13), "offered.termMonths"),
    (Offered(term_months=0), "offered.termMonths"),
    (Offered(rate_annual=Decimal("0.001")), "offered.rateAnnual"),
    (Offered(rate_annual=Decimal("0.99")), "offered.rateAnnual"),
]


async def test_what_is_looser_or_beyond_the_product_refuses_the_whole_vote(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, manager = await as_staff("officer.east1"), await as_staff("manager.east")
    application_id, customer_id = await in_review(officer, owner)
    case = await kept_case(owner, application_id)
    for offered, field in LOOSER:
        with pytest.raises(OfferLooser) as refusal:
            await say(manager, case, offered)
        assert refusal.value.field == field
    for decision in (CaseDecision.REJECT, CaseDecision.RETURN):
        with pytest.raises(TermsWithoutApproval):
            await say(manager, case, decision=decision)
    for conditions in (("",), ("办妥登记", "办妥登记 "), tuple(map(str, range(11))), ("长" * 301,)):
        with pytest.raises(ConditionsUnsound):
            await say(manager, case, LESS, *conditions)
    after = await kept_case(owner, application_id)
    assert (after.state, after.version, after.offered) == (CaseState.OPEN, case.version, None)
    assert (await count(owner, Vote), await count(owner, Condition)) == (0, 0)
    assert await exposure(owner, customer_id) == (0, 0)


async def test_of_several_votes_the_strictest_counts_and_the_next_voter_has_seen_it(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer = await as_staff("officer.east1")
    application_id, _ = await in_review(officer, owner)
    committee = {"position": "committee_member", "votes_needed": 2, "quorum": 2, "mode": "committee"}
    wider = update(ApprovalCase).values(own_region=False, tier="committee", routine=None, **committee)
    await owner.execute(wider)
    await owner.commit()
    case = await kept_case(owner, application_id)
    first, second = await as_staff("committee1.hq"), await as_staff("committee2.hq")
    await say(first, case, Offered(6_000_000), "办妥抵押登记")
    with pytest.raises(Stale):
        await say(second, case, Offered())
    seen = await kept_case(owner, application_id)
    await say(second, seen, Offered(8_000_000, 6), "办妥抵押登记", "补交租赁合同")
    kept = await kept_application(owner, application_id)
    assert (kept.state, kept.amount_fen, kept.term_months) == (ApplicationState.APPROVED, 6_000_000, 6)
    laid = await owner.execute(select(Condition.text, Condition.laid_by).order_by(Condition.number))
    assert [tuple(row) for row in laid] == [
        ("办妥抵押登记", id_of("committee1.hq")),
        ("补交租赁合同", id_of("committee2.hq")),
    ]


async def test_a_condition_is_ticked_with_evidence_by_another_than_its_author(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, manager = await as_staff("officer.east1"), await as_staff("manager.east")
    seat = {"staff_id": id_of("manager.east"), "position_code": "loan_officer", "valid_from": OPENED_ON}
    await owner.execute(insert(StaffPosition).values(**seat))
    application_id, customer_id = await in_review(officer, owner)
    case = await kept_case(owner, application_id)
    await say(manager, case, Offered(), "办妥抵押登记")
    kept = await kept_application(owner, application_id)
    assert kept.offered_at is None  # nothing to accept: the terms are those that were asked for
    condition_id = (await owner.execute(select(Condition.id))).scalar_one()
    other = await plant_borrower(owner)
    foreign = await plant_document(owner, other)
    refused: list[tuple[str, dict[str, Any], type[DomainError]]] = [
        ("manager.east", {"note": "已办"}, OwnCondition),
        ("officer.east1", {"note": " "}, EvidenceMissing),
        ("officer.east1", {"document_id": foreign}, NotFound),
        ("officer.west1", {"note": "已办"}, NotFound),
        ("auditor.hq", {"note": "已办"}, Denied),
    ]
    for login, evidence, refusal in refused:
        with pytest.raises(refusal):
            await fulfil(await as_staff(login), condition_id=condition_id, **evidence)
    await owner.rollback()
    assert (await owner.execute(select(Condition.met_at))).scalar_one() is None
    assert await fulfil(fresh(officer), condition_id=condition_id, note="他项权证已取得") == case.id
    with pytest.raises(ConditionMet):
        await fulfil(fresh(officer), condition_id=condition_id, note="再次")
    assert customer_id == kept.customer_id


async def test_a_condition_of_a_case_that_was_not_approved_is_not_ticked(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer = await as_staff("officer.east1")
    application_id, _ = await in_review(officer, owner)
    committee = {"position": "committee_member", "votes_needed": 2, "quorum": 2, "mode": "committee"}
    await owner.execute(update(ApprovalCase).values(own_region=False, tier="committee", routine=None, **committee))
    await owner.commit()
    await say(await as_staff("committee1.hq"), await kept_case(owner, application_id), Offered(), "办妥抵押登记")
    condition_id = (await owner.execute(select(Condition.id))).scalar_one()
    with pytest.raises(WrongState):
        await fulfil(fresh(officer), condition_id=condition_id, note="已办")


CHANGES: dict[str, dict[str, Any]] = {
    "amount": {"amount_fen": 9_999_900},
    "term": {"term_months": 11},
    "account": {"account_id": None},
    "rate": {"rate_annual": Decimal("0.05")},
    "purpose": {"purpose": "inventory"},
}


@pytest.mark.parametrize("what", CHANGES)
async def test_whatever_is_changed_after_the_approval_voids_it(
    as_staff: AsStaff, owner: AsyncSession, what: str
) -> None:
    officer, manager = await as_staff("officer.east1"), await as_staff("manager.east")
    application_id, _ = await in_review(officer, owner)
    await say(manager, await kept_case(owner, application_id), Offered())
    await owner.execute(update(Application).where(Application.id == application_id).values(**CHANGES[what]))
    await owner.commit()
    with pytest.raises(DomainError) as refusal:
        await draw_up(fresh(officer), application_id=application_id)
    assert refusal.value.code == "application.approval_void"
    assert await count(owner, Contract) == 0
