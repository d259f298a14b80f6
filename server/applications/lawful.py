"""What the law asks of an applicant and of the use of the money, before anything is decided (a building block)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from server.applications.inquiries.facts import sanction_hits
from server.applications.models import Application
from server.applications.rules import Quote
from server.compliance import rules as law
from server.compliance import service as compliance
from server.compliance.registers.queries import list_hits
from server.compliance.service import About
from server.customers import queries as known
from server.customers import service as customers
from server.customers.models import Customer
from server.customers.rules import Identity
from server.documents import queries as documents
from server.documents.models import DocumentKind
from server.documents.rules import LONG_TERM
from server.documents.sealing import open_values
from server.kit.data_keys import data_key
from server.kit.rulebook import Finding, FindingOutcome
from server.kit.work import ActorKind, Work

ASKED: Final = frozenset({"AP-01", "AP-02", "KY-01", "KY-04", "MC-09", "MC-14", "PI-01"})
OF_THE_BACK: Final = frozenset({"KY-02"})
"""Asked where the back of the identity card is on file: the front does not tell how long it is good for."""
TOLD_BY_RISK: Final = frozenset({"AP-02", "MC-14"})
"""The rules of risk ask a person for the same reason (age, debt ratio): it is told once."""
FOR_EVER: Final = "permanent"


async def findings(
    work: Work, application: Application, customer: Customer, identity: Identity, quoted: Quote
) -> tuple[Finding, ...]:
    """Ask the rules of an application, keep the answer, and tell what did not pass."""
    about = About(application.customer_id, application.branch_id, application.officer_id, "application", application.id)
    back = await _confirmed_back(work, customer.id)
    codes = ASKED | (frozenset() if back is None else OF_THE_BACK)
    facts = await _facts(work, application, customer, identity, quoted)
    if back is not None:
        facts["id_valid_until"] = _last_day(back)
    trigger = law.Trigger.APPLICATION
    found = await compliance.ask(work, about, trigger, facts, kind=customer.kind.value, codes=codes)
    return tuple(
        each for each in found.findings if each.outcome is FindingOutcome.REFUSE or each.code not in TOLD_BY_RISK
    )


async def _facts(
    work: Work, application: Application, customer: Customer, identity: Identity, quoted: Quote
) -> dict[str, Any]:
    debt = customer.debt_monthly_fen
    return {
        "birth_on": identity.birth_date.isoformat() if identity.birth_date else None,
        "purpose": application.purpose,
        "payee_kinds": [],
        "monthly_due_fen": None if debt is None else debt + quoted.highest_instalment_fen,
        "income_monthly_fen": customer.income_monthly_fen,
        "identity_proofs": {
            "document": await customers.identity_confirmed(work, customer),
            "seen_by_staff": work.actor.kind is ActorKind.STAFF,
        },
        "watch_list_hits": [
            *await list_hits(work.session, customer.number_index or b"", work.today),
            *await sanction_hits(work, customer.id),
        ],
        "consents": await known.standing_consents(work.session, work.scope, customer.id),
    }


async def _confirmed_back(work: Work, customer_id: UUID) -> dict[str, str] | None:
    """What was confirmed last of the back of the customer's card; None where no back is on file."""
    back = await documents.newest_confirmed(work.session, work.scope, customer_id, DocumentKind.ID_BACK)
    confirmed = (await documents.newest_confirmations(work.session, work.scope, [back])) if back else {}
    if back is None or back.id not in confirmed:
        return None
    one = confirmed[back.id]
    values: dict[str, str] = open_values(
        await data_key(work, customer_id), "document_confirmations", one.id, one.fields_cipher
    )
    return values


def _last_day(back: Mapping[str, str]) -> str | None:
    """The last day of a card by its back; None where it tells none: nobody knows it, a person looks."""
    until = back.get("valid_until", "")
    if until == LONG_TERM:
        return FOR_EVER
    try:
        date.fromisoformat(until)
    except ValueError:
        return None
    return until
