"""From prospect to customer: what is checked, what is sealed, what is on record."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditRecord
from server.customers import rules, sealing, service
from server.customers.errors import (
    AmountUnsound,
    ConsentMissing,
    IdentityMismatch,
    NameUnsound,
    NotProspect,
    NumberUnsound,
    PhoneUnsound,
)
from server.customers.models import Consent, Customer, CustomerExposure, CustomerKind, CustomerState, IdentityClaim
from server.kit import crypto
from server.kit.data_keys import CustomerKey
from server.kit.errors import Denied, DomainError, NotFound
from tests.factories.customers import credit_code, identity_number, plant_customer, plant_prospect
from tests.factories.documents import plant_confirmed_identity
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import MASTER_KEY, id_of

NAME, NUMBER, PHONE = "王小明", identity_number(900), "13800000001"
PERSON: dict[str, Any] = {
    "kind": CustomerKind.PERSON,
    "name": NAME,
    "id_number": NUMBER,
    "phone": PHONE,
    "income_monthly_fen": 2_000_000,
    "debt_monthly_fen": 100_000,
    "consent": True,
}


async def row_of(owner: AsyncSession, customer_id: UUID) -> Customer:
    await owner.rollback()
    found = select(Customer).where(Customer.id == customer_id).execution_options(populate_existing=True)
    return (await owner.execute(found)).scalar_one()


async def test_a_prospect_has_an_id_a_key_and_an_exposure_of_nothing(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer_id = await service.begin_prospect(await as_staff("officer.east1"))
    customer = await row_of(owner, customer_id)
    assert (customer.state, customer.branch_id, customer.officer_id) == (
        CustomerState.PROSPECT,
        id_of("east-1"),
        id_of("officer.east1"),
    )
    exposure = (await owner.execute(select(CustomerExposure))).scalar_one()
    assert (exposure.customer_id, exposure.outstanding_fen, exposure.committed_fen) == (customer_id, 0, 0)
    key = (await owner.execute(select(CustomerKey))).scalar_one()
    assert len(crypto.unwrap(MASTER_KEY, key.wrapped, customer_id)) == crypto.KEY_BYTES


async def test_a_prospect_is_not_opened_in_a_foreign_branch(as_staff: AsStaff, owner: AsyncSession) -> None:
    with pytest.raises(NotFound) as refusal:
        await service.begin_prospect(await as_staff("officer.east1"), branch_id=id_of("west-1"))
    assert refusal.value.field == "branchId"
    assert (await owner.execute(select(func.count()).select_from(Customer))).scalar_one() == 0


async def test_registering_seals_what_is_personal_and_keeps_masked_forms(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer = await as_staff("officer.east1")
    customer_id = await service.begin_prospect(officer)
    await service.register(fresh(officer), customer_id=customer_id, **PERSON)
    customer = await row_of(owner, customer_id)
    assert customer.state is CustomerState.ACTIVE
    assert (customer.name_masked, customer.name_sort) == ("王*明", "wxm")
    assert (customer.number_last4, customer.number_masked) == (NUMBER[-4:], f"{NUMBER[:6]}********{NUMBER[-4:]}")
    assert (customer.phone_masked, customer.phone_last4) == ("138****0001", "0001")
    assert (customer.birth_year, customer.version) == (1985, 2)
    stored = (await owner.execute(text("SELECT t::text FROM customers AS t"))).scalar_one()
    audited = (await owner.execute(text("SELECT string_agg(t::text, '') FROM audit_records AS t"))).scalar_one()
    keys = (await owner.execute(text("SELECT string_agg(t::text, '') FROM idempotency_keys AS t"))).scalar_one()
    for clear in (NAME, NUMBER, PHONE):
        assert clear not in stored + audited + keys
        assert clear.encode().hex() not in stored
    wrapped = (await owner.execute(select(CustomerKey.wrapped))).scalar_one()
    key = crypto.unwrap(MASTER_KEY, wrapped, customer_id)
    assert [sealing.opened(key, customer, part) for part in ("name", "number", "phone")] == [NAME, NUMBER, PHONE]
    consent = (await owner.execute(select(Consent))).scalar_one()
    assert (consent.purpose, consent.taken_by) == ("personal_data", id_of("officer.east1"))


async def test_a_sealed_cell_does_not_open_in_another_customers_row(owner: AsyncSession) -> None:
    one, other = await plant_customer(owner), await plant_customer(owner)
    foreign = (await row_of(owner, other.customer_id)).name_cipher
    row = await row_of(owner, one.customer_id)
    assert sealing.opened(one.key, row, "name") == one.name
    row.name_cipher = foreign
    with pytest.raises(crypto.DecryptionError):
        sealing.opened(one.key, row, "name")


async def test_missing_income_stays_missing(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer = await as_staff("officer.east1")
    customer_id = await service.begin_prospect(officer)
    without = PERSON | {"income_monthly_fen": None, "debt_monthly_fen": None}
    await service.register(fresh(officer), customer_id=customer_id, **without)
    customer = await row_of(owner, customer_id)
    assert (customer.income_monthly_fen, customer.debt_monthly_fen) == (None, None)


async def test_a_company_is_registered_by_its_credit_code_and_representative(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer = await as_staff("officer.east1")
    customer_id = await service.begin_prospect(officer)
    company = {"kind": CustomerKind.COMPANY, "name": "新城贸易有限公司", "credit_code": credit_code(1).lower()}
    rest = {"phone": PHONE, "legal_representative": NAME, "consent": True}
    await service.register(fresh(officer), customer_id=customer_id, **company, **rest)  # type: ignore[arg-type]  # kind beside texts
    customer = await row_of(owner, customer_id)
    assert (customer.kind, customer.name_masked, customer.name_sort) == (
        CustomerKind.COMPANY,
        "新城贸易有限公司",
        "xcmyyxgs",
    )
    assert (customer.number_last4, customer.birth_year) == (credit_code(1)[-4:], None)
    assert customer.legal_representative_cipher is not None


UNSOUND: list[tuple[dict[str, object], type[DomainError], str]] = [
    ({"consent": False}, ConsentMissing, "consent"),
    ({"name": " "}, NameUnsound, "name"),
    ({"name": "王\x00明"}, NameUnsound, "name"),
    ({"name": "王" * 61}, NameUnsound, "name"),
    ({"id_number": "110101199003079818"}, NumberUnsound, "idNumber"),
    ({"id_number": None}, NumberUnsound, "idNumber"),
    ({"phone": "12345"}, PhoneUnsound, "phone"),
    ({"income_monthly_fen": -1}, AmountUnsound, "incomeMonthly"),
    ({"debt_monthly_fen": 10**15 + 1}, AmountUnsound, "debtMonthly"),
    ({"kind": CustomerKind.COMPANY, "credit_code": "x"}, NumberUnsound, "creditCode"),
    (
        {"kind": CustomerKind.COMPANY, "credit_code": credit_code(2), "legal_representative": ""},
        NameUnsound,
        "legalRepresentative",
    ),
]


async def test_bad_input_is_refused_by_field_and_nothing_is_written(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer = await as_staff("officer.east1")
    customer_id = await service.begin_prospect(officer)
    for change, error, field in UNSOUND:
        with pytest.raises(error) as refusal:
            await service.register(fresh(officer), customer_id=customer_id, **(PERSON | change))
        assert refusal.value.field == field, change
        customer = await row_of(owner, customer_id)
        assert (customer.state, customer.name_cipher, customer.version) == (CustomerState.PROSPECT, None, 1)
        assert (await owner.execute(select(func.count()).select_from(IdentityClaim))).scalar_one() == 0
        assert (await owner.execute(select(func.count()).select_from(Consent))).scalar_one() == 0


@pytest.mark.parametrize(
    ("number", "word_zh", "word_en"),
    [
        ("123", "18位", "18 characters"),
        ("990101199003079818", "地区", "region"),
        ("110101209903079818", "出生日期", "birth"),
        ("110101199003079818", "校验位", "check digit"),
    ],
)
def test_an_unsound_number_is_told_in_words(number: str, word_zh: str, word_en: str) -> None:
    with pytest.raises(NumberUnsound) as refusal:
        rules.sound_id_number(number, date(2026, 3, 2))
    assert word_zh in refusal.value.message_zh
    assert word_en in refusal.value.message_en


@pytest.mark.parametrize("code", ["123", "Z" * 18, "91Z101" + "0" * 12, "911101" + "0" * 12])
def test_an_unsound_credit_code_is_told_in_words(code: str) -> None:
    with pytest.raises(NumberUnsound) as refusal:
        rules.sound_credit_code(code)
    assert str(refusal.value.facts["reason"]) not in refusal.value.message_zh


async def test_a_customer_is_registered_once(as_staff: AsStaff, owner: AsyncSession) -> None:
    planted = await plant_customer(owner)
    with pytest.raises(NotProspect):
        await service.register(await as_staff("officer.east1"), customer_id=planted.customer_id, **PERSON)
    assert (await row_of(owner, planted.customer_id)).number_last4 == planted.number[-4:]


async def test_the_number_must_be_the_one_on_the_confirmed_card(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer = await as_staff("officer.east1")
    prospect = await plant_prospect(owner)
    await plant_confirmed_identity(owner, prospect)
    with pytest.raises(IdentityMismatch) as refusal:
        await service.register(officer, customer_id=prospect.customer_id, **PERSON)
    assert refusal.value.field == "idNumber"
    assert (await row_of(owner, prospect.customer_id)).state is CustomerState.PROSPECT
    await service.register(
        fresh(officer), customer_id=prospect.customer_id, **(PERSON | {"id_number": prospect.number})
    )
    assert (await row_of(owner, prospect.customer_id)).state is CustomerState.ACTIVE


@pytest.mark.parametrize("login", ["officer.east2", "officer.west1"])
async def test_a_foreign_prospect_is_not_found(as_staff: AsStaff, owner: AsyncSession, login: str) -> None:
    prospect = await plant_prospect(owner)
    with pytest.raises(NotFound):
        await service.register(await as_staff(login), customer_id=prospect.customer_id, **PERSON)
    assert (await row_of(owner, prospect.customer_id)).state is CustomerState.PROSPECT


async def test_who_does_not_take_in_customers_registers_none(as_staff: AsStaff, owner: AsyncSession) -> None:
    prospect = await plant_prospect(owner)
    for login in ("manager.east", "finance.hq", "auditor.hq"):
        caller = await as_staff(login)
        with pytest.raises(Denied):
            await service.register(caller, customer_id=prospect.customer_id, **PERSON)
        with pytest.raises(Denied):
            await service.begin_prospect(fresh(caller))
    assert (await owner.execute(select(func.count()).select_from(Customer))).scalar_one() == 1


async def test_an_unknown_customer_is_not_found_by_field(as_staff: AsStaff, owner: AsyncSession) -> None:
    with pytest.raises(NotFound) as refusal:
        await service.register(await as_staff("officer.east1"), customer_id=uuid4(), **PERSON)
    assert refusal.value.field == "customerId"
    [record] = (await owner.execute(select(AuditRecord))).scalars().all()
    assert record.code == "object.not_found"
