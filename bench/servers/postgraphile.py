"""PostGraphile 5 on Node 22, the peer: installed by npm from the committed lock, plain or with the row policies."""

import base64
import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.book.place import Place
from bench.graphql.operations import Sample
from bench.servers.contestant import Contestant, Request, data_of
from mobile_api.build_hook import BuildError, find_npm, packages_match
from server.commands.console import ROOT, CommandError, ExitCode
from server.kit import global_ids
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE
from server.kit.money import Money

SOURCES = ROOT / "bench" / "peers" / "postgraphile"
PRODUCT = ("productVersionByProductVersionId", "productByProductCode")
APPLICATION = "applicationByCustomerIdAndApplicationId"


def install(folder: Path, say: Callable[[str], None]) -> Path:
    """Copy the peer into `folder`, with the packages that its lock pins; answers its folder. Raises CommandError."""
    peer = folder / "postgraphile"
    peer.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc", "server.js"):
        shutil.copyfile(SOURCES / name, peer / name)
    try:
        if not packages_match(peer):
            npm = find_npm(say)
            say("installing PostGraphile and Node 22")
            npm.run(peer, "ci", "--loglevel=error")
        version = subprocess.run([node_of(peer), "--version"], capture_output=True, text=True, check=True).stdout
    except (BuildError, OSError, subprocess.CalledProcessError) as error:
        raise CommandError(ExitCode.BUILD, f"PostGraphile cannot be installed: {error}") from error
    if not version.startswith("v22."):
        raise CommandError(ExitCode.BUILD, f"PostGraphile is measured on Node 22, not on {version.strip()}")
    return peer


def node_of(peer: Path) -> Path:
    """The Node that npm's package `node` brought."""
    return peer / "node_modules" / "node" / "bin" / "node"


class PostGraphile(Contestant):
    """As it comes, on the role that owns the tables; what may be seen is an argument of each query."""

    name = "postgraphile"
    about = "PostGraphile 5.1.5 on Node 22: the scope as an argument; no token, no policies"
    role = OWNER_ROLE
    policies = False

    def __init__(self, folder: Path, port: int, place: Place) -> None:
        super().__init__(folder, port)
        self._peer, self._place = folder / "postgraphile", place

    def command(self) -> Sequence[str]:
        return [str(node_of(self._peer)), str(self._peer / "server.js"), str(self.port)]

    def environment(self) -> Mapping[str, str]:
        return {
            "DATABASE_URL": self._place.url(self.role),
            "ROW_POLICIES": "1" if self.policies else "",
            "GRAPHILE_ENV": "production",
            "NODE_ENV": "production",
        }

    def request(self, operation: str, sample: Sample) -> Request:
        document = (SOURCES / f"{operation}.graphql").read_text(encoding="utf-8")
        settings = {f"x-jiedai-{name}": value for name, value in sample.sight.settings.items()} if self.policies else {}
        body = {"query": document, "variables": _variables(operation, sample)}
        return Request("/graphql", {"content-type": "application/json"} | settings, json.dumps(body).encode())

    def plain(self, operation: str, sample: Sample, answer: Any) -> Any:
        del sample
        forms = {"dashboard": _dashboard, "loan": _loan_with_schedule, "loans": _loans}
        return forms[operation](data_of(answer))


class PostGraphileWithPolicies(PostGraphile):
    """The same documents under our row policies: each request's settings by pgSettings, on the app's role."""

    name = "postgraphile, policies"
    about = "the same on the app's role, the row policies' settings by pgSettings; no token"
    role = APP_ROLE
    policies = True


def _variables(operation: str, sample: Sample) -> dict[str, str]:
    if operation == "dashboard":
        return {"officer": str(sample.sight.staff_id)}
    if sample.loan:
        return {"customer": str(sample.loan.customer_id), "loan": str(sample.loan.loan_id)}
    assert sample.sight.branches
    return {"branch": str(sample.sight.branches[0])}


def _yuan(fen: str) -> str:
    return str(Money(int(fen)))


def _rate(text: str) -> str:
    return format(Decimal(text).normalize(), "f")


def _global_id(text: str) -> str:
    """Our id of the row that theirs names: `["loans", customer, id]` in base64."""
    _, customer_id, row_id = json.loads(base64.b64decode(text + "=" * (-len(text) % 4)))
    return global_ids.encode("Loan", UUID(row_id), UUID(customer_id))


def _product(row: Any) -> Any:
    for step in PRODUCT:
        row = row[step]
    return row


def _dashboard(data: Any) -> Any:
    waiting, running = data["waiting"], data["running"]
    applications = [
        {
            "number": row["number"],
            "amount": _yuan(row["amountFen"]),
            "createdAt": row["createdAt"],
            "customer": row["customerByCustomerId"],
            "product": _product(row),
        }
        for row in waiting["nodes"]
    ]
    loans = [
        {
            "number": row["number"],
            "outstanding": _yuan(row["outstandingFen"]),
            "nextDueOn": row["nextDueOn"],
            "customer": row["customer"],
            "branch": row["branch"],
        }
        for row in running["nodes"]
    ]
    return {
        "applied": [{"count": int(data["applications"]["totalCount"])}],
        "lent": [{"outstanding": _yuan(data["loans"]["aggregates"]["sum"]["outstandingFen"] or "0")}],
        "waiting": {"totalCount": waiting["totalCount"], "nodes": applications},
        "running": {"totalCount": running["totalCount"], "nodes": loans},
    }


def _loan(row: Any) -> dict[str, Any]:
    return {
        "id": _global_id(row["id"]),
        "number": row["number"],
        "state": row["state"].upper(),
        "principal": _yuan(row["principalFen"]),
        "outstanding": _yuan(row["outstandingFen"]),
        "rateAnnual": _rate(row["rateAnnual"]),
        "nextDueOn": row["nextDueOn"],
        "customer": row["customer"],
        "officer": row["officer"],
        "branch": row["branch"],
        "application": {"product": _product(row[APPLICATION])},
    }


def _loan_with_schedule(data: Any) -> Any:
    row = data["loanByCustomerIdAndRowId"]
    schedule = [
        {
            "number": int(line["number"]),
            "dueOn": line["dueOn"],
            "principal": _yuan(line["principalFen"]),
            "interest": _yuan(line["interestFen"]),
            "paidPrincipal": _yuan(line["paidPrincipalFen"]),
            "paidInterest": _yuan(line["paidInterestFen"]),
        }
        for line in row["instalmentsByCustomerIdAndLoanId"]["nodes"]
    ]
    more = {"termMonths": int(row["termMonths"]), "disbursedOn": row["disbursedOn"], "instalments": schedule}
    return {"loan": _loan(row) | more}


def _loans(data: Any) -> Any:
    return {"loans": {"nodes": [_loan(row) for row in data["allLoans"]["nodes"]]}}
