"""What an application and its opinion must hold, who is counted among its editors, and what is refused."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.errors import (
    ConsentMissing,
    CustomerNotRegistered,
    IdentityNotConfirmed,
    OpinionAboveRequest,
    OpinionReasonMissing,
    WrongState,
)
from server.applications.models import Application, Opinion
from server.applications.rules import ApplicationState, Content, opinion_hash
from server.applications.service import amend, start, submit
from server.approvals.models import ApprovalCase
from server.customers.models import CustomerExposure
from server.decision.models import Assessment
from server.identity.catalogue import BRANCH_MANAGER
from server.identity.models import PositionRole
from server.kit.errors import DomainError, NotFound, Stale
from server.products.errors import AmountOutOfRange, NotOffered, PurposeNotAllowed, TermOutOfRange
from tests.factories.applications import begin, hand_in, kept_application, plant_application, plant_lender
from tests.factories.customers import identity_number, plant_customer, plant_prospect
from tests.factories.documents import plant_borrower, plant_confirmed_identity
from tests.factories.products import plant_product
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import id_of


async def committed(owner: AsyncSession, customer_id: UUID) -> int:
    await owner.rollback()
    wanted = select(CustomerExposure.committed_fen).where(CustomerExposure.customer_id == customer_id)
    return int((await owner.execute(wanted)).scalar_one())


async def test_every_path_begins_with_the_officers_signed_opinion(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    officer = await as_staff("officer.east1")
    application_id = await begin(officer, customer, version, 4_000_000)
    await hand_in(officer, application_id, 3_000_000, term_months=10)
    kept, opinion = await kept_application(owner, application_id), (await owner.execute(select(Opinion))).scalar_one()
    assert (kept.requested_amount_fen, kept.amount_fen, kept.term_months) == (4_000_000, 3_000_000, 10)
    assert (opinion.amount_fen, opinion.term_months, opinion.given_by) == (3_000_000, 10, id_of("officer.east1"))
    index = (await owner.execute(text("SELECT number_index FROM bank_accounts"))).scalar_one()
    account = f"{customer.account_id}:{index.hex()}"
    content = Content(application_id, customer.customer_id, version, 3_000_000, 10, "equipment", account)
    at = opinion.given_at.isoformat()
    assert opinion.hash == opinion_hash(content, opinion.reason, officer_id=opinion.given_by, at=at)


async def test_an_opinion_needs_reasons_and_stays_within_request_and_product(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    officer = await as_staff("officer.east1")
    application_id = await begin(officer, customer, version)
    plain = {"application_id": application_id, "expected_version": 1}
    refusals: list[tuple[dict[str, object], type[DomainError], str]] = [
        ({"amount_fen": 3_000_000, "term_months": 12, "reason": "  "}, OpinionReasonMissing, "opinion.reason"),
        ({"amount_fen": 3_000_001, "term_months": 12, "reason": "好"}, OpinionAboveRequest, "opinion.amount"),
        ({"amount_fen": 999_999, "term_months": 12, "reason": "好"}, AmountOutOfRange, "opinion.amount"),
        ({"amount_fen": -5, "term_months": 12, "reason": "好"}, AmountOutOfRange, "opinion.amount"),
        ({"amount_fen": 3_000_000, "term_months": 37, "reason": "好"}, TermOutOfRange, "opinion.termMonths"),
    ]
    for given, expected, field in refusals:
        with pytest.raises(expected) as refusal:
            await submit(fresh(officer), **(plain | given))  # type: ignore[arg-type]  # a table of arguments
        assert refusal.value.field == field
    kept = await kept_application(owner, application_id)
    assert (kept.state, kept.version, kept.submission) == (ApplicationState.DRAFT, 1, 0)
    assert (await owner.execute(select(Opinion))).scalars().all() == []


async def test_what_an_applicant_lacks_is_named_and_nothing_is_kept(as_staff: AsStaff, owner: AsyncSession) -> None:
    version, officer = await plant_lender(owner), await as_staff("officer.east1")
    prospect, undocumented, silent = (
        await plant_prospect(owner),
        await plant_customer(owner),
        await plant_borrower(owner),
    )
    await owner.execute(text("DELETE FROM consents WHERE customer_id = :id").bindparams(id=silent.customer_id))
    await owner.commit()
    for customer, expected in (
        (prospect, CustomerNotRegistered),
        (undocumented, IdentityNotConfirmed),
        (silent, ConsentMissing),
    ):
        application_id = await begin(officer, customer, version)
        with pytest.raises(expected):
            await hand_in(officer, application_id)
        assert (await kept_application(owner, application_id)).state is ApplicationState.DRAFT
    assert (await owner.execute(select(Assessment))).scalars().all() == []


async def test_an_identity_document_of_another_number_is_none(as_staff: AsStaff, owner: AsyncSession) -> None:
    version, officer = await plant_lender(owner), await as_staff("officer.east1")
    customer = await plant_customer(owner)
    await plant_confirmed_identity(owner, replace(customer, number=identity_number(900)))
    application_id = await begin(officer, customer, version)
    with pytest.raises(IdentityNotConfirmed):
        await hand_in(officer, application_id)


async def test_a_start_outside_the_product_is_refused(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    ended = await plant_product(owner, number=2, effective_from=date(2025, 1, 1), effective_until=date(2026, 3, 1))
    officer = await as_staff("officer.east1")
    sound: dict[str, object] = {
        "customer_id": customer.customer_id,
        "product_version_id": version,
        "amount_fen": 3_000_000,
        "term_months": 12,
        "purpose": "equipment",
    }
    refusals: list[tuple[dict[str, object], type[DomainError]]] = [
        ({"amount_fen": 500_000_001}, AmountOutOfRange),
        ({"term_months": 2}, TermOutOfRange),
        ({"purpose": "shares"}, PurposeNotAllowed),
        ({"product_version_id": ended}, NotOffered),
        ({"product_version_id": uuid4()}, NotFound),
        ({"customer_id": uuid4()}, NotFound),
    ]
    for change, expected in refusals:
        with pytest.raises(expected):
            await start(fresh(officer), **(sound | change))  # type: ignore[arg-type]  # a table of arguments
    await owner.rollback()
    assert (await owner.execute(select(Application))).scalars().all() == []


async def test_whoever_edits_stands_among_the_editors(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    await owner.execute(insert(PositionRole).values(position_code=BRANCH_MANAGER, role_code="intake"))
    await owner.commit()
    application_id = await begin(await as_staff("officer.east1"), customer, version)
    await amend(
        await as_staff("branchmanager.east1"),
        application_id=application_id,
        expected_version=1,
        product_version_id=version,
        amount_fen=6_000_000,
        term_months=24,
        purpose="renovation",
    )
    kept = await kept_application(owner, application_id)
    assert kept.editors == [id_of("officer.east1"), id_of("branchmanager.east1")]
    assert (kept.amount_fen, kept.requested_amount_fen, kept.term_months, kept.version) == (6_000_000, 6_000_000, 24, 2)
    await hand_in(await as_staff("officer.east1"), application_id, 6_000_000, term_months=24, version=2)
    case = (await owner.execute(select(ApprovalCase))).scalar_one()
    assert set(case.editors) == {id_of("officer.east1"), id_of("branchmanager.east1")}


async def test_a_stale_version_changes_nothing(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    officer = await as_staff("officer.east1")
    application_id = await begin(officer, customer, version)
    with pytest.raises(Stale):
        await hand_in(officer, application_id, version=2)
    kept = await kept_application(owner, application_id)
    assert (kept.state, kept.version) == (ApplicationState.DRAFT, 1)
    assert await committed(owner, customer.customer_id) == 0


async def test_nothing_is_submitted_or_amended_in_any_other_state(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    officer = await as_staff("officer.east1")
    for state in set(ApplicationState) - {ApplicationState.DRAFT, ApplicationState.RETURNED}:
        application_id = await plant_application(owner, customer, version, state=state)
        with pytest.raises(WrongState):
            await hand_in(officer, application_id)
        with pytest.raises(WrongState):
            await amend(
                fresh(officer),
                application_id=application_id,
                expected_version=1,
                product_version_id=version,
                amount_fen=4_000_000,
                term_months=12,
                purpose="equipment",
            )
        kept = await kept_application(owner, application_id)
        assert (kept.state, kept.version, kept.amount_fen) == (state, 1, 3_000_000)


async def test_the_same_request_twice_is_one_submission(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    officer = await as_staff("officer.east1")
    application_id = await begin(officer, customer, version)
    request = fresh(officer)
    answers = [
        await submit(
            request,
            application_id=application_id,
            expected_version=1,
            amount_fen=3_000_000,
            term_months=12,
            reason="好",
        )
        for _ in range(2)
    ]
    assert answers == [application_id, application_id]
    assert (await kept_application(owner, application_id)).submission == 1
    assert await committed(owner, customer.customer_id) == 3_000_000
