"""Cases with `snapshots`: events replayed on a loan, the instalments, totals and transactions compared after each.

`events` are disburse, repayment, payoff, charge, charge_pct, reschedule, change_rate, business_date, end_of_day,
config, undo, pay_principal, pay_interest. A case without a drawing is the schedule of its application.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from server.commands.conformance.comparing import compare_snapshot
from server.commands.conformance.fineract_terms import Loan, loan_of, moved_entries
from server.commands.conformance.reading import Case, UnsupportedError, day, fen, plain_keys, rate
from server.terms.allocation import Part
from server.terms.model import Method, Tranche
from server.terms.replay import cumulative, progressive
from server.terms.replay.book import Book
from server.terms.replay.history import (
    Charge,
    ChargeTime,
    Drawing,
    Entry,
    FutureRule,
    FutureRuleSet,
    NewRate,
    PartReceipt,
    Receipt,
    Reckoned,
    Relief,
    Relieved,
)
from server.terms.rescheduling import Rescheduling

_RULES = {
    "NEXT_INSTALLMENT": FutureRule.NEXT,
    "LAST_INSTALLMENT": FutureRule.LAST,
    "REAMORTIZATION": FutureRule.ALL,
}
_RECEIPTS = {
    "repayment",
    "payoff",
    "down_payment",
    "merchant_issued_refund",
    "payout_refund",
    "goodwill_credit",
    "interest_payment_waiver",
    "charge_adjustment",
}
_RELIEFS: dict[str, tuple[Relief, Part | None]] = {
    "waive_charge": (Relief.WAIVER, None),
    "waive_interest": (Relief.WAIVER, Part.INTEREST),
    "write_off": (Relief.WRITE_OFF, None),
    "charge_off": (Relief.CHARGE_OFF, None),
    "chargeback": (Relief.CHARGEBACK, Part.PRINCIPAL),
    "credit_balance_refund": (Relief.CREDIT_REFUND, None),
}
_MONEY = {"disburse", *_RECEIPTS, "pay_principal", "pay_interest"}
_ONE_DAY = timedelta(days=1)


def differences(case: Case) -> list[str]:
    """What of a case our engine answers otherwise. Raises UnsupportedError."""
    found = []
    for snapshot in case["snapshots"]:
        count = int(snapshot["after_events"])
        book = book_of(case, case.get("events", [])[:count])
        loose = case["params"].get("interest_rounding") == "PER_SUB_PERIOD"
        found += [f"after {count} events: {each}" for each in compare_snapshot(book, snapshot, loose=loose)]
    return found


def book_of(case: Case, events: Sequence[Case]) -> Book:
    """The loan after its first events."""
    events = _by_day(events)
    drawings = [event for event in events if event["event"] == "disburse"]
    if drawings:
        loan = loan_of(case, fen(drawings[0]["amount"]), day(drawings[0]["date"]))
    else:
        loan = loan_of(case, fen(case["params"]["principal_applied"]), None)
    history = [*moved_entries(loan), *_Reader(loan).entries(events)]
    if loan.progressive and loan.terms.method is not Method.FLAT:
        if not drawings:
            history = [Drawing(loan.terms.start_on, loan.terms.principal_fen), *history]
        return progressive.replay(loan.terms, loan.servicing, history)
    later = tuple(Tranche(entry.on, entry.amount_fen) for entry in history if isinstance(entry, Drawing))[1:]
    return cumulative.replay(replace(loan.terms, tranches=later), loan.servicing, history)


def _by_day(events: Sequence[Case]) -> list[Case]:
    """The same events with money in the order of its days: what is entered later for an earlier day counts from then.

    Everything else keeps its place, and so does money before an undoing of it.
    """
    ordered = list(_undone(events))
    moved = [at for at, event in enumerate(ordered) if event["event"] in _MONEY and event.get("date")]
    in_order = sorted((ordered[at] for at in moved), key=lambda event: day(event["date"]))
    for at, event in zip(moved, in_order, strict=True):
        ordered[at] = event
    return ordered


@dataclass(slots=True)
class _Reader:
    """Turns events into entries; the business date is the only thing it remembers."""

    loan: Loan
    today: date | None = None

    def entries(self, events: Sequence[Case]) -> list[Entry]:
        """All entries of the events, in order. Raises UnsupportedError for an unknown event."""
        entries: list[Entry] = []
        for event in events:
            name = event["event"]
            if name == "business_date":
                self.today = day(event["date"])
            else:
                entries += self._entry(name, event)
                entries += self._as_of_today(name, event)
        return entries

    def _as_of_today(self, name: str, event: Case) -> list[Entry]:
        """Money entered later than its day: what is overdue by the business date has borne interest until then."""
        late = self.today is not None and name in _MONEY and event.get("date") and day(event["date"]) < self.today
        if not late or self.today is None or not (self.loan.progressive and self.loan.servicing.recalculates):
            return []
        return [Reckoned(self.today, accrues=False)]

    def _entry(self, name: str, event: Case) -> list[Entry]:  # noqa: PLR0911 - one return for each kind of event
        match name:
            case "disburse":
                return [Drawing(day(event["date"]), fen(event["amount"]))]
            case receipt if receipt in _RECEIPTS:
                whole = name == "payoff"
                return [Receipt(day(event["date"]), None if whole else fen(event["amount"]))]
            case relief if relief in _RELIEFS:
                return [self._relieved(event)]
            case "charge" | "charge_pct":
                return [_charge(event, self.today)]
            case "end_of_day":
                return [self._end_of_day(event)]
            case "change_rate" | "reschedule":
                return self._change(event)
            case "pay_principal" | "pay_interest":
                part = Part.PRINCIPAL if name == "pay_principal" else Part.INTEREST
                due_on = day(event["installment_due_date"])
                return [PartReceipt(day(event["date"]), due_on, part, fen(event["amount"]))]
            case "config":
                text = str(event.get("text", ""))
                return next(([FutureRuleSet(rule)] for word, rule in _RULES.items() if word in text), [])
        raise UnsupportedError(f"event {name!r}")

    def _relieved(self, event: Case) -> Entry:
        """A waiver, write-off, chargeback or refund of credit; of the business day unless it names another."""
        kind, part = _RELIEFS[event["event"]]
        on = day(event["date"]) if event.get("date") else self.today
        if on is None:
            raise UnsupportedError(f"{event['event']} without a day")
        if event["event"] == "waive_charge":
            part = _part(event)
        return Relieved(kind, on, fen(event["amount"]) if event.get("amount") is not None else None, part)

    def _end_of_day(self, event: Case) -> Entry:
        on = day(event["date"]) if event.get("date") else self.today
        if on is None:
            raise UnsupportedError("end of day without a business date")
        return Reckoned(on, self.loan.overdue_share, accrues=not self.loan.progressive)

    def _change(self, event: Case) -> list[Entry]:
        """A new rate or a rescheduling from a day on. In a progressive loan the day before ends at the new rate."""
        keys = plain_keys(event)
        from_on = _first_day(keys, "reschedulefromdate", "reschedulefrom", "fromdate", "from", "date")
        due_on = _first_day(keys, "adjustedduedate", "newduedate", "adjusteddate")
        new_rate = _first(keys, "newinterestrate", "annualratepct", "newrate", "newannualratepct")
        if from_on is None:
            raise UnsupportedError("a change without its day")
        extra = int(_first(keys, "extraterms", "extraperiods") or 0)
        grace = int(_first(keys, "graceonprincipal", "graceprincipal") or 0)
        grace_interest = int(_first(keys, "graceoninterest", "graceinterest") or 0)
        if not self.loan.progressive:
            annual = rate(new_rate) if new_rate is not None else None
            return [Rescheduling(from_on, due_on, extra, annual, grace, grace_interest)]
        if grace or grace_interest:
            raise UnsupportedError("new grace in a progressive loan")
        entries: list[Entry] = [Rescheduling(from_on, due_on, extra)] if due_on or extra else []
        if new_rate is not None:
            entries.append(NewRate(from_on - _ONE_DAY, rate(new_rate)))
        return entries


def _part(event: Case) -> Part:
    """The part that a waived charge is."""
    named = str(event.get("charge", "")).upper()
    return Part.PENALTY if event.get("is_penalty") or "PENALT" in named or "NSF" in named else Part.FEE


def _charge(event: Case, today: date | None) -> Charge:
    """A fee or penalty. Its name says when it falls due if it has no day; a share may be given in per cent."""
    name = str(event.get("charge", "")).upper()
    when = ChargeTime.ON_DAY
    if "DISBURSEMENT" in name:
        when = ChargeTime.WITH_DRAWING
    elif "INSTALLMENT" in name:
        when = ChargeTime.WITH_EACH_INSTALMENT
    on = day(event["due_date"]) if event.get("due_date") else today
    if when is ChargeTime.ON_DAY and on is None:
        raise UnsupportedError(f"charge {name!r} without a day")
    amount = fen(event["amount"]) if event.get("amount") is not None else 0
    share = rate(event["pct"]) if event.get("pct") is not None else rate(0)
    return Charge(when, bool(event.get("is_penalty")), on, amount, share)


def _undone(events: Sequence[Case]) -> list[Case]:
    """The events without what was undone: the last receipt, or the one named by its day and number; or a drawing."""
    left: list[Case] = []
    for event in events:
        if event["event"].startswith("undo"):
            _undo(left, event)
        else:
            left.append(event)
    return left


def _undo(events: list[Case], event: Case) -> None:
    told = str(event).lower()
    kinds = {"disburse"} if "disburs" in told else _RECEIPTS
    on = day(event["date"]) if event.get("date") else None
    at = [
        at for at, each in enumerate(events) if each["event"] in kinds and (on is None or day(each.get("date")) == on)
    ]
    number = _first(plain_keys(event), "n", "nth", "ordinal", "number", "index")
    which = -1 if number is None else int(re.sub(r"\D", "", str(number)) or 1) - 1
    if not at or which >= len(at):
        raise UnsupportedError("nothing to undo")
    del events[at[which]]


def _first(keys: dict[str, Any], *names: str) -> Any:
    return next((keys[name] for name in names if keys.get(name) is not None), None)


def _first_day(keys: dict[str, Any], *names: str) -> date | None:
    found = _first(keys, *names)
    return day(found) if found is not None else None
