"""A seeded house can be worked in: people log in, see what is theirs, and every file goes on from where it stands."""

import io
from datetime import UTC
from hashlib import sha256
from typing import Any

from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application, ApplicationFinding
from server.applications.rules import ApplicationState
from server.applications.service import start, submit
from server.approvals.models import ApprovalCase
from server.approvals.rules import CaseDecision, CaseState, Tier
from server.approvals.service import decide
from server.contracts.models import Contract
from server.contracts.service import draw_up, open_pdf, pdf_of
from server.custody.models import PaymentOrder
from server.custody.rules import OrderState
from server.customers.models import Customer, CustomerExposure, CustomerKind
from server.documents.intake import picture
from server.documents.models import Document
from server.identity import catalogue as posts
from server.identity.models import Branch
from server.kit.work import House
from server.loans.disbursing import disburse
from server.loans.models import Loan
from server.loans.repaying import repay
from server.loans.rules import LoanState
from server.products.models import ProductVersion
from server.seeds.staff import POSTS, holders, id_of, logins
from tests.fixtures.asking import ALL, ask, row_ids
from tests.fixtures.house import fresh
from tests.server.seeds.conftest import TODAY, LogIn

LIST = "query ($first: Int!) { applications(first: $first) { nodes { branch { code } } totalCount } }"
INBOX = "query ($first: Int!) { approvalInbox(first: $first) { nodes { id } } }"


async def first(owner: AsyncSession, model: Any, *conditions: Any) -> Any:
    """The oldest row that is so."""
    found = (await owner.execute(select(model).where(*conditions).order_by(model.id))).scalars().first()
    assert found is not None
    return found


async def test_there_is_a_log_in_for_every_position_and_it_opens(log_in: LogIn) -> None:
    shown = logins()
    assert [each["role"] for each in shown] == [spec.code for spec in posts.POSITIONS]
    assert shown == logins()
    for each in shown:
        caller = await log_in(each["login"])
        assert each["role"] in caller.actor.positions
        wants_code = each["role"] in {
            posts.REGIONAL_MANAGER,
            posts.COMMITTEE,
            posts.FINANCE,
            posts.FINANCE_CHECKER,
        }
        assert bool(each["totp_secret"]) == wants_code


async def test_everybody_sees_his_own_part_of_the_book(owner: AsyncSession, log_in: LogIn) -> None:
    total = (await owner.execute(select(func.count()).select_from(Application))).scalar_one()
    seen = {}
    for post in (holders(posts.OFFICER)[0], holders(posts.REGIONAL_MANAGER)[0], holders(posts.COMMITTEE)[0]):
        page = (await ask(await log_in(post.login), LIST, first=ALL))["applications"]
        seen[post.login] = page["totalCount"]
        for row in page["nodes"]:
            branch = await first(owner, Branch, Branch.code == row["branch"]["code"])
            assert post.place in {"hq", branch.code} or branch.parent_id == id_of(post.place)
    officer, manager, committee = seen.values()
    assert 0 < officer < manager < committee == total


async def test_every_open_case_waits_for_somebody_who_may_decide_it(owner: AsyncSession, log_in: LogIn) -> None:
    waiting = set((await owner.execute(select(ApprovalCase.id).where(ApprovalCase.state == CaseState.OPEN))).scalars())
    reached = set()
    for position in (posts.REVIEWER, posts.REGIONAL_MANAGER, posts.COMMITTEE):
        for post in holders(position):
            reached |= set(row_ids((await ask(await log_in(post.login), INBOX, first=ALL))["approvalInbox"]))
    assert waiting
    assert reached == waiting


async def test_a_waiting_case_can_be_approved(owner: AsyncSession, log_in: LogIn) -> None:
    manager = await log_in(holders(posts.REGIONAL_MANAGER)[0].login)
    waiting = row_ids((await ask(manager, INBOX, first=1))["approvalInbox"])
    case = await first(owner, ApprovalCase, ApprovalCase.id.in_(waiting))
    await decide(manager, case_id=case.id, decision=CaseDecision.APPROVE, reason="同意", expected_version=case.version)
    application = await first(owner, Application, Application.id == case.subject_id)
    assert application.state in {ApplicationState.APPROVED, ApplicationState.IN_REVIEW}
    if application.state is ApplicationState.IN_REVIEW:
        assert application.tier is Tier.COMMITTEE


async def test_a_clean_application_of_thirty_thousand_passes_by_itself(owner: AsyncSession, log_in: LogIn) -> None:
    rows = await owner.execute(
        select(Customer)
        .join(CustomerExposure, CustomerExposure.customer_id == Customer.customer_id)
        .where(
            CustomerExposure.committed_fen + CustomerExposure.outstanding_fen == 0,
            CustomerExposure.group_id.is_(None),
            Customer.kind == CustomerKind.PERSON,
            Customer.birth_year < TODAY.year - 23,
            Customer.income_monthly_fen > 1_000_000,
            Customer.debt_monthly_fen < 200_000,
        )
    )
    customer = rows.scalars().first()
    assert customer is not None
    officer = await log_in(next(post.login for post in POSTS if post.id == customer.officer_id))
    version = await first(
        owner, ProductVersion, ProductVersion.product_code == "biz_equal", ProductVersion.effective_until.is_(None)
    )
    asked = {"amount_fen": 3_000_000, "term_months": 12}
    application_id = await start(
        officer, customer_id=customer.id, product_version_id=version.id, purpose="equipment", **asked
    )
    await submit(fresh(officer), application_id=application_id, expected_version=1, reason="经营稳定", **asked)
    application = await first(owner, Application, Application.id == application_id)
    assert (application.state, application.tier) == (ApplicationState.APPROVED, Tier.AUTOMATIC)
    findings = select(ApplicationFinding).where(ApplicationFinding.application_id == application_id)
    assert (await owner.execute(findings)).all() == []


async def test_an_approved_application_can_be_contracted(owner: AsyncSession, log_in: LogIn) -> None:
    application = await first(owner, Application, Application.state == ApplicationState.APPROVED)
    officer = await log_in(next(post.login for post in POSTS if post.id == application.officer_id))
    assert await draw_up(officer, application_id=application.id)


async def test_signed_applications_and_failed_payments_can_be_paid_out(owner: AsyncSession, log_in: LogIn) -> None:
    finance = await log_in(holders(posts.FINANCE)[0].login)
    failed = await first(owner, Loan, Loan.state == LoanState.PENDING_DISBURSEMENT)
    pending = await first(owner, Application, Application.id == failed.application_id)
    loan_id = await disburse(finance, application_id=pending.id, expected_version=pending.version)
    assert loan_id == failed.id
    known = select(Loan.application_id)
    signed = await first(
        owner, Application, Application.state == ApplicationState.CONTRACTED, Application.id.not_in(known)
    )
    assert await disburse(fresh(finance), application_id=signed.id, expected_version=signed.version)
    owner.expunge_all()
    on_the_way = await owner.execute(select(PaymentOrder).where(PaymentOrder.state == OrderState.CREATED))
    assert {order.amount_fen for order in on_the_way.scalars()} == {pending.amount_fen, signed.amount_fen}


async def test_a_running_loan_takes_a_repayment(owner: AsyncSession, log_in: LogIn) -> None:
    loan = await first(owner, Loan, Loan.state == LoanState.ACTIVE, Loan.outstanding_fen > 200_000)
    finance = await log_in(holders(posts.FINANCE)[0].login)
    assert await repay(finance, loan_id=loan.id, amount_fen=150_000, paid_on=TODAY, reference="test-1")


async def test_the_picture_of_a_paper_is_the_specimen(owner: AsyncSession, log_in: LogIn) -> None:
    document = await first(owner, Document)
    officer = await log_in(next(post.login for post in POSTS if post.id == document.officer_id))
    shown = await picture(officer, document_id=document.id)
    assert shown.media_type == document.media_type
    assert len(shown.data) == document.size_bytes
    with Image.open(io.BytesIO(shown.data)) as image:
        assert image.size == (document.width, document.height)


async def test_the_paper_of_a_contract_opens(owner: AsyncSession, log_in: LogIn, seeded_house: House) -> None:
    contract = await first(owner, Contract)
    officer = await log_in(next(post.login for post in POSTS if post.id == contract.officer_id))
    blob, key, contract_id = await pdf_of(officer, contract_id=contract.id)
    clear = open_pdf(await seeded_house.ports.storage.get(blob), key, contract_id)
    assert clear.startswith(b"%PDF")
    assert sha256(clear).hexdigest() == contract.pdf_digest


async def test_five_products_are_offered_today_and_since_long(owner: AsyncSession, log_in: LogIn) -> None:
    officer = await log_in(holders(posts.OFFICER)[0].login)
    shown = (await ask(officer, "{ products { code method } }"))["products"]
    assert [(product["code"], product["method"]) for product in shown] == [
        ("biz_equal", "EQUAL_INSTALMENT"),
        ("biz_interest_first", "INTEREST_ONLY"),
        ("consumer_principal", "EQUAL_PRINCIPAL"),
        ("credit_line", "DRAW_AS_YOU_GO"),
        ("farm_principal", "EQUAL_PRINCIPAL"),
    ]
    oldest = (await owner.execute(select(func.min(Application.created_at)))).scalar_one()
    begins = (await owner.execute(select(func.max(ProductVersion.effective_from)))).scalar_one()
    assert begins < oldest.astimezone(UTC).date()
