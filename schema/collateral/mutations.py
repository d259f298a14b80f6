"""Root fields that change the register of collateral, and charges for applications."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from schema.applications.mutations import ApplicationPayload
from schema.collateral.views import CollateralItem, CountedShare
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, SEEN, described, mutation
from schema.kit.scalars import Money, Rate
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.applications.securing import charges
from server.collateral import service
from server.collateral.charging import Agreed, Entry
from server.collateral.rules import ChargeKind, ItemKind, ValuationMethod

CHARGE_SEEN = "The version of the charge that the caller has seen."


@strawberry.input(description="A thing that may secure loans.")
class EnterCollateralInput:
    """Input of enterCollateral."""

    idempotency_key: str = described(KEY)
    owner_id: strawberry.ID = described("Whose it is.")
    kind: ItemKind = described("What it is.")
    title: str = described("What it is called.")
    certificate: str = described("Number of its certificate, frame, contract or receipt.")


@strawberry.input(description="What an item was worth on a day.")
class ValueCollateralInput:
    """Input of valueCollateral."""

    idempotency_key: str = described(KEY)
    item_id: strawberry.ID = described("Which item.")
    valued_on: date = described("On which day.")
    valued_by: str = described("Who said so.")
    method: ValuationMethod = described("How he found it.")
    value: Money = described("The value.")
    document_id: strawberry.ID | None = strawberry.field(default=None, description="His report, a paper of the owner.")


@strawberry.input(description="A policy on an item.")
class InsureCollateralInput:
    """Input of insureCollateral."""

    idempotency_key: str = described(KEY)
    item_id: strawberry.ID = described("Which item.")
    insurer: str = described("Who insures.")
    policy_number: str = described("The policy's number.")
    insured: Money = described("For how much.")
    valid_from: date = described("Its first day.")
    valid_until: date = described("Its last day.")
    beneficiary: str = described("Who is paid when the item is lost.")


@strawberry.input(description="An item that shall secure a loan.")
class ChargeCollateralInput:
    """Input of chargeCollateral."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Which application.")
    expected_version: int = described(SEEN)
    item_id: strawberry.ID = described("Which item.")
    kind: ChargeKind = described("Which right.")
    secured: Money = described("What it secures.")
    rank: int = described("Its rank among the house's own charges on the item.")
    prior: Money = described("What others outside the house secure before it; nothing: 0.00.")


@strawberry.input(description="A charge that is not wanted any more.")
class DropChargeInput:
    """Input of dropCharge."""

    idempotency_key: str = described(KEY)
    charge_id: strawberry.ID = described("Which charge.")
    expected_version: int = described(SEEN)


@strawberry.input(description="That the public register has taken a charge.")
class RegisterChargeInput:
    """Input of registerCharge."""

    idempotency_key: str = described(KEY)
    charge_id: strawberry.ID = described("Which charge.")
    expected_version: int = described(CHARGE_SEEN)
    registration_number: str = described("Number of the entry.")
    registered_on: date = described("Day of the entry.")
    authority: str = described("Who keeps the register.")


@strawberry.input(description="That the public register has struck out a charge whose debt is gone.")
class ReleaseChargeInput:
    """Input of releaseCharge."""

    idempotency_key: str = described(KEY)
    charge_id: strawberry.ID = described("Which charge.")
    expected_version: int = described(CHARGE_SEEN)
    release_number: str = described("Number under which it was struck out.")
    released_on: date = described("Day on which it was.")


@strawberry.input(description="How much of something counts from a day on.")
class SetCountedShareInput:
    """Input of setCountedShare."""

    idempotency_key: str = described(KEY)
    counted: str = described("real_estate, vehicle, equipment, deposit, receivable, or co_borrower_income.")
    share: Rate = described("How much of it, 0 to 1.")
    effective_from: date = described("From which day on: today or later, and after the one before.")
    reason: str = described("Why.")


@strawberry.type(description="The item after the change.")
class CollateralItemPayload:
    """Answer of mutations on items."""

    item: CollateralItem = described("As it stands now.")


@strawberry.type(description="The share that was set.")
class CountedSharePayload:
    """Answer of setCountedShare."""

    share: CountedShare = described("As it stands now.")


@strawberry.type
class CollateralMutation:
    """Part of the root mutation."""

    @mutation(service.enter_item)
    async def enter_collateral(self, info: Info, input: EnterCollateralInput) -> CollateralItemPayload:
        back = ReadBack(info, _item)
        outcome = await service.enter_item(
            back.caller(input.idempotency_key),
            owner_id=ids.decode_as("Customer", input.owner_id, "ownerId"),
            kind=input.kind,
            title=input.title,
            certificate=input.certificate,
        )
        return back.answer(outcome)

    @mutation(charges.value_item)
    async def value_collateral(self, info: Info, input: ValueCollateralInput) -> CollateralItemPayload:
        back = ReadBack(info, _item)
        report = input.document_id
        outcome = await charges.value_item(
            back.caller(input.idempotency_key),
            item_id=ids.decode_as("CollateralItem", input.item_id, "itemId"),
            valued_on=input.valued_on,
            valued_by=input.valued_by,
            method=input.method,
            value_fen=input.value,
            document_id=ids.decode_as("Document", report, "documentId") if report is not None else None,
        )
        return back.answer(outcome)

    @mutation(service.insure)
    async def insure_collateral(self, info: Info, input: InsureCollateralInput) -> CollateralItemPayload:
        back = ReadBack(info, _item)
        outcome = await service.insure(
            back.caller(input.idempotency_key),
            item_id=ids.decode_as("CollateralItem", input.item_id, "itemId"),
            insurer=input.insurer,
            policy_number=input.policy_number,
            insured_fen=input.insured,
            valid_from=input.valid_from,
            valid_until=input.valid_until,
            beneficiary=input.beneficiary,
        )
        return back.answer(outcome)

    @mutation(charges.charge_item)
    async def charge_collateral(self, info: Info, input: ChargeCollateralInput) -> ApplicationPayload:
        back = ReadBack(info, _application)
        outcome = await charges.charge_item(
            back.caller(input.idempotency_key),
            application_id=ids.decode_as("Application", input.application_id, "applicationId"),
            expected_version=input.expected_version,
            item_id=ids.decode_as("CollateralItem", input.item_id, "itemId"),
            agreed=Agreed(input.kind, input.secured, input.rank, input.prior),
        )
        return back.answer(outcome)

    @mutation(charges.drop_charge)
    async def drop_charge(self, info: Info, input: DropChargeInput) -> ApplicationPayload:
        back = ReadBack(info, _application)
        wanted = ids.decode_as("CollateralCharge", input.charge_id, "chargeId")
        caller = back.caller(input.idempotency_key)
        outcome = await charges.drop_charge(caller, charge_id=wanted, expected_version=input.expected_version)
        return back.answer(outcome)

    @mutation(charges.register_charge)
    async def register_charge(self, info: Info, input: RegisterChargeInput) -> ApplicationPayload:
        back = ReadBack(info, _application)
        outcome = await charges.register_charge(
            back.caller(input.idempotency_key),
            charge_id=ids.decode_as("CollateralCharge", input.charge_id, "chargeId"),
            expected_version=input.expected_version,
            entry=Entry(input.registration_number, input.registered_on, input.authority),
        )
        return back.answer(outcome)

    @mutation(charges.release_charge)
    async def release_charge(self, info: Info, input: ReleaseChargeInput) -> ApplicationPayload:
        back = ReadBack(info, _application)
        outcome = await charges.release_charge(
            back.caller(input.idempotency_key),
            charge_id=ids.decode_as("CollateralCharge", input.charge_id, "chargeId"),
            expected_version=input.expected_version,
            entry=Entry(input.release_number, input.released_on),
        )
        return back.answer(outcome)

    @mutation(service.set_share)
    async def set_counted_share(self, info: Info, input: SetCountedShareInput) -> CountedSharePayload:
        back = ReadBack(info, _share)
        outcome = await service.set_share(
            back.caller(input.idempotency_key),
            counted=input.counted,
            share=Decimal(input.share),
            effective_from=input.effective_from,
            reason=input.reason,
        )
        return back.answer(outcome)


def _item(item_id: UUID) -> CollateralItemPayload:
    return CollateralItemPayload(item=by_row_id(item_id))


def _application(application_id: UUID) -> ApplicationPayload:
    return ApplicationPayload(application=by_row_id(application_id))


def _share(share_id: UUID) -> CountedSharePayload:
    return CountedSharePayload(share=by_row_id(share_id))
