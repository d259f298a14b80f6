"""Loans in every state: applications ready to be paid out, running loans whose books agree, and many at once."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.applications.rules import ApplicationState, Content, content_hash, terms_of
from server.contracts.models import Contract, ContractNumber, ContractState
from server.custody.models import PaymentOrder
from server.custody.rules import OrderState
from server.customers.models import CustomerExposure
from server.customers.sealing import account_columns
from server.kit.clock import SHANGHAI
from server.kit.ids import SystemIds
from server.ledger import rules as books
from server.loans.journal.models import LoanAct, LoanPlan
from server.loans.keeping import as_plan, dated, kept, served
from server.loans.models import UNTOUCHED, Instalment, Loan, LoanNumber
from server.loans.rules import ActKind, LoanState
from server.products.models import ProductVersion
from server.terms.schedules import schedule
from tests.factories import ledger
from tests.factories.applications import application_row
from tests.factories.custody import plant_order
from tests.factories.customers import Planted
from tests.fixtures.world import MASTER_KEY, id_of

SIGNED_AT = datetime(2026, 2, 15, tzinfo=UTC)
_ids = SystemIds()


@dataclass(frozen=True)
class PlantedLoan:
    """A planted loan and what stands around it."""

    loan_id: UUID
    customer: Planted
    application_id: UUID
    order: PaymentOrder
    principal_fen: int


async def plant_contracted(
    owner: AsyncSession, customer: Planted, version_id: UUID, *, amount_fen: int = 3_000_000, **over: Any
) -> UUID:
    """An application that is approved, still what was approved, committed, and signed. `over` spoils the contract."""
    row = application_row(
        version_id,
        ApplicationState.CONTRACTED,
        amount_fen=amount_fen,
        requested_amount_fen=amount_fen,
        started_by=customer.officer_id,
        editors=[customer.officer_id],
        account_id=customer.account_id,
    )
    assert customer.account_id is not None
    assert customer.account_number is not None
    sealed = account_columns(MASTER_KEY, customer.key, customer.account_id, customer.account_number, customer.phone)
    content = Content(
        row["id"],
        customer.customer_id,
        version_id,
        amount_fen,
        row["term_months"],
        row["purpose"],
        f"{customer.account_id}:{sealed['number_index'].hex()}",
    )
    row["approved_hash"] = content_hash(content)
    await owner.execute(insert(Application).values(**customer.owner_columns, **row))
    await _commit(owner, customer, amount_fen, 0)
    await _sign(owner, customer, row, version_id, over)
    await owner.commit()
    application_id: UUID = row["id"]
    return application_id


async def _commit(owner: AsyncSession, customer: Planted, committed_fen: int, outstanding_fen: int) -> None:
    own = update(CustomerExposure).where(CustomerExposure.customer_id == customer.customer_id)
    await owner.execute(
        own.values(
            committed_fen=CustomerExposure.committed_fen + committed_fen,
            outstanding_fen=CustomerExposure.outstanding_fen + outstanding_fen,
        )
    )


async def _sign(
    owner: AsyncSession, customer: Planted, application: dict[str, Any], version_id: UUID, over: dict[str, Any]
) -> None:
    version = (await owner.execute(select(ProductVersion).where(ProductVersion.id == version_id))).scalar_one()
    terms = terms_of(version, application["amount_fen"], application["term_months"], SIGNED_AT.date())
    agreed = {
        "principal_fen": application["amount_fen"],
        "term_months": application["term_months"],
        "method": version.method.value,
        "rate_annual": str(version.rate_annual),
        "rows": [{"fee_fen": row.fee_fen} for row in schedule(terms)],
    }
    contract: dict[str, Any] = {
        "id": uuid4(),
        "number": _ids.number(),
        "application_id": application["id"],
        "state": ContractState.SIGNED,
        "terms": agreed | over.pop("terms", {}),
        "terms_hash": b"0" * 32,
        "evidence": {"planted": True},
        "drawn_by": customer.officer_id,
        "drawn_at": SIGNED_AT,
        "signed_at": SIGNED_AT,
        "version": 1,
        **over,
    }
    await owner.execute(insert(Contract).values(**customer.owner_columns, **contract))
    await owner.execute(insert(ContractNumber).values(number=contract["number"], contract_id=contract["id"]))


async def plant_loan(
    owner: AsyncSession,
    customer: Planted,
    version_id: UUID,
    funding_account_id: UUID,
    *,
    principal_fen: int = 3_000_000,
    disbursed_on: date = date(2026, 2, 16),
) -> PlantedLoan:
    """A running loan, nothing of it repaid: schedule, settled order, exposure and ledger all say the same."""
    application_id = await plant_contracted(owner, customer, version_id, amount_fen=principal_fen)
    application = update(Application).where(Application.id == application_id)
    await owner.execute(application.values(state=ApplicationState.DISBURSED))
    await _commit(owner, customer, -principal_fen, principal_fen)
    loan_id, at = uuid4(), datetime.combine(disbursed_on, datetime.min.time(), SHANGHAI).astimezone(UTC)
    order = await plant_order(
        owner,
        customer,
        funding_account_id,
        amount_fen=principal_fen,
        state=OrderState.SETTLED,
        loan_id=loan_id,
        at=at,
        attempts=0,
        sent_at=None,
    )
    row = await _loan_row(owner, application_id, version_id, funding_account_id)
    await _write(owner, customer, row | {"id": loan_id}, order.id, disbursed_on)
    place = books.Place(customer.customer_id, customer.branch_id, funding_account_id, loan_id)
    entry = books.loan_disbursed(order.id, place, principal_fen, booked_on=disbursed_on, value_on=disbursed_on)
    await ledger.send(owner, [ledger.plain(entry)])
    await owner.commit()
    return PlantedLoan(loan_id, customer, application_id, order, principal_fen)


async def _loan_row(
    owner: AsyncSession, application_id: UUID, version_id: UUID, funding_account_id: UUID
) -> dict[str, Any]:
    application = (await owner.execute(select(Application).where(Application.id == application_id))).scalar_one()
    contract = (await owner.execute(select(Contract).where(Contract.application_id == application_id))).scalar_one()
    version = (await owner.execute(select(ProductVersion).where(ProductVersion.id == version_id))).scalar_one()
    return {
        "number": _ids.number(),
        "application_id": application_id,
        "contract_id": contract.id,
        "product_version_id": version_id,
        "funding_account_id": funding_account_id,
        "principal_fen": application.amount_fen,
        "term_months": application.term_months,
        "rate_annual": version.rate_annual,
        "method": version.method,
        "convention": version.convention,
        "penalty_multiple": version.penalty_multiple,
        **served(version),
        "acts": 1,
        "written_off_fen": 0,
        "excess_fen": 0,
        "state": LoanState.ACTIVE,
        "outstanding_fen": application.amount_fen,
        "opened_by": id_of("finance.hq"),
        "opened_at": SIGNED_AT,
        "version": 2,
        "fee_share": version.fee_share,
    }


@dataclass
class _Offer:
    method: Any
    rate_annual: Decimal
    convention: str
    fee_share: Decimal
    plan: dict[str, Any] = field(default_factory=dict)


async def _write(owner: AsyncSession, customer: Planted, row: dict[str, Any], act_id: UUID, disbursed_on: date) -> None:
    offer = _Offer(row["method"], row["rate_annual"], row["convention"], row.pop("fee_share"))
    terms = terms_of(offer, row["principal_fen"], row["term_months"], disbursed_on)
    rows = dated(disbursed_on, schedule(terms))
    dates = {"disbursed_on": disbursed_on, "next_due_on": rows[0]["due_on"], "plan": kept(terms)}
    await owner.execute(insert(Loan).values(**customer.owner_columns, **row, **dates))
    await owner.execute(insert(LoanNumber).values(number=row["number"]))
    own = customer.owner_columns | {"loan_id": row["id"]}
    act: dict[str, Any] = {
        "id": act_id,
        "number": 1,
        "kind": ActKind.DISBURSEMENT,
        "value_on": disbursed_on,
        "booked_on": disbursed_on,
        "amount_fen": row["principal_fen"],
        "detail": {},
        "recorded_by": row["opened_by"],
        "recorded_at": row["opened_at"],
    }
    await owner.execute(insert(LoanAct).values(**own, **act))
    plan = {"id": _ids.new(), "number": 1, "act_id": act_id, "rows": as_plan(rows)}
    await owner.execute(insert(LoanPlan).values(**own, **plan))
    await owner.execute(insert(Instalment), [own | UNTOUCHED | each | {"id": _ids.new()} for each in rows])
