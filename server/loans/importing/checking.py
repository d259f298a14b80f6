"""Rows against what the house knows and against each other: each is ready to be written, or its faults are named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from server.customers.models import CustomerKind
from server.customers.sealing import number_index, phone_index
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import DomainError
from server.kit.money import Money
from server.kit.tables import errors as tables
from server.kit.tables.columns import Fault
from server.kit.work import Work
from server.ledger.errors import PeriodClosed
from server.ledger.periods import service as periods
from server.loans.importing import errors
from server.loans.importing.facts import Facts, facts_of
from server.loans.importing.laying import Laid, lay
from server.loans.importing.rows import ZH, SheetRow
from server.loans.importing.totals import Totals, of_opening
from server.loans.keeping import served
from server.products.models import ProductVersion
from server.terms.convention import Roll, named
from server.terms.dates import add_months, agreed_of, regular_first_due
from server.terms.errors import TermsError
from server.terms.model import Method, Terms
from server.terms.plan import Wanted, plan_from, planned
from server.terms.running.policy import Policy, policy_from
from server.terms.schedules import schedule

ROLL_MONTHS: Final = 3


@dataclass(slots=True)
class Servicing:
    """What says how a loan is served: the version's policy at the loan's own rate."""

    rate_annual: Decimal
    convention: str
    penalty_multiple: Decimal
    servicing: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that may be written. `customer_id` None: its customer is new."""

    row: SheetRow
    branch_id: UUID
    officer_id: UUID
    funding_account_id: UUID
    version: ProductVersion
    terms: Terms
    laid: Laid
    served: dict[str, Any]
    customer_id: UUID | None
    number_index: bytes
    phone_index: bytes


@dataclass(slots=True)
class Findings:
    """What became of all rows: their totals by branch, or their faults."""

    as_of: date | None = None
    loans: int = 0
    totals: dict[str, Totals] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@read(Operation.LOAN_IMPORT_READ)
async def check_rows(work: Work, *, rows: Sequence[SheetRow]) -> Findings:
    """Check all rows of a sheet against the house and each other; nothing is written, every fault is named."""
    facts = await facts_of(work, rows)
    found = Findings(as_of=rows[0].as_of if rows else None, loans=len(rows))
    together = _Together()
    closed = await _is_closed(work, found.as_of)
    for row in rows:
        faults = list(together.faults(row))
        if row.as_of != found.as_of or row.as_of > work.today or closed:
            faults.append(Fault(row.line, ZH["as_of"], errors.DayUnsound(field="file")))
        ready = check(row, facts)
        if isinstance(ready, Ready):
            found.totals[row.branch] = found.totals.get(row.branch, Totals()) + of_opening(ready.laid.opening)
        else:
            faults += ready
        found.faults += faults
    return found


def check(row: SheetRow, facts: Facts) -> Ready | list[Fault]:
    """A row by itself: ready to be written, or all that is wrong with it."""
    checker = _Checker(row, facts)
    ready = checker.ready()
    return ready if ready is not None else checker.faults


class _Checker:
    """Looks at one row and gathers its faults."""

    def __init__(self, row: SheetRow, facts: Facts) -> None:
        self._row, self._facts = row, facts
        self.faults: list[Fault] = []

    def _fault(self, column: str, error: DomainError) -> None:
        self.faults.append(Fault(self._row.line, ZH[column], error))

    def ready(self) -> Ready | None:
        row, facts = self._row, self._facts
        branch_id, officer_id = self._place()
        version = self._version()
        if row.old_number in facts.brought_in:
            self._fault("old_number", errors.LoanTwice(field="file"))
        if row.start_on > row.as_of:
            self._fault("first_day", errors.StartUnsound(field="file"))
        left_fen = row.principal_fen - row.figures.paid.principal_fen
        if row.balance_fen is not None and row.balance_fen != left_fen:
            told, found = Money(left_fen), Money(row.balance_fen)
            self._fault("balance", errors.BalanceDiffers(field="file", expected=told, found=found))
        number, phone = number_index(facts.master_key, row.number), phone_index(facts.master_key, row.phone)
        customer_id = self._customer((branch_id, officer_id), number, phone)
        if version is None or self.faults:
            return None
        laid = self._laid(version)
        if laid is None or branch_id is None or officer_id is None:
            return None
        return Ready(
            row=row,
            branch_id=branch_id,
            officer_id=officer_id,
            funding_account_id=facts.funding[branch_id],
            version=version,
            terms=laid[0],
            laid=laid[1],
            served=laid[2],
            customer_id=customer_id,
            number_index=number,
            phone_index=phone,
        )

    def _place(self) -> tuple[UUID | None, UUID | None]:
        row, facts = self._row, self._facts
        branch_id = facts.branches.get(row.branch)
        if branch_id is None:
            self._fault("branch", tables.UnknownBranch(field="file"))
            return None, None
        if branch_id not in facts.funding:
            self._fault("branch", errors.NoFundingAccount(field="file"))
        officer_id, works_at = facts.officers.get(row.officer, (None, None))
        if officer_id is None or works_at != branch_id:
            self._fault("officer", tables.UnknownOfficer(field="file"))
            return branch_id, None
        return branch_id, officer_id

    def _version(self) -> ProductVersion | None:
        """The version that held on the first day; before the first of all, that one."""
        row, versions = self._row, self._facts.versions.get(self._row.product)
        if not versions:
            self._fault("product", errors.UnknownProduct(field="file"))
            return None
        version = next((each for each in reversed(versions) if each.effective_from <= row.start_on), versions[0])
        if version.method is not row.method:
            self._fault("method", errors.MethodDiffers(field="file", expected=version.method.value))
        return version

    def _customer(self, place: tuple[UUID | None, UUID | None], number: bytes, phone: bytes) -> UUID | None:
        row, facts = self._row, self._facts
        holder = facts.holders.get(number)
        if holder is None:
            if row.kind is CustomerKind.PERSON and phone in facts.phones:
                self._fault("phone", errors.PhoneTaken(field="file"))
            return None
        same = (holder.kind, holder.branch_id, holder.officer_id, holder.name) == (row.kind, *place, row.name)
        if None not in place and not (same and holder.is_active):
            self._fault("id_number", errors.CustomerDiffers(field="file"))
        return holder.id

    def _laid(self, version: ProductVersion) -> tuple[Terms, Laid, dict[str, Any]] | None:
        row = self._row
        offer = Servicing(row.rate_annual, version.convention, version.penalty_multiple, version.servicing)
        how = served(offer)
        policy = policy_from(how["servicing"], base=Policy(penalty_multiple=version.penalty_multiple))
        try:
            terms = terms_of_row(row, version, self._facts.days_off)
            return terms, lay(terms, policy, row.figures, row.as_of), how
        except TermsError as refusal:
            column = "first_due_day" if refusal.field == "first_due_on" else "term_months"
            told = {"reason": refusal.message, "zh_reason": refusal.message_zh}
            self._fault(column, errors.ScheduleUnsound(field="file", **told))
        except DomainError as error:
            self._fault(error.field or "old_number", error)
        return None


def terms_of_row(row: SheetRow, version: ProductVersion, days_off: frozenset[date]) -> Terms:
    """The terms of a loan: those of the sheet, and of the version what the sheet does not say.

    Fees come as they were charged, so a version with fees of each instalment is refused. Raises TermsError,
    ScheduleUnsound.
    """
    plan = plan_from(version.plan)
    if plan.fees:
        raise errors.ScheduleUnsound(field="product", reason="fees of each instalment", zh_reason="产品含分期费用")
    last = add_months(row.start_on, row.term_months + ROLL_MONTHS)
    off = frozenset() if plan.roll is Roll.NONE else frozenset(day for day in days_off if row.start_on <= day <= last)
    wanted = Wanted(row.principal_fen, row.rate_annual, row.method, row.term_months, row.start_on)
    terms = replace(planned(plan, wanted, named(version.convention), non_working=off), due_on=())
    if row.method is Method.BULLET:
        (only,) = agreed_of(terms.start_on, (each.days for each in schedule(terms)))
        if only != row.first_due_on:
            raise TermsError("terms.first_due_out_of_range", "first_due_on")
        return terms
    regular = regular_first_due(terms)
    return terms if row.first_due_on == regular else replace(terms, first_due_on=row.first_due_on)


class _Together:
    """What rows say about each other: a loan stands there once, a customer is the same in all of his rows."""

    def __init__(self) -> None:
        self._loans: set[str] = set()
        self._customers: dict[str, tuple[object, ...]] = {}
        self._phones: dict[str, str] = {}

    def faults(self, row: SheetRow) -> Iterator[Fault]:
        if row.old_number in self._loans:
            yield Fault(row.line, ZH["old_number"], errors.LoanTwice(field="file"))
        self._loans.add(row.old_number)
        about = (row.kind, row.name, row.branch, row.officer)
        if self._customers.setdefault(row.number, about) != about:
            yield Fault(row.line, ZH["id_number"], errors.CustomerDiffers(field="file"))
        if row.kind is CustomerKind.PERSON and self._phones.setdefault(row.phone, row.number) != row.number:
            yield Fault(row.line, ZH["phone"], errors.PhoneTaken(field="file"))


async def _is_closed(work: Work, as_of: date | None) -> bool:
    if as_of is None:
        return False
    try:
        await periods.require_open(work, as_of, field="file")
    except PeriodClosed:
        return True
    return False
