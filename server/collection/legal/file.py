"""The file for the lawyers: contract, schedule, contact log and letters of a case, as one archive."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from server.collection import queries
from server.collection.keeping import opened
from server.collection.legal.models import CaseLetter
from server.collection.legal.writing import TEMPLATE, Manuscript, in_words
from server.collection.models import CaseContact, CollectionCase
from server.contracts.models import Contract
from server.contracts.service import open_pdf
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.clock import SHANGHAI
from server.kit.data_keys import data_key
from server.kit.errors import NotFound
from server.kit.money import Money
from server.kit.typesetting import typeset
from server.kit.work import Caller, Work
from server.loans.models import Loan
from server.loans.queries import instalments_of
from server.loans.rules import outstanding_fen

Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]
CONTACT_COLUMNS = ("时间", "渠道", "对象", "状态", "规则", "内容", "结果")
LINE_COLUMNS = ("贷款编号", "期次", "到期日", "本金", "利息", "费用", "罚息", "未还")
README = "移交材料 / file of a case: contracts/ 合同, schedule.csv 还款计划, contacts.csv 联系记录, letters/ 函件\n"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What goes into the archive. Holds personal data: for the memory of one request."""

    name: str
    papers: Sequence[tuple[str, str, UUID]]
    key: bytes = field(repr=False)
    tables: Sequence[Table] = field(repr=False)
    letters: Sequence[Manuscript] = field(repr=False)


@use_case(Operation.COLLECTION_LEAD, keyed=False)
async def gather(work: Work, *, case_id: UUID) -> Gathered:
    """All that lawyers need of a case; that it was drawn is on record. Raises NotFound."""
    case = await queries.case_by_id(work.session, work.scope, case_id)
    if case is None:
        raise NotFound(field="caseId")
    debts = await queries.debts_of(work.session, work.scope, case.customer_id, work.today)
    own = [Loan.customer_id == case.customer_id, Loan.id.in_([debt.loan_id for debt in debts] or [case.worst_loan_id])]
    loans = (await work.session.execute(select(Loan).where(*own).order_by(Loan.id))).scalars().all()
    papers = [paper for loan in loans if (paper := await _contract(work, loan)) is not None]
    of_case = (CaseLetter.customer_id == case.customer_id, CaseLetter.case_id == case.id)
    letters = (await work.session.execute(select(CaseLetter).where(*of_case).order_by(CaseLetter.id))).scalars().all()
    work.touch("collection_case", case.id, file_drawn=True, papers=len(papers), letters=len(letters))
    return Gathered(
        f"case-{case.id.hex[-8:]}.zip",
        papers,
        await data_key(work, case.customer_id),
        (await _schedule(work, loans), await _contacts(work, case)),
        [await in_words(work, letter) for letter in letters],
    )


async def _contract(work: Work, loan: Loan) -> tuple[str, str, UUID] | None:
    wanted = select(Contract).where(Contract.customer_id == loan.customer_id, Contract.id == loan.contract_id)
    contract = (await work.session.execute(wanted)).scalar_one_or_none()
    blob = (contract.sealed_blob or contract.blob) if contract else None
    return (f"contracts/{contract.number}.pdf", blob, contract.id) if contract is not None and blob else None


async def _schedule(work: Work, loans: Sequence[Loan]) -> Table:
    rows = []
    for loan in loans:
        for line in await instalments_of(work.session, work.scope, loan):
            parts = (line.principal_fen, line.interest_fen, line.fee_fen, line.penalty_fen, outstanding_fen(line))
            amounts = [str(Money(fen)) for fen in parts]
            rows.append([loan.number, str(line.number), line.due_on.isoformat(), *amounts])
    return "schedule.csv", LINE_COLUMNS, rows


async def _contacts(work: Work, case: CollectionCase) -> Table:
    wanted = select(CaseContact).where(CaseContact.customer_id == case.customer_id, CaseContact.case_id == case.id)
    rows = []
    for each in (await work.session.execute(wanted.order_by(CaseContact.planned_at, CaseContact.id))).scalars():
        said = await opened(work, each.customer_id, "text", each.id, each.text_cipher)
        note = await opened(work, each.customer_id, "note", each.id, each.note_cipher) if each.note_cipher else ""
        at = each.planned_at.astimezone(SHANGHAI).isoformat(timespec="minutes")
        told = (each.channel.value, each.party.value, each.state.value, " ".join(each.codes))
        rows.append([at, *told, said, note])
    return "contacts.csv", CONTACT_COLUMNS, rows


async def archive_of(caller: Caller, *, case_id: UUID) -> tuple[str, bytes]:
    """The name and the bytes of the archive. Raises Denied, NotFound."""
    found = await gather(caller, case_id=case_id)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        for name, columns, rows in found.tables:
            archive.writestr(name, _as_csv(columns, rows))
        for name, blob, contract_id in found.papers:
            sealed = await caller.house.ports.storage.get(blob)
            archive.writestr(name, open_pdf(sealed, found.key, contract_id))
        for letter in found.letters:
            archive.writestr(f"letters/{letter.number}.pdf", await typeset(TEMPLATE, letter.values, letter.written_at))
    return found.name, out.getvalue()


def _as_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """A CSV that spreadsheets open as UTF-8; a cell that begins like a formula is told to be text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([[f"'{cell}" if cell[:1] in {"=", "+", "-", "@"} else cell for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
