"""The verbs of charges for an application: agree, register, release, drop; and what an item is worth."""

from datetime import date
from uuid import UUID

from server.applications import queries as applications
from server.applications.assessing import subject_of
from server.applications.rules import Step
from server.applications.securing.opening import changed, opened
from server.collateral import charging, service
from server.collateral.charging import Agreed, Entry
from server.collateral.models import CollateralCharge
from server.collateral.rules import ValuationMethod
from server.documents.queries import document_by_id
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound, Stale
from server.kit.work import Work


@use_case(Operation.COLLATERAL_KEEP)
async def value_item(
    work: Work,
    *,
    item_id: UUID,
    valued_on: date,
    valued_by: str,
    method: ValuationMethod,
    value_fen: int,
    document_id: UUID | None = None,
) -> UUID:
    """Note what an item was worth on a day, who said so, how he found it, and his report. Returns the item.

    Raises NotFound (a report of another customer too), ValuationUnsound.
    """
    item = await service.item_of(work, item_id)
    if document_id is not None:
        document = await document_by_id(work.session, work.scope, document_id)
        if document is None or document.customer_id != item.customer_id:
            raise NotFound(field="documentId")
    await service.value(
        work,
        item,
        valued_on=valued_on,
        valued_by=valued_by,
        method=method,
        value_fen=value_fen,
        document_id=document_id,
    )
    return item.id


@use_case(Operation.APPLICATION_START)
async def charge_item(
    work: Work, *, application_id: UUID, expected_version: int, item_id: UUID, agreed: Agreed
) -> UUID:
    """Let an item in sight secure an application; after an approval that voids it. Returns the application.

    Two works on one item wait for each other. Raises NotFound, WrongState, Stale, ChargeUnfit, ChargeUnsound,
    ChargedAlready, RankTaken.
    """
    application = await opened(work, application_id, Step.SECURE, expected_version)
    item = await service.item_of(work, item_id, lock=True)
    await charging.charge(work, subject_of(application), item, agreed)
    await changed(work, application)
    return application_id


@use_case(Operation.APPLICATION_START)
async def drop_charge(work: Work, *, charge_id: UUID, expected_version: int) -> UUID:
    """Take a charge back that no register has; after an approval that voids it. Returns the application.

    Raises NotFound, WrongState, Stale (the version is the application's), ChargeWrongState.
    """
    found = await _seen(work, charge_id)
    application = await opened(work, found.application_id, Step.UNSECURE, expected_version)
    await charging.drop(work, await charging.charge_of(work, charge_id))
    await changed(work, application)
    return application.id


@use_case(Operation.COLLATERAL_REGISTER)
async def register_charge(work: Work, *, charge_id: UUID, expected_version: int, entry: Entry) -> UUID:
    """Tick that the public register has taken a charge: before that no money goes. Returns the application.

    The version is the charge's. Raises NotFound, Stale, ChargeWrongState, OwnCharge, RegistrationUnsound.
    """
    found = await _locked(work, charge_id, expected_version)
    await charging.register(work, found, entry)
    return found.application_id


@use_case(Operation.COLLATERAL_REGISTER)
async def release_charge(work: Work, *, charge_id: UUID, expected_version: int, entry: Entry) -> UUID:
    """Note that the register has struck out a charge whose debt is gone: its rank is free. Returns the application.

    The version is the charge's. Raises NotFound, Stale, DebtNotRepaid, ChargeWrongState, RegistrationUnsound.
    """
    found = await _locked(work, charge_id, expected_version)
    await charging.release(work, found, entry)
    return found.application_id


async def _locked(work: Work, charge_id: UUID, expected_version: int) -> CollateralCharge:
    """A charge under its application's lock and its own."""
    seen = await _seen(work, charge_id)
    if await applications.application_for_update(work.session, work.scope, seen.application_id) is None:
        raise NotFound(field="chargeId")
    found = await charging.charge_of(work, charge_id)
    if found.version != expected_version:
        raise Stale(field="expectedVersion")
    return found


async def _seen(work: Work, charge_id: UUID) -> CollateralCharge:
    found = await charging.charge_by_id(work, charge_id)
    if found is None:
        raise NotFound(field="chargeId")
    return found
