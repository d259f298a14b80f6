"""The rows of reports: what came in, by list."""

from tests.schema.cells.form import Cell, Elsewhere, look, nothing

REPORT_QUERIES: dict[str, Cell] = {
    "repayments": look(
        "{ repayments { totalCount nodes { id amount } } }",
        nothing,
        lambda found, _: found["totalCount"] > 0,
        elsewhere=Elsewhere.EMPTY,
    ),
}

REPORTS: dict[str, Cell] = {}
