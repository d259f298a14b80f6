"""Ours: `jiedai serve` as it runs in production, front door, tokens, scope and row policies included."""

import base64
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from bench.book.place import FREE_ROLE, Reachable
from bench.book.scale import DAY
from bench.graphql.operations import Sample
from bench.servers.contestant import POOL_SIZE, Contestant, Request, data_of
from server.commands.console import ROOT
from server.commands.supervision.house import CLI
from server.commands.supervision.keys import load_keys
from server.kit import global_ids
from server.kit.clock import clock_on
from server.kit.embedded.endpoint import APP_ROLE

DOCUMENTS = ROOT / "bench" / "graphql"
UNREACHED = "100000000"


class Ours(Contestant):
    """Our server on the app's role."""

    name = "jiedai"
    about = "jiedai serve: front door, JWT, scope in the SQL, row policies; like everybody without an access log"
    role = APP_ROLE
    access_log = False

    def __init__(self, folder: Path, port: int, place: Reachable) -> None:
        super().__init__(folder, port)
        self._folder, self._place = folder, place
        self._keys = load_keys(folder)

    def command(self) -> Sequence[str]:
        return [sys.executable, *CLI, "serve", "--port", str(self.port)]

    def environment(self) -> Mapping[str, str]:
        return self._keys | {
            "JIEDAI_MODE": "demo",
            "JIEDAI_DATA_DIR": str(self._folder),
            "JIEDAI_DATABASE_URL": self._place.url(self.role, "asyncpg"),
            "JIEDAI_BUSINESS_DATE": DAY.isoformat(),
            "JIEDAI_POOL_SIZE": str(POOL_SIZE),
            # the limits count as they always do, only nobody reaches them
            "JIEDAI_RATE_LIMIT_STAFF_PER_MINUTE": UNREACHED,
            "JIEDAI_RATE_LIMIT_ADDRESS_PER_MINUTE": UNREACHED,
            # no contestant writes an access log
            "JIEDAI_ACCESS_LOG": "1" if self.access_log else "0",
        }

    def request(self, operation: str, sample: Sample) -> Request:
        return request_of(self._token_key, clock_on(DAY).now(), operation, sample)

    @cached_property
    def _token_key(self) -> bytes:
        return base64.b64decode(self._keys["JIEDAI_TOKEN_KEY"])

    def plain(self, operation: str, sample: Sample, answer: Any) -> Any:
        del operation, sample
        return data_of(answer)


class OursWithoutPolicies(Ours):
    """The same on a role that no row policy touches: what is missing is what the policies cost."""

    name = "jiedai, no policies"
    about = "the same on a role with BYPASSRLS: JWT and scope in the SQL alone"
    role = FREE_ROLE


class OursWithLog(Ours):
    """The same as it is installed: one line a request in the log."""

    name = "jiedai, access log"
    about = "the same with its access log, which is on by default"
    access_log = True


def request_of(token_key: bytes, now: datetime, operation: str, sample: Sample) -> Request:
    """An operation as our API is asked for it."""
    document = (DOCUMENTS / f"{operation}.graphql").read_text(encoding="utf-8")
    variables = {}
    if sample.loan:
        variables["id"] = global_ids.encode("Loan", sample.loan.loan_id, sample.loan.customer_id)
    headers = {"content-type": "application/json", "authorization": f"Bearer {sample.sight.token(token_key, now)}"}
    return Request("/graphql", headers, json.dumps({"query": document, "variables": variables}).encode())
