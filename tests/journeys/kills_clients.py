"""A client that never gives up: it asks what became of its key, and sends again under the same key only."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx

from server.kit.clock import SHANGHAI
from tests.journeys.kills_house import Contracted
from tests.journeys.phones import Phone, RefusedError

PATIENCE_SECONDS = 240.0
PAUSE_SECONDS = 0.2
AWAY = (httpx.HTTPError, ValueError)
"""No connection, a cut one, half an answer."""
LOAN = "id state outstanding instalments { number outstanding } repayments { amount }"
REPAYMENTS = 2


@dataclass
class Tally:
    """What the clients of all rounds have seen; steps are what a kill can fall between."""

    steps: int = 0
    doubtful: int = 0
    carried_out: int = 0
    sent_again: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, *names: str) -> None:
        with self.lock:
            for name in names:
                setattr(self, name, getattr(self, name) + 1)


@dataclass
class Life:
    """One loan's way from the signed contract to its second repayment."""

    phone: Phone
    contracted: Contracted
    tally: Tally
    today: str = field(default_factory=lambda: datetime.now(UTC).astimezone(SHANGHAI).date().isoformat())
    loan: str = ""
    repaid: list[str] = field(default_factory=list)

    def live(self) -> None:
        """Pay out, wait for the bank's money, repay two instalments."""
        application = self.patiently(self._application)
        self._insist(
            "disburseLoan",
            applicationId=self.contracted.application,
            expectedVersion=application["version"],
        )
        self.loan = self.patiently(self._application)["loan"]["id"]
        loan = self.patiently(lambda: next((seen for seen in [self.seen()] if seen["state"] == "ACTIVE"), None))
        self.tally.count("steps")
        for row in loan["instalments"][:REPAYMENTS]:
            self._insist(
                "repayLoan",
                loanId=self.loan,
                amount=row["outstanding"],
                paidOn=self.today,
                reference=f"R{row['number']}",
            )
            self.repaid.append(row["outstanding"])

    def seen(self) -> dict[str, Any]:
        """The loan as the API shows it."""
        query = f"query Loan($id: ID!) {{ loan(id: $id) {{ {LOAN} }} }}"
        loan: dict[str, Any] = self.phone.ask(query, id=self.loan)["loan"]
        return loan

    def patiently(self, look: Callable[[], Any]) -> Any:
        """Ask until there is an answer that says something, whatever dies meanwhile."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                found = look()
                if found:
                    return found
            except RefusedError as refusal:
                _require_passing(refusal)
            except AWAY:
                pass
            time.sleep(PAUSE_SECONDS)
        raise AssertionError(f"never an answer about {self.contracted}")

    def _application(self) -> dict[str, Any]:
        query = "query A($id: ID!) { application(id: $id) { version loan { id } } }"
        found: dict[str, Any] = self.phone.ask(query, id=self.contracted.application)["application"]
        return found

    def _insist(self, verb: str, **given: Any) -> None:
        """Carry one mutation out under one key. What is in doubt is asked about first, then sent again."""
        key, in_doubt = uuid4().hex, False
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            self.tally.count("steps")
            try:
                self.phone.do(verb, "loan { id }", key=key, **given)
            except RefusedError as refusal:
                _require_passing(refusal)
            except AWAY:
                pass
            else:
                self.tally.count("steps", *(("sent_again",) if in_doubt else ()))
                return
            if not in_doubt:
                self.tally.count("doubtful")
                if self._is_applied(key):
                    self.tally.count("carried_out")
            in_doubt = True
        raise AssertionError(f"{verb} was never carried out for {self.contracted}")

    def _is_applied(self, key: str) -> bool:
        query = "query Outcome($key: String!) { requestOutcome(key: $key) { state code } }"
        answer = self.patiently(lambda: self.phone.ask(query, key=key))
        outcome = answer["requestOutcome"]
        assert outcome is None or (outcome["state"], outcome["code"]) == ("applied", None), outcome
        return outcome is not None


def _require_passing(refusal: RefusedError) -> None:
    """While parts are down the one refusal is that: nothing unforeseen, nothing about the loan."""
    if refusal.code != "SERVER_UNAVAILABLE":
        raise refusal
