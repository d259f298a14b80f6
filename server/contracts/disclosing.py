"""The borrower reads the cost disclosure: opened, counted by the server, confirmed, and only then the contract.

The clock begins with the first opening and is kept with the row; a page that is loaded again does not begin anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from server.contracts import queries
from server.contracts.errors import DisclosureFirst, DisclosureUnread, NoDisclosure
from server.contracts.links import must_be_sent, opened
from server.contracts.models import Contract, Disclosure
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import data_keys
from server.kit.work import Work


@dataclass(frozen=True)
class Shown:
    """The disclosure as the page shows it. `seconds_left` None: not opened yet."""

    form: dict[str, Any]
    reading_seconds: int
    seconds_left: int | None
    confirmed_at: datetime | None


async def shown(work: Work, contract_id: UUID) -> Shown | None:
    """What there is to read before the contract; None where nothing is (a building block)."""
    found = await queries.disclosure_of(work.session, work.scope, contract_id)
    if found is None:
        return None
    left = _seconds_left(found, work.now) if found.opened_at else None
    return Shown(found.form, found.reading_seconds, left, found.confirmed_at)


@use_case(Operation.CONTRACT_SIGN)
async def open_disclosure(work: Work, *, link_id: UUID) -> UUID:
    """The borrower has the disclosure before him: the clock begins, once. Returns the contract.

    Refuses with contract.link_invalid, contract.wrong_state, contract.no_disclosure.
    """
    contract, disclosure = await _to_read(work, link_id)
    if disclosure.opened_at is None:
        disclosure.opened_at = work.now
        work.touch("disclosure", disclosure.id, pdf_digest=disclosure.pdf_digest)
    return contract.id


@use_case(Operation.CONTRACT_SIGN)
async def confirm_disclosure(work: Work, *, link_id: UUID) -> UUID:
    """The borrower confirms that he has read what the loan costs. Once; a second time changes nothing.

    Refuses with contract.link_invalid, contract.wrong_state, contract.no_disclosure, contract.disclosure_unread with
    the seconds that are still missing.
    """
    contract, disclosure = await _to_read(work, link_id)
    if disclosure.confirmed_at is not None:
        return contract.id
    left = _seconds_left(disclosure, work.now)
    if disclosure.opened_at is None or left > 0:
        raise DisclosureUnread(seconds=left)
    disclosure.evidence = {
        "pdf_digest": disclosure.pdf_digest,
        "link_id": str(link_id),
        "opened_at": disclosure.opened_at.isoformat(),
        "confirmed_at": work.now.isoformat(),
        "address": work.caller.address,
        "device": work.caller.device,
    }
    disclosure.confirmed_at = work.now
    work.touch("disclosure", disclosure.id, confirmed=True)
    return contract.id


async def require_confirmed(work: Work, contract: Contract) -> Disclosure | None:
    """The confirmed disclosure of a contract, or None where none is asked (a building block).

    Raises DisclosureFirst.
    """
    found = await queries.disclosure_of(work.session, work.scope, contract.id)
    if found is not None and found.confirmed_at is None:
        raise DisclosureFirst
    return found


@read(Operation.CONTRACT_READ)
async def disclosure_pdf(work: Work, *, contract_id: UUID) -> tuple[str, bytes]:
    """Blob and data key of the disclosure's paper. Raises NoDisclosure."""
    found = await queries.disclosure_of(work.session, work.scope, contract_id)
    if found is None or found.blob is None:
        raise NoDisclosure
    return found.blob, await data_keys.data_key(work, found.customer_id)


async def _to_read(work: Work, link_id: UUID) -> tuple[Contract, Disclosure]:
    _, contract = await opened(work, link_id)
    must_be_sent(contract)
    found = await queries.disclosure_of(work.session, work.scope, contract.id, for_update=True)
    if found is None or found.blob is None:
        raise NoDisclosure
    return contract, found


def _seconds_left(disclosure: Disclosure, now: datetime) -> int:
    """Whole seconds until it may be confirmed; all of them where it has not been opened."""
    if disclosure.opened_at is None:
        return disclosure.reading_seconds
    left = disclosure.opened_at + timedelta(seconds=disclosure.reading_seconds) - now
    return max(0, -(-left // timedelta(seconds=1)))
