"""Speaks to the simulator from outside: for tests that judge by its books and for the demo that fills its accounts."""

import json
from datetime import date
from typing import Any

import httpx

from server.custody.bank import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from server.kit.clock import Clock, SystemClock

TRANSFERS_AT_ONCE = 5_000


class BankClient:
    """Signed calls, one at a time. Raises httpx.HTTPError when the simulator is not there.

    The clock must play on the simulator's date.
    """

    def __init__(self, url: str, secret: str, *, clock: Clock | None = None, timeout_seconds: float = 10.0) -> None:
        self.secret = secret
        self.clock = clock or SystemClock()
        self.client = httpx.Client(base_url=url, timeout=timeout_seconds, trust_env=False)

    def call(self, method: str, path: str, content: Any = None) -> httpx.Response:
        body = b"" if content is None else json.dumps(content, ensure_ascii=False).encode()
        timestamp = str(int(self.clock.now().timestamp()))
        signature = sign(self.secret, timestamp, f"{method} {path}", body)
        headers = {TIMESTAMP_HEADER: timestamp, SIGNATURE_HEADER: signature, "Content-Type": "application/json"}
        return self.client.request(method, path, content=body, headers=headers)

    def books(self) -> dict[str, Any]:
        """{orders, entries, undelivered}: the judge of what was paid."""
        return dict(self.call("GET", "/v1/books").raise_for_status().json())

    def fault(self, kind: str, **members: Any) -> dict[str, Any]:
        """Script one fault: see `server.simulators.bank.faults` for kinds and members."""
        return dict(self.call("POST", "/v1/faults", {"kind": kind, **members}).raise_for_status().json())

    def clear_faults(self) -> None:
        self.call("DELETE", "/v1/faults").raise_for_status()

    def open_accounts(self, accounts: list[dict[str, Any]]) -> int:
        """Each {account, name, id_number, phone, balance_fen?}. Returns how many."""
        answer = self.call("POST", "/v1/accounts", {"accounts": accounts}).raise_for_status()
        return int(answer.json()["opened"])

    def transfer(self, **members: Any) -> str:
        """Money that moves without an order of ours; returns the bank's reference.

        Members: payer_account, payer_name, payee_account, payee_name, amount_fen, remark, at; order_number and
        transaction of what reached the bank otherwise. Account "0" is the bank's own, for charges and interest.
        """
        return str(self.call("POST", "/v1/transfers", members).raise_for_status().json()["bank_reference"])

    def history(self, transfers: list[dict[str, Any]]) -> int:
        """Transfers of the past, each with the members above, in the order in which they happened; returns how many."""
        done = 0
        for begin in range(0, len(transfers), TRANSFERS_AT_ONCE):
            some = {"transfers": transfers[begin : begin + TRANSFERS_AT_ONCE]}
            done += int(self.call("POST", "/v1/histories", some).raise_for_status().json()["transfers"])
        return done

    def statement(self, account: str, first: date, last: date, form: str = "camt.053") -> bytes:
        """The statement of some days as `camt.053` or as `csv` in GBK."""
        return self.call("GET", f"/v1/statements/{account}/{first}/{last}/{form}").raise_for_status().content

    def tell(self, number: str, words: list[dict[str, Any]]) -> list[int]:
        """Have the lender told of an order exactly this: each {message_id, state, …}. Answers its status codes."""
        answer = self.call("POST", f"/v1/payments/{number}/tell", {"words": words}).raise_for_status()
        return list(answer.json()["statuses"])

    def settle(self, number: str) -> dict[str, Any]:
        """Settle an order that is still accepted or processing."""
        return dict(self.call("POST", f"/v1/payments/{number}/settle").raise_for_status().json())

    def close(self) -> None:
        self.client.close()
