"""Letters of demand: written as a contact that the law has allowed, set from their figures as often as asked."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from server.collection import queries
from server.collection.contacting.noting import contact_to_note, noted
from server.collection.contacting.planning import Planned, planned_in
from server.collection.errors import WordsUnsound
from server.collection.keeping import case_for, days_past_due
from server.collection.legal.models import CaseLetter
from server.collection.legal.rules import Delivery
from server.collection.rules import ContactState, Step
from server.compliance.contacts.models import ContactChannel
from server.contracts.capitals import capitals
from server.custody.service import claim_number
from server.customers.service import clear_identity
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.clock import SHANGHAI
from server.kit.database import within
from server.kit.errors import NotFound
from server.kit.money import Money
from server.kit.typesetting import typeset
from server.kit.work import Caller, Work

TEMPLATE = Path(__file__).parents[2] / "loans" / "papers" / "templates" / "loan_paper.typ"
"""The paper of a loan: title, pairs, sentences, tables. A letter is one of them."""
TRACKING_MAX = 60
ANSWER_DAYS = 7
COLUMNS = ["贷款编号", "逾期起", "应还未还（元）", "剩余本金（元）"]


@use_case(Operation.COLLECTION_WORK)
async def write_letter(work: Work, *, case_id: UUID, delivery: Delivery, tracking: str = "") -> UUID:
    """Write a letter of demand for an open case in its legal step; it is a contact, and asked of house and law first.

    Refused, it is on record as a contact with the rules' names, and no letter is written. Its figures are kept as they
    are now. Returns the contact. Raises NotFound, CaseNotInState, WordsUnsound.
    """
    if len(tracking.strip()) > TRACKING_MAX:
        raise WordsUnsound(field="tracking", limit=TRACKING_MAX)
    case = await case_for(work, case_id, Step.LETTER)
    contact = await planned_in(work, case, Planned(ContactChannel.LETTER, script="letter"))
    if contact.state is not ContactState.PLANNED:
        return contact.id
    debts = await queries.debts_of(work.session, work.scope, case.customer_id, work.today)
    rows = [[debt.number, debt.since.isoformat(), debt.overdue_fen, debt.outstanding_fen] for debt in debts]
    figures = {"overdue_fen": sum(debt.overdue_fen for debt in debts), "days": days_past_due(work, case)}
    letter = CaseLetter(
        customer_id=case.customer_id,
        id=work.new_id(),
        branch_id=case.branch_id,
        officer_id=case.officer_id,
        case_id=case.id,
        contact_id=contact.id,
        loan_id=case.worst_loan_id,
        number=await claim_number(work),
        facts={"loans": rows} | figures,
        delivery=delivery,
        tracking=tracking.strip() or None,
        written_by=work.actor.id,
        written_at=work.now,
    )
    work.session.add(letter)
    await noted(
        work,
        await contact_to_note(work, contact.id, ContactChannel.LETTER),
        reached=True,
        recorded=True,
        refused_further=False,
        note="",
    )
    case.letter_on = work.today
    case.version += 1
    await work.session.flush()
    work.touch("case_letter", letter.id, number=letter.number)
    return contact.id


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A letter in words. Holds personal data: for the memory of one request."""

    number: str
    written_at: datetime
    values: dict[str, Any] = field(repr=False)


@read(Operation.COLLECTION_READ)
async def manuscript(work: Work, *, letter_id: UUID) -> Manuscript:
    """The words of a letter: its kept figures, and the borrower's name. Raises NotFound."""
    wanted = select(CaseLetter).where(CaseLetter.id == letter_id, within(CaseLetter, work.scope))
    letter = (await work.session.execute(wanted)).scalar_one_or_none()
    if letter is None:
        raise NotFound(field="letterId")
    return await in_words(work, letter)


async def in_words(work: Work, letter: CaseLetter) -> Manuscript:
    """The same for a letter at hand (a building block)."""
    name = (await clear_identity(work, letter.customer_id)).name
    written_on = letter.written_at.astimezone(SHANGHAI).date().isoformat()
    return Manuscript(letter.number, letter.written_at, _values(letter, work.settings.lender_name, name, written_on))


def _values(letter: CaseLetter, lender: str, name: str, written_on: str) -> dict[str, Any]:
    facts = letter.facts
    overdue = facts["overdue_fen"]
    said = (
        f"{name}：您在我公司的贷款截至{written_on}已逾期{facts['days']}天，应还未还人民币{Money(overdue)}元"
        f"（大写：{capitals(overdue)}）。请于收到本函之日起{ANSWER_DAYS}日内偿还，或与我公司协商还款安排。"
    )
    offered = "如您确有困难，可申请分期、展期或减免罚息；如对欠款有异议，请书面告知，我公司将予以核实。"
    warned = "逾期不还且不协商的，我公司将依合同约定和法律规定，通过调解、仲裁或诉讼主张权利。"
    rows = [[number, since, str(Money(fen)), str(Money(out))] for number, since, fen, out in facts["loans"]]
    return {
        "title": "催收函",
        "number": letter.number,
        "lender": lender,
        "issued_on": written_on,
        "pairs": [["致", name], ["应还未还", f"人民币 {Money(overdue)} 元"], ["逾期天数", str(facts["days"])]],
        "paragraphs": [said, offered, warned],
        "tables": [{"title": "逾期贷款", "columns": COLUMNS, "rows": rows}],
    }


async def pdf_of(caller: Caller, *, letter_id: UUID) -> tuple[str, bytes]:
    """A letter's number and its PDF, set anew: the same words each time. Raises Denied, NotFound."""
    found = await manuscript(caller, letter_id=letter_id)
    return found.number, await typeset(TEMPLATE, found.values, found.written_at)
