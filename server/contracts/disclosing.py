"""Whoever signs reads the cost disclosure: opened, counted by the server, confirmed, and only then the contract.

The clock begins with the first opening and is kept with the row; a page that is loaded again does not begin anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from server.contracts import queries
from server.contracts.errors import DisclosureFirst, DisclosureUnread, NoDisclosure
from server.contracts.links import Signing, must_be_open, opened
from server.contracts.models import Disclosure
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


class Reader(Protocol):
    """How far somebody is with his reading: the borrower by the disclosure's row, others by their own."""

    opened_at: datetime | None
    confirmed_at: datetime | None


async def shown(work: Work, signing: Signing) -> Shown | None:
    """What there is to read before the contract; None where nothing is (a building block)."""
    found = await queries.disclosure_of(work.session, work.scope, signing.contract.id)
    if found is None:
        return None
    reader = _reader(signing, found)
    left = _seconds_left(reader, found.reading_seconds, work.now) if reader.opened_at else None
    return Shown(found.form, found.reading_seconds, left, reader.confirmed_at)


@use_case(Operation.CONTRACT_SIGN)
async def open_disclosure(work: Work, *, link_id: UUID) -> UUID:
    """The signer has the disclosure before him: his clock begins, once. Returns the contract.

    Refuses with contract.link_invalid, contract.wrong_state, contract.already_signed, contract.no_disclosure.
    """
    signing, disclosure = await _to_read(work, link_id)
    reader = _reader(signing, disclosure)
    if reader.opened_at is None:
        reader.opened_at = work.now
        work.touch("disclosure", disclosure.id, pdf_digest=disclosure.pdf_digest)
    return signing.contract.id


@use_case(Operation.CONTRACT_SIGN)
async def confirm_disclosure(work: Work, *, link_id: UUID) -> UUID:
    """The signer confirms that he has read what the loan costs. Once; a second time changes nothing.

    Refuses with contract.link_invalid, contract.wrong_state, contract.already_signed, contract.no_disclosure,
    contract.disclosure_unread with the seconds that are still missing.
    """
    signing, disclosure = await _to_read(work, link_id)
    reader = _reader(signing, disclosure)
    if reader.confirmed_at is not None:
        return signing.contract.id
    left = _seconds_left(reader, disclosure.reading_seconds, work.now)
    if reader.opened_at is None or left > 0:
        raise DisclosureUnread(seconds=left)
    evidence = {
        "pdf_digest": disclosure.pdf_digest,
        "link_id": str(link_id),
        "opened_at": reader.opened_at.isoformat(),
        "confirmed_at": work.now.isoformat(),
        "address": work.caller.address,
        "device": work.caller.device,
    }
    if signing.signer is None:
        disclosure.evidence = evidence
    else:
        signing.signer.reading = evidence
    reader.confirmed_at = work.now
    work.touch("disclosure", disclosure.id, confirmed=True)
    return signing.contract.id


async def require_confirmed(work: Work, signing: Signing) -> dict[str, Any] | None:
    """How the signer has read the disclosure, or None where none is asked (a building block).

    Raises DisclosureFirst.
    """
    found = await queries.disclosure_of(work.session, work.scope, signing.contract.id)
    if found is None:
        return None
    if _reader(signing, found).confirmed_at is None:
        raise DisclosureFirst
    return signing.signer.reading if signing.signer else found.evidence


@read(Operation.CONTRACT_READ)
async def disclosure_pdf(work: Work, *, contract_id: UUID) -> tuple[str, bytes]:
    """Blob and data key of the disclosure's paper. Raises NoDisclosure."""
    found = await queries.disclosure_of(work.session, work.scope, contract_id)
    if found is None or found.blob is None:
        raise NoDisclosure
    return found.blob, await data_keys.data_key(work, found.customer_id)


async def _to_read(work: Work, link_id: UUID) -> tuple[Signing, Disclosure]:
    signing = await opened(work, link_id)
    must_be_open(signing)
    found = await queries.disclosure_of(work.session, work.scope, signing.contract.id, for_update=True)
    if found is None or found.blob is None:
        raise NoDisclosure
    return signing, found


def _reader(signing: Signing, disclosure: Disclosure) -> Reader:
    return signing.signer or disclosure


def _seconds_left(reader: Reader, reading_seconds: int, now: datetime) -> int:
    """Whole seconds until it may be confirmed; all of them where it has not been opened."""
    if reader.opened_at is None:
        return reading_seconds
    left = reader.opened_at + timedelta(seconds=reading_seconds) - now
    return max(0, -(-left // timedelta(seconds=1)))
