"""Who lets money out: a second person where the lender asks, the cut-off, suppliers paid in the borrower's place."""

import asyncio
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from server.applications.models import Application
from server.custody.models import FundingAccount, PaymentOrder
from server.custody.payout.channels import set_channel
from server.custody.payout.entrusting import Supplier, confirm_payee, withdraw_payee
from server.custody.payout.errors import (
    AfterCutOff,
    CutOffUnsound,
    EntrustedPaymentRequired,
    NotWaiting,
    OwnRelease,
    PayeeNotConfirmed,
    PayeeRecorded,
    PayeeUnsound,
)
from server.custody.payout.releasing import refuse_payment, release_payment
from server.custody.payout.rules import SECOND_PERSON, SELF_PAYMENT_LIMIT, Channel
from server.custody.rules import OrderState
from server.kit.errors import Denied, NotFound
from server.loans.entrusting import entrust_payee
from server.reference.models import LenderFigure
from tests.factories.customers import PLANTED_AT, plant_customer
from tests.factories.documents import plant_document
from tests.fixtures.house import fresh
from tests.fixtures.world import id_of
from tests.server.loans.conftest import Lender

SUPPLIER = Supplier("城南农机经营部", "6217 0099 0000 0012 345", "农商银行", "购买收割机")


async def figure(lender: Lender, code: str, value: int) -> None:
    row = {"id": UUID(int=value + len(code)), "code": code, "effective_from": date(2026, 1, 1), "value": Decimal(value)}
    await lender.owner.execute(insert(LenderFigure).values(**row, note="n", set_by=id_of("risk.hq"), set_at=PLANTED_AT))
    await lender.owner.commit()


async def account(lender: Lender, **columns: object) -> None:
    found = (await lender.owner.execute(select(FundingAccount))).scalar_one()
    for name, value in columns.items():
        setattr(found, name, value)
    await lender.owner.commit()


async def entrusted(lender: Lender, amount_fen: int = 3_000_000) -> tuple[UUID, UUID]:
    """An application, and the supplier recorded for it."""
    customer = await plant_customer(lender.owner)
    application_id = await lender.ready(amount_fen, customer=customer)
    document_id = await plant_document(lender.owner, customer)
    officer = fresh(await lender.caller("officer.east1"))
    payee_id = await entrust_payee(officer, application_id=application_id, document_id=document_id, supplier=SUPPLIER)
    return application_id, payee_id


async def test_where_the_lender_asks_a_second_person_lets_the_order_go(lender: Lender) -> None:
    await figure(lender, SECOND_PERSON, 1)
    loan_id = await lender.disburse(await lender.ready())
    await lender.work()
    assert lender.bank.sent == []
    order = await lender.order(loan_id)
    with pytest.raises(Denied):
        await release_payment(fresh(await lender.caller("finance.hq")), order_id=order.id)
    callers = [fresh(await lender.caller("checker.hq")) for _ in range(2)]
    done = await asyncio.gather(
        *(release_payment(caller, order_id=order.id) for caller in callers), return_exceptions=True
    )
    assert [type(each) for each in done if isinstance(each, Exception)] == [NotWaiting]
    await lender.work(2)
    assert [sent.number for sent in lender.bank.sent] == [order.number]
    assert (await lender.order(loan_id)).state is OrderState.SETTLED


async def test_who_paid_a_loan_out_does_not_release_it(lender: Lender) -> None:
    await figure(lender, SECOND_PERSON, 1)
    loan_id = await lender.disburse(await lender.ready(), caller=await lender.caller("checker.hq"))
    with pytest.raises(OwnRelease):
        await release_payment(fresh(await lender.caller("checker.hq")), order_id=(await lender.order(loan_id)).id)
    await lender.work()
    assert lender.bank.sent == []


async def test_a_refused_payment_may_be_made_anew(lender: Lender) -> None:
    await figure(lender, SECOND_PERSON, 1)
    application_id = await lender.ready()
    loan_id = await lender.disburse(application_id)
    first = await lender.order(loan_id)
    await refuse_payment(fresh(await lender.caller("checker.hq")), order_id=first.id, reason="账号有误")
    with pytest.raises(NotWaiting):
        await release_payment(fresh(await lender.caller("checker.hq")), order_id=first.id)
    assert await lender.disburse(application_id) == loan_id
    orders = (await lender.owner.execute(select(PaymentOrder.number, PaymentOrder.state))).all()
    assert sorted(state for _, state in orders) == [OrderState.CREATED, OrderState.FAILED]
    assert len({number for number, _ in orders}) == len(orders)


async def test_without_the_figure_orders_go_out_as_ever(lender: Lender) -> None:
    await lender.disburse(await lender.ready())
    await lender.work()
    assert len(lender.bank.sent) == 1


async def test_after_the_cut_off_nothing_goes_out_over_the_link(lender: Lender) -> None:
    application_id = await lender.ready()
    before = await lender.everything()
    await account(lender, cut_off_minute=12 * 60)
    with pytest.raises(AfterCutOff):
        await lender.disburse(application_id)
    assert await lender.everything() == before
    await account(lender, cut_off_minute=12 * 60 + 1)
    await lender.disburse(application_id)


async def test_a_supplier_whom_two_have_vouched_for_is_paid(lender: Lender) -> None:
    application_id, payee_id = await entrusted(lender)
    with pytest.raises(PayeeNotConfirmed):
        await lender.disburse(application_id)
    await confirm_payee(fresh(await lender.caller("finance.hq")), payee_id=payee_id)
    loan_id = await lender.disburse(application_id)
    await lender.work()
    [sent] = lender.bank.sent
    assert (sent.payee_account, sent.payee_name) == ("6217009900000012345", "城南农机经营部")
    assert (await lender.order(loan_id)).entrusted_payee_id == payee_id


async def test_a_withdrawn_supplier_makes_room_for_another(lender: Lender) -> None:
    application_id, payee_id = await entrusted(lender)
    await withdraw_payee(fresh(await lender.caller("checker.hq")), payee_id=payee_id)
    await lender.disburse(application_id)
    await lender.work()
    assert lender.bank.sent[0].payee_name != SUPPLIER.name


@pytest.mark.parametrize(("principal_fen", "required"), [(50_000_000, False), (50_000_001, True)])
async def test_a_bank_partners_money_above_the_limit_of_law_goes_to_a_supplier(
    lender: Lender, principal_fen: int, *, required: bool
) -> None:
    application_id = await lender.ready(principal_fen)
    await account(lender, is_bank_partner=True)
    if required:
        with pytest.raises(EntrustedPaymentRequired):
            await lender.disburse(application_id)
    else:
        await lender.disburse(application_id)


async def test_the_lender_may_set_a_limit_for_all(lender: Lender) -> None:
    await figure(lender, SELF_PAYMENT_LIMIT, 2_999_999)
    with pytest.raises(EntrustedPaymentRequired):
        await lender.disburse(await lender.ready())
    application_id, payee_id = await entrusted(lender)
    await confirm_payee(fresh(await lender.caller("finance.hq")), payee_id=payee_id)
    await lender.disburse(application_id)


async def test_a_supplier_is_recorded_once_with_evidence_of_the_same_customer(lender: Lender) -> None:
    customer = await plant_customer(lender.owner)
    application_id = await lender.ready(customer=customer)
    own = await plant_document(lender.owner, customer)
    strange = await plant_document(lender.owner, await plant_customer(lender.owner))
    officer = await lender.caller("officer.east1")
    given = {"application_id": application_id, "supplier": SUPPLIER}
    with pytest.raises(NotFound):
        await entrust_payee(fresh(officer), document_id=strange, **given)  # type: ignore[arg-type]  # two kinds
    for spoilt in (Supplier(" ", "62170099", "农商", "x1"), Supplier("甲乙", "6217-99", "农商", "x1")):
        with pytest.raises(PayeeUnsound):
            await entrust_payee(fresh(officer), application_id=application_id, document_id=own, supplier=spoilt)
    await entrust_payee(fresh(officer), document_id=own, **given)  # type: ignore[arg-type]  # as above
    with pytest.raises(PayeeRecorded):
        await entrust_payee(fresh(officer), document_id=own, **given)  # type: ignore[arg-type]  # as above
    assert (await lender.owner.execute(select(Application.id).where(Application.id == application_id))).scalar_one()


async def test_a_channel_is_set_with_a_profile_and_a_time_of_the_day(lender: Lender) -> None:
    given = {"funding_account_id": lender.funding_account_id, "channel": Channel.FILE}
    risk = await lender.caller("risk.hq")
    with pytest.raises(CutOffUnsound):
        await set_channel(fresh(risk), **given, file_profile="county_csv_gbk", cut_off="24:00")  # type: ignore[arg-type]  # two kinds
    with pytest.raises(Denied):
        await set_channel(fresh(await lender.caller()), **given, file_profile="county_csv_gbk")  # type: ignore[arg-type]  # as above
    await set_channel(fresh(risk), **given, file_profile="county_xlsx_fen", cut_off="16:30")  # type: ignore[arg-type]  # as above
    await lender.owner.rollback()
    found = (await lender.owner.execute(select(FundingAccount))).scalar_one()
    assert (found.channel, found.file_profile, found.cut_off_minute) == (Channel.FILE, "county_xlsx_fen", 990)
