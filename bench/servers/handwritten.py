"""The floor: one statement written by hand for each operation, no GraphQL, no token."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.book.place import Place
from bench.graphql.operations import Sample
from bench.servers.contestant import POOL_SIZE, Contestant, Request
from server.commands.console import ROOT
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE


class Handwritten(Contestant):
    """Starlette, asyncpg and SQL that makes the whole JSON answer, with the scope as a predicate."""

    name = "by hand"
    about = "Starlette + asyncpg + one JSON statement: scope predicate; no token, no policies, no GraphQL"
    role = OWNER_ROLE
    policies = False

    def __init__(self, folder: Path, port: int, place: Place) -> None:
        super().__init__(folder, port)
        self._place = place

    def command(self) -> Sequence[str]:
        return [sys.executable, "-m", "bench.peers.handwritten.serve", str(self.port)]

    def environment(self) -> Mapping[str, str]:
        return {
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": self._place.url(self.role),
            "ROW_POLICIES": "1" if self.policies else "",
            "POOL_SIZE": str(POOL_SIZE),
        }

    def request(self, operation: str, sample: Sample) -> Request:
        return request_of(operation, sample)

    def plain(self, operation: str, sample: Sample, answer: Any) -> Any:
        del operation, sample
        return answer["data"]


class HandwrittenWithPolicies(Handwritten):
    """The same on the app's role, with the policies' settings made in the same statement."""

    name = "by hand, policies"
    about = "the same with row policies, their settings made in the same statement"
    role = APP_ROLE
    policies = True


def request_of(operation: str, sample: Sample) -> Request:
    """An operation as the server by hand is asked for it: what it may see comes in the body, unproven."""
    body: dict[str, Any] = {"settings": sample.sight.settings}
    if sample.loan:
        body |= {"customer": str(sample.loan.customer_id), "loan": str(sample.loan.loan_id)}
    return Request(f"/{operation}", {"content-type": "application/json"}, json.dumps(body).encode())
