"""The same figures by DuckDB: twenty indicators from the same rows, held against the sheets, subject by subject."""

import resource
import time
from datetime import date
from pathlib import Path
from typing import Any, Final

import asyncpg

from bench.wishes import Figure, Wishes

FOLDER: Final = Path(__file__).parent
CODES_MIN: Final = 20
PLACES: Final = "0.000000001"
TABLES: Final = {
    "loans": "SELECT customer_id, id, product_version_id, principal_fen, outstanding_fen, disbursed_on, closed_on, "
    "state FROM loans",
    "instalments": "SELECT customer_id, id, loan_id, number, due_on, principal_fen, interest_fen, fee_fen, "
    "penalty_fen, paid_principal_fen, paid_interest_fen, paid_fee_fen, paid_penalty_fen, waived_interest_fen, "
    "waived_fee_fen, waived_penalty_fen FROM instalments",
    "repayments": "SELECT customer_id, id, loan_id, paid_on, reversed_by FROM repayments",
    "repayment_splits": "SELECT customer_id, repayment_id, instalment_id FROM repayment_splits",
    "loan_acts": "SELECT customer_id, id, loan_id, kind, value_on, reverses FROM loan_acts",
    "debit_orders": "SELECT customer_id, id, loan_id, due_on, state, failure, finished_at FROM debit_orders",
    "sheets": "SELECT s.id, c.code, s.values[c.n] AS value FROM risk_sheets s JOIN risk_editions e ON e.id = s.edition "
    "CROSS JOIN LATERAL unnest(e.codes) WITH ORDINALITY c(code, n) WHERE c.code = ANY($1) "
    "UNION ALL "
    "SELECT s.id, c.code, s.values[c.n] FROM risk_house_sheets s JOIN risk_editions e ON e.id = s.edition "
    "CROSS JOIN LATERAL unnest(e.codes) WITH ORDINALITY c(code, n) WHERE c.code = ANY($1)",
}

TYPES: Final = {
    "loans": "{'closed_on': 'DATE'}",
    "repayments": "{'reversed_by': 'VARCHAR'}",
    "loan_acts": "{'reverses': 'VARCHAR'}",
    "debit_orders": "{'failure': 'VARCHAR'}",
    "sheets": "{'value': 'DOUBLE'}",
}
"""Columns that may be empty throughout, so that nothing tells what they are."""


async def beside(owner: asyncpg.Connection, wishes: Wishes, day: date) -> list[Figure]:
    """Reckon twenty indicators with DuckDB; asserts that each value is that of the sheet."""
    import duckdb

    folder = wishes.folder / "risk_rows"
    folder.mkdir(parents=True, exist_ok=True)
    statements = _statements()
    codes = [code for code, _ in statements]
    assert len(codes) >= CODES_MIN, codes
    connection = duckdb.connect()
    try:
        connection.execute("SET threads = 2")
        began = time.monotonic()
        for table, query in TABLES.items():
            wishes.say(f"DuckDB takes {table}")
            path = folder / f"{table}.csv"
            given = (codes,) if "$1" in query else ()
            await owner.copy_from_query(query, *given, output=path, format="csv", header=True, timeout=None)
            told = f"'{path}', header = true, types = {TYPES.get(table, 'NULL')}".replace(", types = NULL", "")
            connection.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv({told})")  # noqa: S608 - names of ours
            path.unlink()
        taken = time.monotonic() - began
        began, spent = time.monotonic(), _processor()
        connection.execute("SET VARIABLE day = ?::DATE", [day])
        for statement in _prepared():
            connection.execute(statement)
        for code, statement in statements:
            connection.execute(f"INSERT INTO reckoned SELECT '{code}', id, value FROM ({statement})")  # noqa: S608 - texts of ours
        reckoning, spent = time.monotonic() - began, _processor() - spent
        _hold_equal(connection, codes, wishes)
    finally:
        connection.close()
    return [
        Figure("DuckDB takes the rows in", round(taken, 1), "s"),
        Figure(f"DuckDB reckons {len(codes)} of the indicators, processor", round(spent, 2), "s"),
        Figure(f"DuckDB reckons {len(codes)} of the indicators, time", round(reckoning, 2), "s"),
        Figure("values of these that differ", 0, "values", "<= 0"),
    ]


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _hold_equal(connection: Any, codes: list[str], wishes: Wishes) -> None:
    """Every value of every subject, on both sides; one that only one of them has is a difference."""
    compared = connection.execute(
        f"""
SELECT coalesce(r.code, s.code) AS code, count(*) AS held,
       count(*) FILTER (WHERE r.id IS NULL OR s.id IS NULL OR (r.value IS NULL) <> (s.value IS NULL)
                           OR abs(r.value - s.value) > {PLACES}) AS different,
       count(*) FILTER (WHERE s.value IS NOT NULL) AS known
  FROM reckoned r FULL JOIN (SELECT CAST(id AS VARCHAR) AS id, code, CAST(value AS DOUBLE) AS value FROM sheets) s
    ON s.code = r.code AND s.id = r.id
 GROUP BY 1 ORDER BY 1"""  # noqa: S608 - a number of ours
    ).fetchall()
    wishes.note({"held_against_duckdb": {code: {"values": held, "known": known} for code, held, _, known in compared}})
    assert [row[0] for row in compared] == sorted(codes), compared
    assert [row for row in compared if row[2]] == [], [row for row in compared if row[2]]


def _prepared() -> list[str]:
    return _parts("prepared.sql")


def _statements() -> list[tuple[str, str]]:
    """The code and the statement of each indicator; a code stands in a comment before its statement."""
    found = []
    for part in _parts("indicators.sql"):
        first, _, statement = part.partition("\n")
        found.append((first.removeprefix("-- "), statement))
    return found


def _parts(name: str) -> list[str]:
    text = (FOLDER / "duckdb" / name).read_text(encoding="utf-8")
    return [part.strip() for part in text.split(";") if part.strip()]
