"""The bank at work: takes orders, settles them in time, answers as the script says."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from server.kit.clock import Clock
from server.simulators.bank.books import Account, Books, Content, Order, hashed
from server.simulators.bank.callbacks import Callbacks
from server.simulators.bank.faults import Fault, FaultKind
from server.simulators.bank.movements import Statement
from server.simulators.bank.readings import OPENING_FEN


def find(faults: list[Fault], kind: FaultKind) -> Fault | None:
    return next((fault for fault in faults if fault.kind is kind), None)


def spoilt(statement: Statement, faults: list[Fault]) -> Statement:
    """A statement as the script tells it; the books stay as they are, and a line that is not there is left alone."""
    for fault in faults:
        if fault.position >= len(statement.movements):
            continue
        if fault.kind is FaultKind.LINE_MISSING:
            statement = statement.without(fault.position)
        elif fault.kind is FaultKind.LINE_DOUBLED:
            statement = statement.doubled(fault.position)
        elif fault.kind is FaultKind.LINE_OFF:
            statement = statement.off_by(fault.position, fault.amount_delta_fen)
    return statement


@dataclass
class Teller:
    """`settle_seconds` 0 settles within the call; otherwise the answer is ACCEPTED and a callback follows."""

    books: Books
    callbacks: Callbacks
    clock: Clock
    settle_seconds: float
    opens_unknown: bool = True
    timers: dict[str, asyncio.TimerHandle] = field(default_factory=dict)

    def start(self) -> None:
        """Take up what a killed process left: unfinished orders and untold outcomes."""
        self.callbacks.resume()
        for order in list(self.books.orders.values()):
            if not order.is_final:
                self._settle_in_time(order)

    async def stop(self) -> None:
        for timer in self.timers.values():
            timer.cancel()
        await self.callbacks.stop()

    def take(self, content: Content, faults: list[Fault]) -> Order:
        """The order as it stands after this call. Raises OrderConflict. A number met before changes nothing."""
        order, is_new = self.books.take(content, faults, self._at())
        return self._work_on(order) if is_new else order

    def _work_on(self, order: Order) -> Order:
        number = order.content.order_number
        failure = order.fault(FaultKind.FAIL)
        if failure is not None:
            return self._finish(self.books.fail(number, failure.code, self._at()))
        if order.fault(FaultKind.LATE_SETTLEMENT):
            order = self.books.begin(number)
        elif self.settle_seconds <= 0:
            return self._finish(self.books.settle(number, self._at()))
        self._settle_in_time(order)
        return order

    def _settle_in_time(self, order: Order) -> None:
        number = order.content.order_number
        late = order.fault(FaultKind.LATE_SETTLEMENT)
        delay = late.seconds if late else self.settle_seconds
        self.timers[number] = asyncio.get_running_loop().call_later(delay, self.settle_now, number)

    def settle_now(self, number: str) -> Order:
        """Settle an unfinished order without further waiting. Raises KeyError for an unknown number."""
        timer = self.timers.pop(number, None)
        if timer is not None:
            timer.cancel()
        return self._finish(self.books.settle(number, self._at()))

    def _finish(self, order: Order) -> Order:
        self.callbacks.tell(order)
        return order

    def _at(self) -> str:
        return self.clock.now().isoformat()

    def open_accounts(self, accounts: list[tuple[dict[str, str], int]]) -> None:
        """Each with the elements of its holder and the balance it begins with."""
        self.books.open_accounts([_account_of(elements, balance_fen) for elements, balance_fen in accounts])

    def verify(self, content: dict[str, str], faults: list[Fault]) -> dict[str, Any]:
        """The four-element check against the account's holder.

        An account that nobody has heard of is opened for whom is asked about, as this bank has no counter; with
        `opens_unknown` off it is unknown.
        """
        if find(faults, FaultKind.ACCOUNT_MISMATCH):
            return {"matches": False, "reason": "MISMATCH"}
        held = self.books.accounts.get(content["account"])
        if (held is None or not held.name) and self.opens_unknown:
            self.books.open_accounts([_account_of(content, OPENING_FEN)])
            held = self.books.accounts[content["account"]]
        if held is None:
            return {"matches": False, "reason": "UNKNOWN_ACCOUNT"}
        holder = (held.name, held.id_hash, held.phone_hash)
        same = holder == (content["name"], _id_hash(content), hashed(content["phone"]))
        return {"matches": same, "reason": None if same else "MISMATCH"}


def _id_hash(elements: dict[str, str]) -> str:
    return elements.get("id_number_hash") or hashed(elements["id_number"])


def _account_of(elements: dict[str, str], balance_fen: int) -> Account:
    phone_hash = hashed(elements["phone"])
    return Account(elements["account"], elements["name"], _id_hash(elements), phone_hash, balance_fen)
