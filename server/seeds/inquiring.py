"""The newest customers have agreed to be asked about: the worker does it when the house opens, over the real links."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from server.compliance.registers.kinds import RegisterKind
from server.compliance.registers.models import RegisterEntry
from server.connectors.adapters.table import ADAPTERS
from server.connectors.kinds import SourceKind
from server.connectors.models import ConnectorSource, Inquiry
from server.connectors.rules import InquiryState
from server.connectors.service import TASK, cell
from server.customers.models import Consent
from server.customers.service.consents import BUREAU, SHARING
from server.customers.service.registering import CONSENT_TEXT_VERSION
from server.kit import crypto
from server.kit.clock import start_of
from server.kit.work import Job
from server.seeds.borrowers import Borrower
from server.seeds.copying import Rows
from server.seeds.dice import Ids

CUSTOMERS: Final = 14
NOT_ASKED: Final = frozenset({SourceKind.SUPPLY_CHAIN, SourceKind.LIVENESS})
"""An application is needed for the one, the applicant's face for the other."""
AUTHORISED_DAYS: Final = 365
REASON: Final = "pre_loan"


def newest(borrowers: Iterable[Borrower], today: date) -> list[Borrower]:
    """The registered customers who came last, before the evening of yesterday."""
    known = [each for each in borrowers if not each.is_prospect and each.joined_at < _evening(today)]
    return sorted(known, key=lambda each: each.joined_at, reverse=True)[:CUSTOMERS]


def write(
    rows: Rows, ids: Ids, master_key: bytes, asked: Sequence[Borrower], sources: Sequence[ConnectorSource], today: date
) -> list[Job]:
    """Consents, authorisations and questions of yesterday evening; answers the jobs that send them."""
    at = _evening(today)
    agreed = {borrower.id: _agree(rows, ids, borrower, at) for borrower in asked}
    return [
        _ask(rows, ids, master_key, (borrower, source), at, agreed[borrower.id])
        for borrower in asked
        for source in sources
        if source.applies_to in ("any", borrower.kind.value) and source.kind not in NOT_ASKED
    ]


def _evening(today: date) -> datetime:
    return start_of(today) - timedelta(hours=7)


def _agree(rows: Rows, ids: Ids, borrower: Borrower, at: datetime) -> dict[str, Any]:
    """What he agreed to, by purpose, and the written authorisation for the bureau."""
    given: dict[str, Any] = {}
    for purpose in (BUREAU, SHARING):
        given[purpose] = ids.at(at)
        consent = {"id": given[purpose], "purpose": purpose, "text_version": CONSENT_TEXT_VERSION, "given_at": at}
        rows.add(Consent, borrower.owner | consent | {"taken_by": borrower.officer.id})
    until = at.date() + timedelta(days=AUTHORISED_DAYS)
    facts = {"signed": True, "scopes": [REASON], "from": at.date().isoformat(), "until": until.isoformat()}
    entry = {"id": ids.at(at), "kind": RegisterKind.AUTHORISATION, "name": "征信查询授权书", "facts": facts}
    entered = {"entered_on": at.date(), "entered_by": borrower.officer.id, "entered_at": at}
    rows.add(RegisterEntry, borrower.owner | entry | entered)
    return given


def _ask(
    rows: Rows,
    ids: Ids,
    master_key: bytes,
    about: tuple[Borrower, ConnectorSource],
    at: datetime,
    consents: dict[str, Any],
) -> Job:
    """One question that waits to be sent."""
    borrower, source = about
    inquiry_id = ids.at(at)
    known = {
        "kind": borrower.kind.value,
        "name": borrower.name,
        "number": borrower.number,
        "phone": borrower.phone,
        "account": borrower.account_number,
        "bank_phone": borrower.phone,
    }
    subject = {name: known[name] for name in ADAPTERS[source.kind].needs}
    clear = json.dumps(subject, ensure_ascii=False, sort_keys=True)
    consent_id = consents.get(source.consent_purpose or "")
    question: dict[str, Any] = {
        "id": inquiry_id,
        "source": source.code,
        "number": inquiry_id.hex,
        "about_id": borrower.account_id if source.kind is SourceKind.BANK_CARD else borrower.id,
        "reason": REASON,
        "consent_id": consent_id,
        "consent_purpose": source.consent_purpose if consent_id else None,
        "question_cipher": crypto.encrypt(borrower.key, clear.encode(), cell("question", inquiry_id)),
        "question_index": crypto.blind_index(master_key, f"inquiry:{source.code}", clear),
        "state": InquiryState.WAITING,
        "send_wanted": True,
        "attempts": 0,
        "next_at": at,
        "facts": [],
        "opened_by": borrower.officer.id,
        "opened_at": at,
    }
    rows.add(Inquiry, borrower.owner | question)
    return Job(TASK, {"customer_id": borrower.id, "inquiry_id": inquiry_id, "attempt": 0})
