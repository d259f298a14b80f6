"""The bank's books: accounts, orders, entries and what the lender has still to be told; a journal applied in order.

Every change is first a journal line, then applied; starting again applies the same lines to nothing. Nothing here
waits, so the single event loop makes each verb atomic.
"""

import hashlib
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from server.simulators.bank.faults import Fault, FaultKind, Operation, read_fault, write_fault
from server.simulators.bank.movements import Movement, Statement, statement_of
from server.simulators.journal import Journal, Record

# what an account that was never opened is taken to hold: the lender's own, as a rule
UNSEEN_BALANCE_FEN = 100_000_000_000
OWN_ACCOUNT = "0"
"""The bank's own: what charges go to and interest comes from."""


class State(StrEnum):
    ACCEPTED = "ACCEPTED"
    PROCESSING = "PROCESSING"
    SETTLED = "SETTLED"
    FAILED = "FAILED"


FINAL = frozenset({State.SETTLED, State.FAILED})


class OrderConflict(Exception):
    """The number was used before with other content."""


@dataclass(frozen=True)
class Content:
    """What an order says: the same number must always say the same."""

    operation: Operation
    order_number: str
    amount_fen: int
    payer_account: str
    payee_account: str
    payee_name: str
    purpose: str


@dataclass(frozen=True)
class Order:
    content: Content
    state: State
    bank_reference: str
    at: str
    reason: str | None = None
    message_id: str | None = None
    faults: tuple[Fault, ...] = ()

    def fault(self, kind: FaultKind) -> Fault | None:
        return next((fault for fault in self.faults if fault.kind is kind), None)

    @property
    def is_final(self) -> bool:
        return self.state in FINAL


@dataclass
class Account:
    account: str
    name: str
    id_hash: str
    phone_hash: str
    balance_fen: int


def hashed(text: str) -> str:
    """The books keep identity numbers and phones as SHA-256 only."""
    return hashlib.sha256(text.strip().upper().encode()).hexdigest()


@dataclass
class Books:
    journal: Journal
    seed: int = 0
    accounts: dict[str, Account] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    entries: list[dict[str, Any]] = field(default_factory=list)
    undelivered: dict[str, str] = field(default_factory=dict)
    initial: dict[str, int] = field(default_factory=dict)
    movements: dict[str, list[Movement]] = field(default_factory=dict)
    faults: dict[int, Fault] = field(default_factory=dict)
    spent: dict[int, int] = field(default_factory=dict)
    lines: int = 0

    def __post_init__(self) -> None:
        for record in self.journal.records():
            self._apply(record)

    def _write(self, kind: str, **members: Any) -> None:
        record: Record = {"kind": kind, **members}
        self.journal.append(record)
        self._apply(record)

    def _apply(self, record: Record) -> None:
        self.lines += 1
        getattr(self, f"_on_{record['kind']}")(record)

    # verbs

    def open_accounts(self, accounts: list[Account]) -> None:
        """Opens them all in one journal line; a known one goes to the new holder with the balance it has."""
        known = {account.account: self.accounts.get(account.account) for account in accounts}
        opened = [
            replace(account, balance_fen=held.balance_fen) if (held := known[account.account]) else account
            for account in accounts
        ]
        self._write("accounts_opened", accounts=[asdict(account) for account in opened])

    def take(self, content: Content, faults: list[Fault], at: str) -> tuple[Order, bool]:
        """The order under this number, and whether it is new. Raises OrderConflict for other content."""
        known = self.orders.get(content.order_number)
        if known is not None:
            if known.content != content:
                raise OrderConflict(content.order_number)
            return known, False
        self._write(
            "order_taken",
            content=asdict(content),
            bank_reference=f"B{self.lines:012d}",
            at=at,
            faults=[write_fault(fault) for fault in faults],
        )
        return self.orders[content.order_number], True

    def begin(self, number: str) -> Order:
        self._write("order_begun", order_number=number)
        return self.orders[number]

    def settle(self, number: str, at: str) -> Order:
        """Moves the money once: a final order stays as it is. Without cover, or to another name, the order fails."""
        order = self.orders[number]
        if order.is_final:
            return order
        refusal = self._refusal(order.content)
        if refusal is not None:
            return self.fail(number, refusal, at)
        self._write("order_settled", order_number=number, at=at, message_id=f"M{self.lines:012d}")
        return self.orders[number]

    def fail(self, number: str, reason: str, at: str) -> Order:
        if self.orders[number].is_final:
            return self.orders[number]
        self._write("order_failed", order_number=number, at=at, reason=reason, message_id=f"M{self.lines:012d}")
        return self.orders[number]

    def transfer(self, **members: Any) -> str:
        """Money that moves without an order of the lender's: payer, payee, amount_fen, remark, at."""
        reference = f"B{self.lines:012d}"
        self._write("transfer_made", bank_reference=reference, **members)
        return reference

    def transfer_all(self, transfers: list[Record]) -> None:
        """Many such transfers in one journal line."""
        line = self.lines
        told = [{"bank_reference": f"B{line:012d}{number:06d}"} | one for number, one in enumerate(transfers, 1)]
        self._write("transfers_made", transfers=told)

    def statement(self, account: str, span: tuple[date, date]) -> Statement | None:
        """What the books say of an account's days; None for an account that nobody has heard of."""
        held = self.accounts.get(account)
        if held is None:
            return None
        return statement_of(account, held.name, span, self.initial[account], self.movements.get(account, []))

    def delivered(self, message_id: str) -> None:
        self._write("callback_taken", message_id=message_id)

    def script(self, content: Any) -> Fault:
        """Raises ValueError or TypeError for a fault that cannot be read."""
        fault = read_fault(max(self.faults, default=0) + 1, content)
        self._write("fault_set", fault=write_fault(fault))
        return fault

    def clear_faults(self) -> None:
        self._write("faults_cleared")

    def meet(self, operation: Operation, key: str) -> list[Fault]:
        """The faults that meet this call; those with a number of times are used up by it."""
        met = [fault for fault in self.faults.values() if fault.meets(operation, key, self.seed)]
        met = [fault for fault in met if fault.times is None or self.spent.get(fault.fault_id, 0) < fault.times]
        for fault in met:
            if fault.times is not None:
                self._write("fault_spent", fault_id=fault.fault_id)
        return met

    def _refusal(self, content: Content) -> str | None:
        payer, payee = self.accounts.get(content.payer_account), self.accounts.get(content.payee_account)
        if payee is not None and payee.name and payee.name != content.payee_name:
            return "PAYEE_NAME_MISMATCH"
        balance = UNSEEN_BALANCE_FEN if payer is None else payer.balance_fen
        return "INSUFFICIENT_FUNDS" if balance < content.amount_fen else None

    # what each journal line does

    def _on_accounts_opened(self, record: Record) -> None:
        for members in record["accounts"]:
            self.accounts[members["account"]] = Account(**members)
            self.initial.setdefault(members["account"], members["balance_fen"])

    def _on_order_taken(self, record: Record) -> None:
        members = {**record["content"], "operation": Operation(record["content"]["operation"])}
        faults = tuple(read_fault(fault["fault_id"], fault) for fault in record["faults"])
        order = Order(Content(**members), State.ACCEPTED, record["bank_reference"], record["at"], faults=faults)
        self.orders[order.content.order_number] = order

    def _on_order_begun(self, record: Record) -> None:
        self._change(record, state=State.PROCESSING)

    def _on_order_settled(self, record: Record) -> None:
        content = self._change(record, state=State.SETTLED, at=record["at"], message_id=record["message_id"]).content
        order = self.orders[content.order_number]
        about = {"order_number": content.order_number, "remark": content.purpose, "at": record["at"]}
        payer, payee = (content.payer_account, ""), (content.payee_account, content.payee_name)
        self._move(payer, payee, content.amount_fen, {**about, "transaction": order.bank_reference})
        self.undelivered[record["message_id"]] = content.order_number

    def _on_transfer_made(self, record: Record) -> None:
        about = {"order_number": record.get("order_number", ""), "remark": record["remark"], "at": record["at"]}
        about["transaction"] = record.get("transaction") or record["bank_reference"]
        payer = (record["payer_account"], record["payer_name"])
        payee = (record["payee_account"], record.get("payee_name", ""))
        self._move(payer, payee, record["amount_fen"], about)

    def _on_transfers_made(self, record: Record) -> None:
        for transfer in record["transfers"]:
            self._on_transfer_made(transfer)

    def _move(self, payer: tuple[str, str], payee: tuple[str, str], amount_fen: int, about: dict[str, str]) -> None:
        """One entry and one movement on each side. Parties are account and name; a name that is not told is known."""
        for (account, _), (other, name), amount in ((payer, payee, -amount_fen), (payee, payer, amount_fen)):
            held = self.accounts.setdefault(account, Account(account, "", "", "", UNSEEN_BALANCE_FEN))
            self.initial.setdefault(account, held.balance_fen)
            held.balance_fen += amount
            entry = {"order_number": about["order_number"], "account": account, "amount_fen": amount, "at": about["at"]}
            self.entries.append(entry)
            known = self.accounts.get(other)
            told = {"other_account": "" if other == OWN_ACCOUNT else other, "other_name": name}
            if known is not None and not name:
                told["other_name"] = known.name
            reference = f"E{len(self.entries):012d}"
            movement = Movement(reference=reference, amount_fen=amount, **about, **told)
            self.movements.setdefault(account, []).append(movement)

    def _on_order_failed(self, record: Record) -> None:
        changes = {name: record[name] for name in ("at", "reason", "message_id")}
        self._change(record, state=State.FAILED, **changes)
        self.undelivered[record["message_id"]] = record["order_number"]

    def _change(self, record: Record, **changes: Any) -> Order:
        number = record["order_number"]
        self.orders[number] = replace(self.orders[number], **changes)
        return self.orders[number]

    def _on_callback_taken(self, record: Record) -> None:
        self.undelivered.pop(record["message_id"], None)

    def _on_fault_set(self, record: Record) -> None:
        fault = read_fault(record["fault"]["fault_id"], record["fault"])
        self.faults[fault.fault_id] = fault

    def _on_fault_spent(self, record: Record) -> None:
        self.spent[record["fault_id"]] = self.spent.get(record["fault_id"], 0) + 1

    def _on_faults_cleared(self, _record: Record) -> None:
        self.faults.clear()
        self.spent.clear()
