"""A month of a county lender: loans paid out, repayments by number, by remark, without a word, several in one.

Every fiftieth line is planted to be wrong, in turn in each of the ways that have a name.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import cycle

from bench.reconciliation.facts import LAST, NAMES, BookEvent, Borrower, Dice, Month, instant
from server.reconciliation.rules import BreakKind
from server.simulators.bank.movements import Movement

BREAK_SHARE = 50
"""One line in so many is a break: 2 %."""
SHARES = ("order",) * 12 + ("number",) * 48 + ("loan",) * 22 + ("payer",) * 12 + ("both",) * 4 + ("pieces",) * 2
GRACE_DAYS = 4


class Story:
    """Tells a month, line by line."""

    def __init__(self, seed: int) -> None:
        self.dice = Dice(seed)
        self.month = Month()
        self._sound: dict[str, Callable[[], None]] = {
            "order": self._order,
            "number": self._by_number,
            "loan": self._by_loan,
            "payer": self._by_payer,
            "both": self._two_loans_at_once,
            "pieces": self._order_in_pieces,
        }

    def tell(self, lines: int) -> Month:
        """So many lines of the statement, within a few; planted breaks among them."""
        kinds = cycle(self._planting().values())
        ways = cycle(SHARES)
        wanted_breaks = lines // BREAK_SHARE
        while self.month.planted < wanted_breaks:
            next(kinds)()
        while len(self.month.movements) < lines:
            self._sound[next(ways)]()
        return self.month

    def borrower(self, loans: int = 1) -> Borrower:
        dice = self.dice
        held = tuple((dice.id(), dice.number()) for _ in range(loans))
        found = Borrower(dice.id(), dice.account(), dice.pick(NAMES), held)
        self.month.borrowers.append(found)
        return found

    def event(self, borrower: Borrower, *, order: bool = False, margin: int = 0, loan: int = 0) -> BookEvent:
        dice = self.dice
        fen = dice.amount(borrower)
        number = dice.number() if order else f"HK{dice.number()}"
        found = BookEvent(
            dice.id(), borrower, borrower.loans[loan], dice.day(margin), -fen if order else fen, number, order
        )
        self.month.events.append(found)
        return found

    def line(
        self,
        event: BookEvent | None,
        borrower: Borrower,
        amount_fen: int,
        *,
        remark: str = "",
        days: int = 0,
        numbered: bool = False,
        day_of: BookEvent | None = None,
    ) -> Movement:
        """A movement of a borrower's; with an event on its day or so many days later, but within the month."""
        dice, about = self.dice, event or day_of
        day = min(about.day + timedelta(days=days), LAST) if about else dice.day()
        movement = Movement(
            reference=dice.reference(),
            transaction=f"T{dice.number()}",
            order_number=about.number if numbered and about else "",
            amount_fen=amount_fen,
            at=instant(day, dice),
            other_account=borrower.account,
            other_name=borrower.name,
            remark=remark,
        )
        self.month.movements.append(movement)
        return movement

    def true(self, movement: Movement, *events: BookEvent) -> None:
        self.month.matched[movement.reference] = frozenset(event.id for event in events)

    def wrong(self, movement: Movement, kind: BreakKind) -> None:
        self.month.broken[movement.reference] = kind

    # sound lines

    def _order(self) -> None:
        event = self.event(self.borrower(), order=True)
        days = self.dice.between(0, 1)
        remark = f"贷款发放 {event.loan[1]}"
        self.true(self.line(event, event.borrower, event.amount_fen, remark=remark, days=days, numbered=True), event)

    def _by_number(self) -> None:
        event = self.event(self.borrower(self.dice.between(1, 2)))
        self.true(self.line(event, event.borrower, event.amount_fen, remark="代扣还款", numbered=True), event)

    def _by_loan(self) -> None:
        borrower = self.borrower(2)
        for loan in range(self.dice.between(1, 2)):
            event = self.event(borrower, loan=loan)
            remark = f"还款 贷款编号{event.loan[1]} {borrower.name}"
            self.true(self.line(event, borrower, event.amount_fen, remark=remark, days=self.dice.between(0, 2)), event)

    def _by_payer(self) -> None:
        event = self.event(self.borrower(2))
        self.true(
            self.line(event, event.borrower, event.amount_fen, days=self.dice.between(0, 2), remark="还款"), event
        )

    def _two_loans_at_once(self) -> None:
        """One transfer, entered under its number as two repayments."""
        borrower = self.borrower(2)
        first = self.event(borrower)
        second = replace(self.event(borrower, loan=1), day=first.day, number=first.number)
        self.month.events[-1] = second
        line = self.line(first, borrower, first.amount_fen + second.amount_fen, numbered=True, remark="两笔还款")
        self.true(line, first, second)

    def _order_in_pieces(self) -> None:
        """A payment above the bank's limit goes out in two."""
        event = self.event(self.borrower(), order=True)
        part = event.amount_fen // 3
        for fen in (part, event.amount_fen - part):
            self.true(self.line(event, event.borrower, fen, remark="贷款发放", numbered=True), event)

    # planted breaks

    def _planting(self) -> dict[BreakKind, Callable[[], None]]:
        return {
            BreakKind.MISSING_IN_BANK: self._missing_in_bank,
            BreakKind.UNBOOKED_REPAYMENT: self._unbooked,
            BreakKind.AMOUNT_DIFFERS: self._amount_differs,
            BreakKind.DATE_DIFFERS: self._date_differs,
            BreakKind.DUPLICATE_LINE: self._duplicate_line,
            BreakKind.DUPLICATE_PAYMENT: self._duplicate_payment,
            BreakKind.UNKNOWN_PAYER: self._unknown_payer,
            BreakKind.WRONG_DIRECTION: self._wrong_direction,
            BreakKind.BANK_CHARGE: self._charge,
            BreakKind.BANK_INTEREST: self._interest,
            BreakKind.LOAN_NOT_NAMED: self._loan_not_named,
            BreakKind.MISSING_IN_BOOKS: self._missing_in_books,
            BreakKind.ORDER_NOT_SETTLED: self._order_not_settled,
            BreakKind.PAYMENT_RETURNED: self._returned,
        }

    def _missing_in_bank(self) -> None:
        event = self.event(self.borrower(), margin=GRACE_DAYS, order=bool(self.dice.between(0, 1)))
        self.month.missing.add(event.id)

    def _unbooked(self) -> None:
        borrower = self.borrower()
        remark = f"还款{borrower.loans[0][1]}"
        line = self.line(None, borrower, self.dice.amount(borrower), remark=remark)
        self.wrong(line, BreakKind.UNBOOKED_REPAYMENT)

    def _amount_differs(self) -> None:
        """A fen off, or a digit; by number or by the loan in the remark."""
        event = self.event(self.borrower())
        numbered = bool(self.dice.between(0, 1))
        delta = self.dice.between(0, 1) * 90_000 + 1
        remark = f"还款{event.loan[1]}"
        line = self.line(event, event.borrower, event.amount_fen + delta, remark=remark, numbered=numbered)
        self.wrong(line, BreakKind.AMOUNT_DIFFERS)

    def _date_differs(self) -> None:
        event = self.event(self.borrower(), margin=20)
        numbered = bool(self.dice.between(0, 1))
        days = self.dice.between(5, 19)
        line = self.line(event, event.borrower, event.amount_fen, days=days, numbered=numbered, remark="还款")
        self.wrong(line, BreakKind.DATE_DIFFERS)

    def _duplicate_line(self) -> None:
        """The bank lists one transaction twice."""
        event = self.event(self.borrower())
        line = self.line(event, event.borrower, event.amount_fen, remark="还款", numbered=bool(self.dice.between(0, 1)))
        self.true(line, event)
        again = replace(line, reference=self.dice.reference())
        self.month.movements.append(again)
        self.wrong(again, BreakKind.DUPLICATE_LINE)

    def _duplicate_payment(self) -> None:
        """The customer, or the bank, pays twice: two transactions."""
        event = self.event(self.borrower())
        numbered = bool(self.dice.between(0, 1))
        line = self.line(event, event.borrower, event.amount_fen, remark="还款", numbered=numbered)
        self.true(line, event)
        again = replace(line, reference=self.dice.reference(), transaction=f"T{self.dice.number()}")
        self.month.movements.append(again)
        self.wrong(again, BreakKind.DUPLICATE_PAYMENT)

    def _unknown_payer(self) -> None:
        line = self.line(None, self._stranger(), self.dice.between(100, 9_000_000), remark="货款")
        self.wrong(line, BreakKind.UNKNOWN_PAYER)

    def _stranger(self) -> Borrower:
        return Borrower(self.dice.id(), self.dice.account(), self.dice.pick(NAMES), ())

    def _wrong_direction(self) -> None:
        event = self.event(self.borrower(), order=bool(self.dice.between(0, 1)))
        line = self.line(event, event.borrower, -event.amount_fen, remark="冲正", numbered=True)
        self.wrong(line, BreakKind.WRONG_DIRECTION)

    def _charge(self) -> None:
        line = self.line(
            None, Borrower(self.dice.id(), "", "", ()), -self.dice.between(50, 20_000), remark="跨行汇划手续费"
        )
        self.wrong(line, BreakKind.BANK_CHARGE)

    def _interest(self) -> None:
        line = self.line(None, Borrower(self.dice.id(), "", "", ()), self.dice.between(50, 900_000), remark="结息")
        self.wrong(line, BreakKind.BANK_INTEREST)

    def _loan_not_named(self) -> None:
        borrower = self.borrower(2)
        line = self.line(None, borrower, self.dice.amount(borrower), remark="转账")
        self.wrong(line, BreakKind.LOAN_NOT_NAMED)

    def _missing_in_books(self) -> None:
        line = self.line(None, self._stranger(), -self.dice.between(100, 9_000_000), remark="付款")
        self.wrong(line, BreakKind.MISSING_IN_BOOKS)

    def _order_not_settled(self) -> None:
        """The bank has paid what the books still ask about."""
        event = replace(self.event(self.borrower(), order=True), posted=False)
        self.month.events[-1] = event
        line = self.line(event, event.borrower, event.amount_fen, remark="贷款发放", numbered=True)
        self.wrong(line, BreakKind.ORDER_NOT_SETTLED)

    def _returned(self) -> None:
        """A payment that went out came back."""
        event = self.event(self.borrower(), order=True, margin=3)
        self.true(self.line(event, event.borrower, event.amount_fen, numbered=True, remark="贷款发放"), event)
        back = self.line(None, event.borrower, -event.amount_fen, numbered=True, remark="退汇", days=2, day_of=event)
        self.wrong(back, BreakKind.PAYMENT_RETURNED)


def month(seed: int, lines: int) -> Month:
    """A month of so many lines, the same for the same seed."""
    return Story(seed).tell(lines)
