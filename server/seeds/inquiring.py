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
NOT_ASKED: Final = frozenset(
    {
        SourceKind.SUPPLY_CHAIN,
        SourceKind.FUND_TRAIL,
        SourceKind.LIVENESS,
        SourceKind.DEVICE,
        SourceKind.PROPERTY_REGISTER,
    }
)
"""They need an application, or the applicant's face."""
AUTHORISED_DAYS: Final = 365
REASON: Final = "pre_loan"


def newest(borrowers: Iterable[Borrower], today: date) -> list[Borrower]:
    """The registered customers who came last, before the evening of yesterday."""
    known = [each for each in borrowers if not each.is_prospect and each.joined_at < _evening(today)]
    return sorted(known, key=lambda each: each.joined_at, reverse=True)[:CUSTOMERS]


def _evening(today: date) -> datetime:
    return start_of(today) - timedelta(hours=7)


class Evening:
    """Yesterday evening: consents, authorisations, and questions that wait for the worker."""

    def __init__(self, rows: Rows, ids: Ids, master_key: bytes, today: date) -> None:
        self._rows, self._ids, self._master_key = rows, ids, master_key
        self._at = _evening(today)

    def ask(self, asked: Sequence[Borrower], sources: Sequence[ConnectorSource]) -> list[Job]:
        """Have every source that knows of them asked about these customers; answers the jobs that send it."""
        agreed = {borrower.id: self._agree(borrower) for borrower in asked}
        return [
            self._ask(borrower, source, agreed[borrower.id])
            for borrower in asked
            for source in sources
            if source.applies_to in ("any", borrower.kind.value) and source.kind not in NOT_ASKED
        ]

    def _agree(self, borrower: Borrower) -> dict[str, Any]:
        """What he agreed to, by purpose, and the written authorisation for the bureau."""
        at, given = self._at, {purpose: self._ids.at(self._at) for purpose in (BUREAU, SHARING)}
        for purpose, consent_id in given.items():
            consent = {"id": consent_id, "purpose": purpose, "text_version": CONSENT_TEXT_VERSION, "given_at": at}
            self._rows.add(Consent, borrower.owner | consent | {"taken_by": borrower.officer.id})
        until = at.date() + timedelta(days=AUTHORISED_DAYS)
        facts = {"signed": True, "scopes": [REASON], "from": at.date().isoformat(), "until": until.isoformat()}
        entry = {"id": self._ids.at(at), "kind": RegisterKind.AUTHORISATION, "name": "征信查询授权书", "facts": facts}
        entered = {"entered_on": at.date(), "entered_by": borrower.officer.id, "entered_at": at}
        self._rows.add(RegisterEntry, borrower.owner | entry | entered)
        return given

    def _ask(self, borrower: Borrower, source: ConnectorSource, consents: dict[str, Any]) -> Job:
        """One question that waits to be sent."""
        inquiry_id = self._ids.at(self._at)
        clear = json.dumps(_subject(borrower, source), ensure_ascii=False, sort_keys=True)
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
            "question_index": crypto.blind_index(self._master_key, f"inquiry:{source.code}", clear),
            "state": InquiryState.WAITING,
            "send_wanted": True,
            "attempts": 0,
            "next_at": self._at,
            "facts": [],
            "opened_by": borrower.officer.id,
            "opened_at": self._at,
        }
        self._rows.add(Inquiry, borrower.owner | question)
        return Job(TASK, {"customer_id": borrower.id, "inquiry_id": inquiry_id, "attempt": 0})


def _subject(borrower: Borrower, source: ConnectorSource) -> dict[str, str]:
    known = {
        "kind": borrower.kind.value,
        "name": borrower.name,
        "number": borrower.number,
        "phone": borrower.phone,
        "account": borrower.account_number,
        "bank_phone": borrower.phone,
    }
    return {name: known[name] for name in ADAPTERS[source.kind].needs}
