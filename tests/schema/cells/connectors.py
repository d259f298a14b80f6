"""The rows of sources that are asked about customers."""

from tests.schema.cells.form import Cell, about_oneself, change, given, keyed

SOURCES: dict[str, Cell] = {
    "connectorSources": about_oneself(
        "{ connectorSources { code kind } }",
        lambda found, _: {"code": "name_id", "kind": "NAME_ID"} in found and len(found) >= 12,
    ),
}
ASKING: dict[str, Cell] = {
    "askSource": change(
        "askSource",
        "inquiry { source state facts { code } attempts }",
        given(keyed(customerId="borrower"), source="name_id"),
        "officer.east1",
        good=lambda found, _: found["inquiry"] == {"source": "name_id", "state": "WAITING", "facts": [], "attempts": 0},
    ),
}
