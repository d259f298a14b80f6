"""The rows of the books by day: trial balance, statements, how it stood, days and months."""

from typing import Any

from tests.schema.cells.form import Cell, Elsewhere, change, given, keyed, look, nothing, one
from tests.schema.stage import FINANCE_WEST

OF_FINANCE: dict[str, Any] = {"right": "finance.hq", "foreign": FINANCE_WEST, "without": "officer.east1"}
NOTHING_SEEN: dict[str, Any] = {"elsewhere": Elsewhere.OWN, "foreign_good": lambda found, _: found == []}
FUNDS = "00000000-0000-0000-0000-00000000000f"
HOUSE_WIDE: dict[str, Any] = {"foreign": FINANCE_WEST, "without": "officer.east1", "elsewhere": Elsewhere.REFUSED}

LEDGER: dict[str, Cell] = {
    "trialBalance": look(
        "{ trialBalance { branch { code } code after } }",
        nothing,
        lambda found, _: (
            ("east-1", "130301", "188009.71") in {(r["branch"]["code"], r["code"], r["after"]) for r in found}
        ),
        **OF_FINANCE,
        **NOTHING_SEEN,
    ),
    "portfolioOn": look(
        '{ portfolioOn(on: "2026-03-02") { branch { code } principal overdueLoans } }',
        nothing,
        lambda found, _: {"branch": {"code": "east-1"}, "principal": "188009.71", "overdueLoans": None} in found,
        **OF_FINANCE,
        **NOTHING_SEEN,
    ),
    "fundingStatement": look(
        f'{{ fundingStatement(id: "{FUNDS}") {{ closing lines {{ entryId }} hasMore }} }}',
        nothing,
        lambda found, _: found == {"closing": "0.00", "lines": [], "hasMore": False},
        **OF_FINANCE,
        elsewhere=Elsewhere.OWN,
    ),
    "dayClosings": look(
        '{ dayClosings(since: "2026-02-01", until: "2026-02-28") { businessDate state } }',
        nothing,
        lambda found, _: found == [{"businessDate": "2026-02-28", "state": "CLOSED"}],
        **OF_FINANCE,
        elsewhere=Elsewhere.OWN,
    ),
    "ledgerPeriods": look(
        "{ ledgerPeriods { month } }",
        nothing,
        lambda found, _: found == [],
        **OF_FINANCE,
        elsewhere=Elsewhere.OWN,
    ),
    "loanOn": look(
        'query Look($id: ID!) { loanOn(id: $id, on: "2026-03-02") { principal interestAccrued daysPastDue } }',
        one("loan"),
        lambda found, _: found == {"principal": "30000.00", "interestAccrued": "180.00", "daysPastDue": 0},
    ),
    "customerStatement": look(
        "query Look($id: ID!) { customerStatement(id: $id) { loan { id } movements { kind } after { principal } } }",
        one("lent"),
        lambda found, stage: (stage["loan"], "30000.00") in {(r["loan"]["id"], r["after"]["principal"]) for r in found},
        elsewhere=Elsewhere.NOT_FOUND,
    ),
}

CLOSINGS: dict[str, Cell] = {
    "closeDay": change(
        "closeDay",
        "businessDate",
        given(keyed(), businessDate="2026-03-01"),
        "finance.hq",
        good=lambda found, _: found == {"businessDate": "2026-03-01"},
        **HOUSE_WIDE,
    ),
    "preparePeriod": change(
        "preparePeriod",
        "month",
        given(keyed(), month="2026-02"),
        "finance.hq",
        good=lambda found, _: found == {"month": "2026-02"},
        **HOUSE_WIDE,
    ),
    "closePeriod": change(
        "closePeriod",
        "month",
        given(keyed(), month="2026-02"),
        "checker.hq",
        good=lambda found, _: found == {"month": "2026-02"},
        **HOUSE_WIDE,
    ),
}
