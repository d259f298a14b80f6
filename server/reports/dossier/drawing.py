"""Drawing a dossier: rows and links of the chain in one transaction, then papers out of the store, then the archive."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import cast

from server.audit.models import AuditRecord, AuditSeal
from server.audit.seal import GENESIS, SHARD, canonical
from server.contracts.models import Contract
from server.contracts.service import open_pdf
from server.documents.models import Document
from server.documents.sealing import open_picture
from server.identity.actors import system_actor
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.clock import start_of
from server.kit.data_keys import KeyDestroyed, data_key
from server.kit.database import within
from server.kit.errors import NotFound
from server.kit.work import Caller, House, Work
from server.loans.models import Loan
from server.reports.dossier import sections
from server.reports.dossier.sections import SECTIONS

INSPECTION_DESK = system_actor(21, "inspection_desk", Operation.DOSSIER_DRAW)
LOANS_MAX: Final = 5_000
RECORDS_MAX: Final = 200_000
ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """Something in the blob store that goes into the archive in clear."""

    name: str
    blob: str
    key: bytes = field(repr=False)
    customer_id: UUID
    contract_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that a dossier needs of the database. `papers` still lie in the store."""

    title: str
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    chain: Sequence[Mapping[str, Any]]
    papers: Sequence[SealedPaper]
    erased: Sequence[UUID]


@use_case(Operation.DOSSIER_DRAW, keyed=False)
async def draw_loan(work: Work, *, number: str) -> Drawn:
    """Everything on record of one loan, by its number. The drawing is on record. Raises NotFound."""
    loans = await _loans(work, Loan.number == number)
    if not loans:
        raise NotFound(field="number")
    return await _drawn(work, f"loan {number}", loans, None)


@use_case(Operation.DOSSIER_DRAW, keyed=False)
async def draw_period(work: Work, *, first: date, last: date) -> Drawn:
    """Everything on record of the loans paid out between two days, both included, and the audit trail of those days.

    At most 5,000 loans. Raises NotFound where there is none.
    """
    loans = await _loans(work, Loan.disbursed_on.between(first, last))
    if not loans:
        raise NotFound(field="period")
    return await _drawn(work, f"period {first} {last}", loans, (first, last))


async def _loans(work: Work, condition: Any) -> Sequence[Loan]:
    wanted = select(Loan).where(condition, within(Loan, work.scope)).order_by(Loan.id).limit(LOANS_MAX)
    return (await work.session.execute(wanted)).scalars().all()


async def _drawn(work: Work, title: str, loans: Sequence[Loan], days: tuple[date, date] | None) -> Drawn:
    ids = {
        "loans": [loan.id for loan in loans],
        "applications": [loan.application_id for loan in loans if loan.application_id],
        "customers": sorted({loan.customer_id for loan in loans}),
    }
    rows: dict[str, Sequence[Mapping[str, Any]]] = {}
    for one in SECTIONS:
        rows[one.table] = await _rows(work, one, ids)
    chain = await _chain(work, {str(each) for group in ids.values() for each in group}, days)
    rows[sections.TRAIL[0]] = [each["record"] for each in chain]
    rows[sections.ACCESS[0]] = [
        each["record"] for each in chain if each["record"]["operation"] == Operation.CUSTOMER_REVEAL.value
    ]
    papers, erased = await _papers(work, ids)
    for loan in loans:
        work.touch("loan", loan.id)
    work.changes.update(dossier=title, loans=len(loans), records=len(chain))
    return Drawn(title, rows, chain, papers, erased)


async def _rows(work: Work, one: sections.Section, ids: Mapping[str, Sequence[UUID]]) -> Sequence[Mapping[str, Any]]:
    statement = f"SELECT to_jsonb(t) FROM {one.table} t WHERE {one.condition} ORDER BY {one.order}"  # noqa: S608 - sections are constants
    needed = {name: list(values) for name, values in ids.items() if f":{name}" in statement}
    found = (await work.session.execute(text(statement), needed)).scalars()
    return [{name: value for name, value in row.items() if not name.endswith(sections.HIDDEN)} for row in found]


async def _chain(work: Work, ids: set[str], days: tuple[date, date] | None) -> Sequence[Mapping[str, Any]]:
    """Records about these things, or all of a span, each as its sealed bytes with the hash before and its own."""
    about = [AuditRecord.subjects.op("@>")(cast([{"id": each}], JSONB)) for each in sorted(ids)] if days is None else []
    if days is not None:
        from_on, to_on = days
        about = [AuditRecord.at.between(start_of(from_on), start_of(date.fromordinal(to_on.toordinal() + 1)))]
    wanted = (
        select(AuditRecord, AuditSeal.number, AuditSeal.hash)
        .outerjoin(AuditSeal, AuditSeal.record_id == AuditRecord.id)
        .where(or_(*about))
        .order_by(AuditSeal.number, AuditRecord.id)
        .limit(RECORDS_MAX)
    )
    found = (await work.session.execute(wanted)).all()
    before = await _hashes(work, [number - 1 for _, number, _ in found if number is not None])
    return [
        {
            "number": number,
            "previous": before.get(number - 1, GENESIS).hex() if number is not None else None,
            "sealed": canonical(record).decode(),
            "hash": own.hex() if own is not None else None,
            "record": _plain(record),
        }
        for record, number, own in found
    ]


async def _hashes(work: Work, numbers: Sequence[int]) -> dict[int, bytes]:
    wanted = select(AuditSeal.number, AuditSeal.hash).where(AuditSeal.shard == SHARD, AuditSeal.number.in_(numbers))
    return {number: own for number, own in (await work.session.execute(wanted)).all()}  # noqa: C416 - rows, not pairs


def _plain(record: AuditRecord) -> dict[str, Any]:
    return {
        "at": record.at.isoformat(),
        "operation": record.operation,
        "outcome": record.outcome.value,
        "code": record.code,
        "actor_kind": record.actor_kind,
        "actor_id": str(record.actor_id),
        "subjects": record.subjects,
        "changes": record.changes,
    }


async def _papers(work: Work, ids: Mapping[str, Sequence[UUID]]) -> tuple[list[SealedPaper], list[UUID]]:
    """Contracts and pictures, with the keys that open them; customers whose key was destroyed have none."""
    keys: dict[UUID, bytes] = {}
    erased = []
    for customer_id in ids["customers"]:
        try:
            keys[customer_id] = await data_key(work, customer_id)
        except KeyDestroyed:
            erased.append(customer_id)
    contracts = select(Contract).where(Contract.application_id.in_(ids["applications"]), within(Contract, work.scope))
    papers = [
        SealedPaper(f"contract-{one.number}.pdf", blob, keys[one.customer_id], one.customer_id, one.id)
        for one in (await work.session.execute(contracts)).scalars()
        if (blob := one.sealed_blob or one.blob) and one.customer_id in keys
    ]
    pictures = select(Document).where(Document.customer_id.in_(ids["customers"]), within(Document, work.scope))
    papers += [
        SealedPaper(_picture_name(one), one.digest, keys[one.customer_id], one.customer_id)
        for one in (await work.session.execute(pictures)).scalars()
        if one.customer_id in keys
    ]
    return papers, erased


def _picture_name(one: Document) -> str:
    return f"{one.kind.value}-{one.id}.{ENDINGS.get(one.media_type, 'bin')}"


async def in_clear(house: House, paper: SealedPaper) -> bytes:
    """The clear bytes of a paper. Raises KeyError where the store has it no longer."""
    sealed = await house.ports.storage.get(paper.blob)
    if paper.contract_id is not None:
        return open_pdf(sealed, paper.key, paper.contract_id)
    return open_picture(paper.key, paper.customer_id, sealed)


def inspector(house: House) -> Caller:
    """Who draws at the console of the house."""
    return Caller(house, INSPECTION_DESK, request_id="dossier")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
