"""The rows of reports: what came in, by list; files and mailings, which belong to whoever has ordered them."""

from typing import Any

from tests.schema.cells.form import Cell, Elsewhere, change, given, keyed, look, nothing

OWN: dict[str, Any] = {"elsewhere": Elsewhere.OWN, "without": "admin1.hq"}
LOANS = {"report": "loan_book", "form": "CSV"}

REPORT_QUERIES: dict[str, Cell] = {
    "repayments": look(
        "{ repayments { totalCount nodes { id amount } } }",
        nothing,
        lambda found, _: found["totalCount"] > 0,
        elsewhere=Elsewhere.EMPTY,
    ),
    "exports": look(
        "{ exports { totalCount nodes { id report } } }", nothing, lambda found, _: found["totalCount"] == 0, **OWN
    ),
    "reportOffers": look(
        "{ reportOffers { code forms } }",
        nothing,
        lambda found, _: {"loan_book", "day_book"} <= {one["code"] for one in found},
        **OWN,
    ),
    "reportMailings": look(
        "{ reportMailings { totalCount nodes { id } } }",
        nothing,
        lambda found, _: found["totalCount"] == 0,
        right="manager.east",
        foreign="manager.west",
        elsewhere=Elsewhere.OWN,
        without="officer.east1",
    ),
}

REPORTS: dict[str, Cell] = {
    "orderExport": change(
        "orderExport",
        "export { report state rowsDone url }",
        given(keyed(), since="2026-01-01", until="2026-02-28", **LOANS),
        "officer.east1",
        good=lambda found, _: (
            found["export"] == {"report": "loan_book", "state": "ORDERED", "rowsDone": 0, "url": None}
        ),
        foreign_good=lambda found, _: found["export"]["state"] == "ORDERED",
        **(OWN | {"foreign": "officer.west1"}),
    ),
    "makeMailing": change(
        "makeMailing",
        "mailing { report rhythm recipients stoppedAt }",
        given(keyed(), rhythm="DAILY", recipients=["boss@lender.example"], **LOANS),
        "manager.east",
        good=lambda found, _: (
            found["mailing"]
            == {
                "report": "loan_book",
                "rhythm": "DAILY",
                "recipients": ["boss@lender.example"],
                "stoppedAt": None,
            }
        ),
        foreign_good=lambda found, _: found["mailing"]["rhythm"] == "DAILY",
        elsewhere=Elsewhere.OWN,
        foreign="manager.west",
        without="officer.east1",
    ),
    "stopMailing": change(
        "stopMailing",
        "mailing { stoppedAt }",
        nothing,
        "manager.east",
        good=lambda found, _: found["mailing"]["stoppedAt"] is not None,
        foreign="manager.west",
        without="officer.east1",
    ),
}
"""Which mailing is stopped is known only when it is made."""
