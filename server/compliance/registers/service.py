"""The verbs of the registers: enter, end, read; and what the law asks of single entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from server.compliance.engine import Findings
from server.compliance.errors import CustomerNeeded, EntryEnded, FactsUnsound, Forbidden
from server.compliance.reasons import sound_reason
from server.compliance.registers import queries
from server.compliance.registers.kinds import SHAPES, RegisterKind, faults
from server.compliance.registers.models import RegisterEntry
from server.compliance.rules import Trigger
from server.compliance.service import About, ask, look
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.identity.queries import headquarters
from server.kit.data_keys import ownership
from server.kit.errors import NotFound
from server.kit.rulebook import FindingOutcome
from server.kit.work import Work

LIST_MAX = 100
NAME_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True)
class Entered:
    """The entry, and what the law says of it: entered all the same, for the desk to see to."""

    id: UUID
    warnings_zh: list[str]
    warnings_en: list[str]


@use_case(Operation.COMPLIANCE_REGISTER)
async def enter(
    work: Work, *, kind: RegisterKind, name: str, facts: dict[str, Any], customer_id: UUID | None = None
) -> Entered:
    """Enter a fact into a register. Cases of suspicion go by `enter_suspicion`.

    What the law has against the entry is told at once and found by the sweep. Raises FactsUnsound naming what is
    missing or wrong, CustomerNeeded, NotFound.
    """
    if SHAPES[kind].confidential:
        raise FactsUnsound(field="kind", names=kind.value)
    return await _enter(work, kind, name, facts, customer_id)


@use_case(Operation.COMPLIANCE_SUSPICION)
async def enter_suspicion(work: Work, *, name: str, facts: dict[str, Any], customer_id: UUID) -> Entered:
    """Enter a case of suspicion of a customer (反洗钱法 35). Raises FactsUnsound, NotFound."""
    return await _enter(work, RegisterKind.SUSPICIOUS_CASE, name, facts, customer_id)


@use_case(Operation.COMPLIANCE_REGISTER)
async def end(work: Work, *, entry_id: UUID, reason: str) -> UUID:
    """An entry holds no longer from today on: replaced, cancelled, done. Returns it.

    Raises NotFound, EntryEnded, ReasonMissing.
    """
    said = sound_reason(reason, "reason")
    entry = await queries.entry_for_update(work.session, entry_id)
    if entry is None or (SHAPES[entry.kind].confidential and not work.actor.may(Operation.COMPLIANCE_SUSPICION)):
        raise NotFound(field="entryId")
    if entry.ended_on is not None:
        raise EntryEnded(field="entryId")
    entry.ended_on, entry.ended_by, entry.end_reason = work.today, work.actor.id, said
    work.touch("register_entry", entry.id, register=entry.kind.value)
    return entry.id


@use_case(Operation.COMPLIANCE_READ, keyed=False)
async def look_into(work: Work, *, kind: RegisterKind) -> list[UUID]:
    """The newest entries of a register, by id. Cases of suspicion only for those who may see them (KY-09).

    Every look is on record. Raises Forbidden.
    """
    facts = {
        "confidential": SHAPES[kind].confidential,
        "viewer_operations": sorted(work.actor.operations),
        "needed_operation": Operation.COMPLIANCE_SUSPICION.value,
    }
    found = await look(work, Trigger.DATA_ACCESS, facts, codes=frozenset({"KY-09"}))
    require_lawful(found, field="kind")
    work.changes["register"] = kind.value
    return [each.id for each in await queries.entries(work.session, kind, first=LIST_MAX)]


@read(Operation.COMPLIANCE_READ)
async def entries(work: Work, *, kind: RegisterKind) -> Sequence[RegisterEntry]:
    """The newest entries of a register that holds nothing confidential; at most a hundred. Raises Forbidden."""
    if SHAPES[kind].confidential:
        raise NotFound(field="kind")
    return await queries.entries(work.session, kind, first=LIST_MAX)


def require_lawful(found: Findings, *, field: str) -> None:
    """Raises Forbidden with the first rule that refuses."""
    for each in found.results:
        if each.outcome is FindingOutcome.REFUSE:
            raise Forbidden(field=field, rule=each.code, reason_zh=each.zh, reason_en=each.en)


async def before_bureau_query(work: Work, *, customer_id: UUID, kind: str, reason: str) -> Findings:
    """Ask the law before a question to the credit bureau (a building block): a written authorisation in force, CR-01.

    The answer is kept; the caller refuses with `require_lawful`. Raises NotFound.
    """
    owned = await ownership(work, customer_id)
    given = await queries.living(work.session, RegisterKind.AUTHORISATION, on=work.today, customer_id=customer_id)
    about = About(owned.customer_id, owned.branch_id, owned.officer_id, "customer", customer_id)
    facts = {"authorisations": [each.facts for each in given], "query_reason": reason}
    return await ask(work, about, Trigger.DATA_ACCESS, facts, kind=kind, codes=frozenset({"CR-01"}))


async def _enter(
    work: Work, kind: RegisterKind, name: str, facts: Mapping[str, Any], customer_id: UUID | None
) -> Entered:
    shape = SHAPES[kind]
    if shape.of_customer is (customer_id is None):
        wanted = ("关联到一名客户", "of one customer") if shape.of_customer else ("不关联客户", "of no customer")
        raise CustomerNeeded(field="customerId", wanted_zh=wanted[0], wanted_en=wanted[1])
    wrong = faults(kind, facts)
    if wrong or not 0 < len(name.strip()) <= NAME_LENGTH_MAX:
        raise FactsUnsound(field="facts", names=", ".join(wrong or ["name"]))
    if customer_id is None:
        branch_id, officer_id = await headquarters(work.session), work.actor.id
    else:
        owned = await ownership(work, customer_id)
        branch_id, officer_id = owned.branch_id, owned.officer_id
    entry = RegisterEntry(
        id=work.new_id(),
        branch_id=branch_id,
        officer_id=officer_id,
        customer_id=customer_id,
        kind=kind,
        name=name.strip(),
        facts=dict(facts),
        entered_on=work.today,
        entered_by=work.actor.id,
        entered_at=work.now,
    )
    work.session.add(entry)
    await work.session.flush()
    work.touch("register_entry", entry.id, register=kind.value)
    told = (await look(work, Trigger.REGISTER, as_facts(entry), codes=ASKED.get(kind, frozenset()))).noted
    return Entered(entry.id, [each.zh for each in told], [each.en for each in told])


ASKED: Mapping[RegisterKind, frozenset[str]] = {
    RegisterKind.MARKETING: frozenset({"PR-06", "PR-08", "AP-05"}),
    RegisterKind.PRICING_MODEL: frozenset({"AP-09"}),
    RegisterKind.COLLECTION_FORM: frozenset({"CR-04", "PI-03"}),
    RegisterKind.CREDIT_REPORT: frozenset({"CR-02"}),
    RegisterKind.INCIDENT: frozenset({"PI-11"}),
    RegisterKind.LOG_DELETION: frozenset({"PI-14"}),
    RegisterKind.PARTNER: frozenset({"CR-06", "PI-06", "CL-11"}),
    RegisterKind.SHARING: frozenset({"PI-05"}),
    RegisterKind.TRANSFER: frozenset({"PI-12"}),
}
"""Which rules are asked of an entry of a register when it is made."""

ROLES = {"data_source": "data_sources", "processor": "processors", "agency": "agencies"}


def as_facts(entry: RegisterEntry) -> dict[str, Any]:
    """An entry as facts of the catalogue."""
    facts, named = entry.facts, {"name": entry.name} | entry.facts
    told: dict[RegisterKind, dict[str, Any]] = {
        RegisterKind.MARKETING: {"materials": [named], "rates_shown": [named]},
        RegisterKind.PRICING_MODEL: {"price_features": facts.get("features")},
        RegisterKind.COLLECTION_FORM: {"collected_fields": facts.get("fields")},
        RegisterKind.CREDIT_REPORT: {name: facts.get(name, "") for name in ("notice_on", "reported_on")},
        RegisterKind.INCIDENT: {
            "detected_at": facts.get("detected_at"),
            "notified_at": facts.get("notified_at", ""),
        },
        RegisterKind.LOG_DELETION: {"deleted_log_days": facts.get("youngest_days")},
        RegisterKind.PARTNER: {plural: [named] if facts.get("role") == role else [] for role, plural in ROLES.items()},
        RegisterKind.SHARING: {name: facts.get(name) for name in ("recipient", "consented_recipients")},
        RegisterKind.TRANSFER: {"transfers": [named]},
    }
    return told.get(entry.kind, {})
