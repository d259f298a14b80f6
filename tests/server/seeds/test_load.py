"""What lies in a seeded house: every state, sums that agree, nothing from the future, the same for the same seed."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, LargeBinary, Table, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application, ApplicationFinding, Opinion
from server.applications.rules import ApplicationState
from server.approvals.models import ApprovalCase, Vote
from server.approvals.rules import CaseState, Tier
from server.custody.models import PaymentOrder
from server.custody.rules import OrderState
from server.customers.models import Customer, CustomerExposure, CustomerKind, CustomerState, GroupExposure
from server.identity.actors import VERIFIER
from server.identity.models import Branch, BranchKind, Staff
from server.kit.clock import start_of
from server.kit.database import Base
from server.kit.work import Caller, House
from server.loans.models import Loan
from server.loans.rules import LoanState
from server.loans.verifying.service import verify_books
from server.reference import number_formats
from server.seeds.staff import POSTS
from tests.server.seeds.conftest import SCALE, TODAY, Seeded

# what hangs on keys and nonces, which are drawn anew for every house
SECRET = {"password_hash", "digest", "blob"}


async def counted(owner: AsyncSession, column: Any) -> Counter[Any]:
    rows = await owner.execute(select(column, func.count()).group_by(column))
    return Counter(dict(rows.all()))


async def test_there_are_applications_loans_and_cases_in_every_state(owner: AsyncSession) -> None:
    applications = await counted(owner, Application.state)
    loans = await counted(owner, Loan.state)
    assert set(applications) == set(ApplicationState)
    assert set(loans) == {LoanState.PENDING_DISBURSEMENT, LoanState.ACTIVE, LoanState.CLOSED}
    assert abs(applications.total() - 5000 * SCALE) <= 20
    assert abs(loans.total() - 3000 * SCALE) <= 6
    assert set(await counted(owner, ApprovalCase.state)) == set(CaseState)
    assert set(await counted(owner, Customer.kind)) == set(CustomerKind)
    assert (await counted(owner, Customer.state))[CustomerState.ACTIVE] >= 35


async def test_some_loans_are_overdue_and_some_instalments_partly_paid(owner: AsyncSession) -> None:
    late = select(func.count()).select_from(Loan).where(Loan.next_due_on < TODAY)
    assert (await owner.execute(late)).scalar_one() > 0
    split = text("SELECT count(*) FROM instalments WHERE paid_interest_fen > 0 AND paid_principal_fen < principal_fen")
    assert (await owner.execute(split)).scalar_one() > 0


async def test_cases_wait_in_every_tier_and_region(owner: AsyncSession) -> None:
    rows = await owner.execute(
        select(ApprovalCase.tier, Branch.parent_id)
        .join(Branch, Branch.id == ApprovalCase.branch_id)
        .where(ApprovalCase.state == CaseState.OPEN)
    )
    found = {(tier, region) for tier, region in rows}
    assert {tier for tier, _ in found} == {Tier.MANUAL_REVIEW, Tier.REGIONAL, Tier.COMMITTEE}
    assert len({region for _, region in found}) == 3


async def test_decided_cases_have_their_votes_and_submissions_their_opinions(owner: AsyncSession) -> None:
    votes = Counter((await owner.execute(select(Vote.case_id))).scalars())
    for case in (await owner.execute(select(ApprovalCase))).scalars():
        if case.state is CaseState.APPROVED:
            assert votes[case.id] == case.votes_needed
        elif case.state in {CaseState.RETURNED, CaseState.REJECTED}:
            assert votes[case.id] == 1
    given = set((await owner.execute(select(Opinion.application_id))).scalars())
    sent = set((await owner.execute(select(Application.id).where(Application.submission > 0))).scalars())
    assert given == sent
    referred = select(Application.id).where(Application.tier == Tier.MANUAL_REVIEW)
    found = set((await owner.execute(select(ApplicationFinding.application_id))).scalars())
    assert set((await owner.execute(referred)).scalars()) <= found


async def test_a_pending_loan_has_a_payment_that_failed(owner: AsyncSession) -> None:
    rows = await owner.execute(
        select(Loan.state, PaymentOrder.state).join(PaymentOrder, PaymentOrder.loan_id == Loan.id)
    )
    for loan, order in rows:
        failed = loan is LoanState.PENDING_DISBURSEMENT
        assert order is (OrderState.FAILED if failed else OrderState.SETTLED)


async def test_verification_finds_nothing(house: House) -> None:
    report = await verify_books(Caller(house, VERIFIER, request_id="test"))
    assert report.differences == []
    assert report.counts["loans"] >= 3000 * SCALE


async def test_exposures_are_the_sums_of_what_is_lent_and_promised(owner: AsyncSession) -> None:
    promised = {ApplicationState.APPROVED, ApplicationState.CONTRACTED}
    wanted = select(func.sum(Application.amount_fen)).where(Application.state.in_(promised))
    sums = await owner.execute(
        select(func.sum(CustomerExposure.committed_fen), func.sum(CustomerExposure.outstanding_fen))
    )
    lent = (await owner.execute(select(func.sum(Loan.outstanding_fen)))).scalar_one()
    assert sums.one() == ((await owner.execute(wanted)).scalar_one(), lent)
    for group in (await owner.execute(select(GroupExposure))).scalars():
        members = select(CustomerExposure).where(CustomerExposure.group_id == group.id)
        rows = (await owner.execute(members)).scalars().all()
        assert len(rows) >= 2
        assert sum(row.outstanding_fen for row in rows) == group.outstanding_fen
        assert sum(row.committed_fen for row in rows) == group.committed_fen


async def test_nothing_has_happened_today_or_later(owner: AsyncSession) -> None:
    midnight = start_of(TODAY)
    columns = [column for table in Base.metadata.sorted_tables for column in table.columns]
    instants = [column for column in columns if isinstance(column.type, DateTime) and column.name != "due_at"]
    latest = [(await owner.execute(select(func.max(column)))).scalar_one() for column in instants]
    happened: list[datetime] = [instant for instant in latest if instant is not None]
    assert len(happened) > 20
    assert max(happened) < midnight


async def test_the_tree_has_regions_branches_and_staff_in_them(owner: AsyncSession) -> None:
    kinds = await counted(owner, Branch.kind)
    assert kinds == {BranchKind.HEADQUARTERS: 1, BranchKind.REGION: 3, BranchKind.BRANCH: 9}
    staff = (await owner.execute(select(func.count()).select_from(Staff))).scalar_one()
    assert staff == len(POSTS)
    assert 30 <= staff < 45


async def test_the_same_seed_makes_the_same_house(owner: AsyncSession, other_owner: AsyncSession) -> None:
    compared = 0
    for table in Base.metadata.sorted_tables:
        if table.name.startswith("audit"):
            continue
        ours, theirs = await plain_rows(owner, table), await plain_rows(other_owner, table)
        assert ours == theirs, table.name
        compared += len(ours)
    assert compared > 1000


async def plain_rows(session: AsyncSession, table: Table) -> list[str]:
    """Everything of a table that is not secret; blind indexes are compared, they hang on the master key alone."""
    columns = [
        column
        for column in table.columns
        if column.name not in SECRET
        and (not isinstance(column.type, LargeBinary) or column.name.endswith(("_index", "_hash")))
    ]
    return sorted(map(repr, await session.execute(select(*columns))))


async def test_the_progress_only_grows_and_ends_whole(template: Seeded) -> None:
    done = [reached for reached, _, _ in template.told]
    assert done == sorted(done)
    assert template.told[-1][0] == template.told[-1][1]
    assert len({stage for _, _, stage in template.told}) >= 3


async def test_credit_codes_and_identity_numbers_are_sound(owner: AsyncSession, house: House) -> None:
    from server.customers import sealing
    from server.kit import crypto
    from server.kit.data_keys import CustomerKey

    keys = {row.customer_id: row.wrapped for row in (await owner.execute(select(CustomerKey))).scalars()}
    for customer in (await owner.execute(select(Customer))).scalars():
        if customer.state is CustomerState.PROSPECT:
            continue
        key = crypto.unwrap(house.ports.master_key, keys[customer.id], customer.id)
        number, phone = sealing.opened(key, customer, "number"), sealing.opened(key, customer, "phone")
        assert number
        assert phone
        assert number_formats.phone(phone) == phone
        if customer.kind is CustomerKind.PERSON:
            assert number_formats.identity_problem(number, TODAY) is None
        else:
            assert number_formats.credit_code_problem(number) is None
            assert sealing.opened(key, customer, "legal_representative")
