"""The rows of statements and breaks: they belong to headquarters' account, which nobody of a region sees."""

from typing import Any

from tests.factories.reconciliation import DAY
from tests.schema.cells.form import TOTAL, Cell, Elsewhere, change, given, keyed, look, nothing
from tests.schema.stage import FINANCE_WEST, Stage

OFFICE: dict[str, Any] = {"foreign": FINANCE_WEST, "without": "officer.east1"}
BREAK = "break { state }"


def queue(field: str, name: str) -> Cell:
    def good(found: Any, stage: Stage) -> bool:
        return found["totalCount"] > 0 and stage[name] in [node["id"] for node in found["nodes"]]

    return look(f"{{ {field} {TOTAL} }}", nothing, good, right="finance.hq", elsewhere=Elsewhere.EMPTY, **OFFICE)


def ends(state: str) -> Any:
    return lambda found, _: found["break"]["state"] == state


RECONCILIATION_QUERIES: dict[str, Cell] = {
    "bankStatements": queue("bankStatements", "statement"),
    "statementLines": queue("statementLines", "line"),
    "statementBreaks": queue("statementBreaks", "break"),
    "bankBalances": look(
        f'{{ bankBalances(on: "{DAY}") {{ accountNumber bank difference openBreaks }} }}',
        nothing,
        lambda found, _: any(row["openBreaks"] > 0 and row["bank"] is not None for row in found),
        right="finance.hq",
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: found == [],
        **OFFICE,
    ),
}

RECONCILIATION: dict[str, Cell] = {
    "importStatement": change(
        "importStatement",
        "statement { lineCount } openBreaks",
        keyed(fileId="statement_file"),
        "finance.hq",
        good=lambda found, _: found == {"statement": {"lineCount": 1}, "openBreaks": 1},
        **OFFICE,
    ),
    "fetchStatement": change(
        "fetchStatement",
        "statement { source }",
        given(keyed(accountId="stated_account"), day=DAY.isoformat()),
        "finance.hq",
        good=lambda found, _: found == {"statement": {"source": "BANK"}},
        **OFFICE,
    ),
    "reconcileAccount": change(
        "reconcileAccount",
        "matchedLines openBreaks",
        keyed(accountId="lending_account"),
        "finance.hq",
        good=lambda found, _: found["openBreaks"] > 0,
        **OFFICE,
    ),
    "takeBreak": change("takeBreak", BREAK, keyed(breakId="break"), "finance.hq", good=ends("OPEN"), **OFFICE),
    "resolveBreak": change(
        "resolveBreak",
        BREAK,
        given(keyed(breakId="break"), resolution="BOOKED", note="待查", expectedVersion=1),
        "finance.hq",
        good=ends("PROPOSED"),
        **OFFICE,
    ),
    "agreeToBreak": change(
        "agreeToBreak",
        BREAK,
        given(keyed(breakId="proposed_break"), expectedVersion=1),
        "finance.hq",
        good=ends("RESOLVED"),
        **OFFICE,
    ),
    "refuseBreak": change(
        "refuseBreak",
        BREAK,
        given(keyed(breakId="proposed_break"), note="再核", expectedVersion=1),
        "finance.hq",
        good=ends("OPEN"),
        **OFFICE,
    ),
    "confirmRepayment": change(
        "confirmRepayment",
        "break { resolution loan { repayments { amount } } }",
        keyed(breakId="transfer_break"),
        "finance.hq",
        good=lambda found, _: (
            found["break"] == {"resolution": "REPAID", "loan": {"repayments": [{"amount": "500.00"}]}}
        ),
        **OFFICE,
    ),
    "matchByHand": change(
        "matchByHand",
        "matchedLines",
        lambda stage: (
            keyed()(stage) | {"lineIds": [stage["paid_line"]], "breakIds": [stage["paid_break"]], "note": "同一笔"}
        ),
        "finance.hq",
        good=lambda found, _: found == {"matchedLines": 1},
        **OFFICE,
    ),
    "revealStatementLine": change(
        "revealStatementLine",
        "name",
        lambda stage: {"lineId": stage["line"], "reason": "查找付款人"},
        "finance.hq",
        good=lambda found, _: found == {"name": "王五"},
        **OFFICE,
    ),
}
