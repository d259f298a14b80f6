"""Contacts, related parties and assets: sealed, masked, ended and never deleted; what is refused changes nothing."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.errors import NameUnsound, NotRegistered, NumberUnsound, PhoneUnsound, ReasonMissing
from server.customers.rating.models import ProfileFact
from server.customers.relations import assets, contacts, parties
from server.customers.relations.errors import (
    AgreementUnsound,
    AssetUnsound,
    ContactIsCustomer,
    ContactKnown,
    EndedAlready,
    PartyIsCustomer,
    ShareUnsound,
    TooManyRows,
)
from server.customers.relations.models import (
    AssetKind,
    ContactKind,
    ContactRelation,
    CustomerAsset,
    CustomerContact,
    PartyKind,
    RelatedParty,
)
from server.kit.errors import Denied, DomainError, NotFound
from server.kit.work import Caller
from tests.factories.customers import (
    PLANTED_AT,
    Planted,
    identity_number,
    phone_number,
    plant_customer,
    plant_prospect,
)
from tests.factories.documents import plant_document
from tests.factories.relations import CONTACT_NAME, CONTACT_PHONE, plant_asset, plant_contact, plant_party
from tests.fixtures.api import digest
from tests.fixtures.house import AsStaff, fresh

TODAY = date(2026, 3, 2)
CONTACT: dict[str, Any] = {
    "kind": ContactKind.EMERGENCY,
    "relation": ContactRelation.SPOUSE,
    "name": CONTACT_NAME,
    "phone": CONTACT_PHONE,
    "agreed_on": TODAY,
}
PARTY: dict[str, Any] = {"kind": PartyKind.SPOUSE, "name": "赵大力"}
ASSET: dict[str, Any] = {
    "kind": AssetKind.VEHICLE,
    "description": "货车一辆",
    "value_fen": 9_000_000,
    "owed_fen": 0,
    "as_of": TODAY,
}


async def all_of(owner: AsyncSession, model: Any) -> list[Any]:
    owner.expunge_all()
    await owner.rollback()
    return list((await owner.execute(select(model).order_by(model.id))).scalars())


async def told_assets(owner: AsyncSession, customer_id: UUID) -> dict[str, Decimal | None]:
    """The fact `assets_fen` as each source has told it last."""
    await owner.rollback()
    wanted = select(ProfileFact.source, ProfileFact.number).where(
        ProfileFact.customer_id == customer_id, ProfileFact.code == "assets_fen"
    )
    rows = (await owner.execute(wanted.order_by(ProfileFact.recorded_at, ProfileFact.id))).all()
    return {row.source.value: row.number for row in rows}


async def test_a_contact_is_sealed_masked_and_revealed_for_a_reason(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, officer = await plant_customer(owner), await as_staff("officer.east1")
    await contacts.record_contact(officer, customer_id=customer.customer_id, **CONTACT)
    kept = (await all_of(owner, CustomerContact))[0]
    assert (kept.name_masked, kept.phone_masked, kept.agreed_on) == ("李*红", "199****0099", TODAY)
    assert CONTACT_PHONE.encode() not in kept.phone_cipher
    with pytest.raises(ReasonMissing):
        await contacts.reveal_contact(officer, contact_id=kept.id, reason=" ")
    clear = await contacts.reveal_contact(officer, contact_id=kept.id, reason="核实地址")
    assert clear == {"name": CONTACT_NAME, "phone": CONTACT_PHONE}
    await contacts.end_contact(fresh(officer), contact_id=kept.id)
    with pytest.raises(EndedAlready):
        await contacts.end_contact(fresh(officer), contact_id=kept.id)
    # ended, the same phone may be recorded anew; the old row stays
    await contacts.record_contact(fresh(officer), customer_id=customer.customer_id, **CONTACT)
    assert sorted(each.ended_at is None for each in await all_of(owner, CustomerContact)) == [False, True]


CONTACT_PROBLEMS: list[tuple[dict[str, Any], type[DomainError], str]] = [
    ({"name": "123"}, NameUnsound, "name"),
    ({"phone": "12345"}, PhoneUnsound, "phone"),
    ({"phone": "own"}, ContactIsCustomer, "phone"),
    ({"phone": "known"}, ContactKnown, "phone"),
    ({"agreed_on": date(2026, 3, 3)}, AgreementUnsound, "agreedOn"),
]


@pytest.mark.parametrize(("changes", "error", "field"), CONTACT_PROBLEMS)
async def test_an_unsound_contact_is_refused_by_its_field(
    as_staff: AsStaff, owner: AsyncSession, changes: dict[str, Any], error: type[DomainError], field: str
) -> None:
    customer = await plant_customer(owner)
    await plant_contact(owner, customer, phone=phone_number(7_777))
    phones = {"own": customer.phone, "known": phone_number(7_777)}
    given = CONTACT | changes
    given["phone"] = phones.get(given["phone"], given["phone"])
    officer = await as_staff("officer.east1")
    before = await digest(owner)
    with pytest.raises(error) as refused:
        await contacts.record_contact(officer, customer_id=customer.customer_id, **given)
    assert refused.value.field == field
    assert await digest(owner) == before


async def test_a_file_holds_so_many_contacts(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_customer(owner)
    for serial in range(contacts.CONTACTS_MAX):
        await plant_contact(owner, customer, phone=phone_number(60_000 + serial))
    with pytest.raises(TooManyRows):
        await contacts.record_contact(await as_staff("officer.east1"), customer_id=customer.customer_id, **CONTACT)


async def test_a_party_is_recorded_with_number_share_and_its_own_record(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, peer = await plant_customer(owner), await plant_customer(owner)
    officer = await as_staff("officer.east1")
    owned: dict[str, Any] = {"kind": PartyKind.SHAREHOLDER, "share": Decimal("0.35"), "related_id": peer.customer_id}
    await parties.record_party(officer, customer_id=customer.customer_id, name="赵大力", number=peer.number, **owned)
    kept = (await all_of(owner, RelatedParty))[0]
    assert (kept.share, kept.related_id, kept.name_masked) == (Decimal("0.35"), peer.customer_id, "赵*力")
    assert kept.number_masked is not None
    assert peer.number not in kept.number_masked
    await parties.end_party(fresh(officer), party_id=kept.id)
    assert (await all_of(owner, RelatedParty))[0].ended_by == officer.actor.id


PARTY_PROBLEMS: list[tuple[dict[str, Any], type[DomainError], str]] = [
    ({"number": "110101"}, NumberUnsound, "number"),
    ({"number": "own"}, PartyIsCustomer, "number"),
    ({"related_id": "own"}, PartyIsCustomer, "relatedId"),
    ({"related_id": "foreign"}, NotFound, "relatedId"),
    ({"share": Decimal("0.5")}, ShareUnsound, "share"),
    ({"kind": PartyKind.SHAREHOLDER, "share": Decimal(0)}, ShareUnsound, "share"),
    ({"kind": PartyKind.SHAREHOLDER, "share": Decimal("1.000001")}, ShareUnsound, "share"),
    ({"kind": PartyKind.SHAREHOLDER, "share": Decimal("NaN")}, ShareUnsound, "share"),
]


@pytest.mark.parametrize(("changes", "error", "field"), PARTY_PROBLEMS)
async def test_an_unsound_party_is_refused_by_its_field(
    as_staff: AsStaff, owner: AsyncSession, changes: dict[str, Any], error: type[DomainError], field: str
) -> None:
    customer, foreign = await plant_customer(owner), await plant_customer(owner, officer="officer.west1")
    given = PARTY | changes
    people = {"own": customer.customer_id, "foreign": foreign.customer_id}
    if "related_id" in given:
        given["related_id"] = people[given["related_id"]]
    if given.get("number") == "own":
        given["number"] = customer.number
    officer = await as_staff("officer.east1")
    before = await digest(owner)
    with pytest.raises(error) as refused:
        await parties.record_party(officer, customer_id=customer.customer_id, **given)
    assert refused.value.field == field
    assert await digest(owner) == before


async def test_the_sum_of_assets_is_a_fact_from_documents_where_all_are_proven(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, officer = await plant_customer(owner), await as_staff("officer.east1")
    paper = await plant_document(owner, customer)
    own = customer.customer_id
    await assets.record_asset(officer, customer_id=own, **ASSET, document_id=paper)
    assert await told_assets(owner, own) == {"document": Decimal(9_000_000), "told": None}
    await assets.record_asset(fresh(officer), customer_id=own, **(ASSET | {"value_fen": 1_000_000}))
    assert await told_assets(owner, own) == {"document": None, "told": Decimal(10_000_000)}
    unproven = next(each for each in await all_of(owner, CustomerAsset) if each.document_id is None)
    await assets.end_asset(fresh(officer), asset_id=unproven.id)
    assert await told_assets(owner, own) == {"document": Decimal(9_000_000), "told": None}


ASSET_PROBLEMS: list[tuple[dict[str, Any], type[DomainError], str]] = [
    ({"value_fen": 0}, AssetUnsound, "value"),
    ({"value_fen": 10**17}, AssetUnsound, "value"),
    ({"owed_fen": -1}, AssetUnsound, "owed"),
    ({"as_of": date(2026, 3, 3)}, AssetUnsound, "asOf"),
    ({"description": " "}, AssetUnsound, "description"),
    ({"document_id": "foreign"}, NotFound, "documentId"),
    ({"document_id": "none"}, NotFound, "documentId"),
]


@pytest.mark.parametrize(("changes", "error", "field"), ASSET_PROBLEMS)
async def test_an_unsound_asset_is_refused_by_its_field(
    as_staff: AsStaff, owner: AsyncSession, changes: dict[str, Any], error: type[DomainError], field: str
) -> None:
    customer, other = await plant_customer(owner), await plant_customer(owner)
    papers = {"foreign": await plant_document(owner, other), "none": uuid4()}
    given = ASSET | changes
    given["document_id"] = papers.get(given.get("document_id", ""))
    officer = await as_staff("officer.east1")
    before = await digest(owner)
    with pytest.raises(error) as refused:
        await assets.record_asset(officer, customer_id=customer.customer_id, **given)
    assert refused.value.field == field
    assert await digest(owner) == before


async def test_a_prospect_has_no_assets_yet(as_staff: AsStaff, owner: AsyncSession) -> None:
    prospect = await plant_prospect(owner)
    with pytest.raises(NotRegistered):
        await assets.record_asset(await as_staff("officer.east1"), customer_id=prospect.customer_id, **ASSET)


async def test_who_may_not_or_does_not_see_him_changes_nothing(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_customer(owner)
    ids = {
        "contact": await plant_contact(owner, customer),
        "party": await plant_party(owner, customer),
        "asset": await plant_asset(owner, customer),
    }
    callers = [(await as_staff("auditor.hq"), Denied), (await as_staff("officer.west1"), NotFound)]
    before = await digest(owner)
    for caller, error in callers:
        for attempt in attempts(caller, customer, ids):
            with pytest.raises(error):
                await attempt
    assert await digest(owner) == before


def attempts(caller: Caller, customer: Planted, ids: dict[str, UUID]) -> list[Any]:
    """Every verb of the registers, each with a key of its own."""
    own = customer.customer_id
    return [
        contacts.record_contact(fresh(caller), customer_id=own, **CONTACT),
        contacts.end_contact(fresh(caller), contact_id=ids["contact"]),
        contacts.reveal_contact(fresh(caller), contact_id=ids["contact"], reason="核实地址"),
        parties.record_party(fresh(caller), customer_id=own, **PARTY),
        parties.end_party(fresh(caller), party_id=ids["party"]),
        assets.record_asset(fresh(caller), customer_id=own, **ASSET),
        assets.end_asset(fresh(caller), asset_id=ids["asset"]),
    ]


async def test_others_in_the_house_are_found_by_parties_numbers_and_phones_from_both_sides(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    middle = await plant_customer(owner)
    linked, numbered, naming, called = [await plant_customer(owner, officer="officer.west1") for _ in range(4)]
    shared = await plant_customer(owner)
    await plant_customer(owner)
    await plant_party(owner, middle, related_id=linked.customer_id, kind=PartyKind.CONTROLLER)
    await plant_party(owner, middle, number=numbered.number, kind=PartyKind.SPOUSE)
    await plant_party(owner, naming, number=middle.number, kind=PartyKind.SHAREHOLDER)
    await plant_contact(owner, middle, phone=called.phone)
    for each in (middle, shared):
        await plant_contact(owner, each, phone=phone_number(88_888))
    ended = await plant_customer(owner, number=identity_number(91_000))
    await plant_party(owner, middle, number=ended.number, ended_by=middle.officer_id, ended_at=PLANTED_AT)
    found = await parties.connections(await as_staff("risk.hq"), customer_id=middle.customer_id)
    assert {each.customer_id: each.signs for each in found} == {
        linked.customer_id: ("controller",),
        numbered.customer_id: ("spouse",),
        naming.customer_id: ("shareholder",),
        called.customer_id: ("contact",),
        shared.customer_id: ("shared_contact",),
    }
    assert {each.zh for each in found} >= {"实际控制人", "互为联系人", "共同联系人"}
    back = await parties.connections(await as_staff("risk.hq"), customer_id=linked.customer_id)
    assert [(each.customer_id, each.signs) for each in back] == [(middle.customer_id, ("controller",))]
    with pytest.raises(Denied):
        await parties.connections(await as_staff("officer.east1"), customer_id=middle.customer_id)
