# ruff: noqa: S608 - put together from constants; the instants are bound
"""Whom something has happened to since the last measuring: a table of sources, and the one statement that gathers them.

Each source gives customer, loan and application (null where it is about none) of what it recorded from `:since` on and
before `:until`. What changes with the calendar alone is left to the night.
"""

from typing import Final

from sqlalchemy import text

from server.risk.grain import Grain

_DURING: Final = ">= :since AND {column} < :until"
SOURCES: Final = (
    ("loan_acts", "loan_id", "NULL", ("recorded_at",)),
    ("loans", "id", "application_id", ("opened_at",)),
    ("debit_orders", "loan_id", "NULL", ("finished_at",)),
    ("applications", "NULL", "id", ("created_at", "submitted_at", "decided_at", "accepted_at")),
    ("connector_inquiries", "NULL", "application_id", ("answered_at",)),
    ("customers", "NULL", "NULL", ("registered_at",)),
    ("collection_contacts", "NULL", "NULL", ("planned_at", "noted_at")),
    ("profile_facts", "NULL", "NULL", ("recorded_at",)),
    ("visits", "NULL", "application_id", ("submitted_at", "checked_at")),
    ("payment_orders", "loan_id", "NULL", ("finished_at",)),
    ("entrusted_payees", "NULL", "application_id", ("confirmed_at",)),
    ("compliance_entries", "NULL", "NULL", ("entered_at",)),
    ("customer_contacts", "NULL", "NULL", ("recorded_at", "ended_at")),
    ("related_parties", "NULL", "NULL", ("recorded_at", "ended_at")),
    ("bank_accounts", "NULL", "NULL", ("bound_at", "verified_at")),
    ("identity_reviews", "NULL", "NULL", ("opened_at",)),
    ("document_readings", "NULL", "NULL", ("read_at",)),
    ("document_confirmations", "NULL", "NULL", ("confirmed_at",)),
    ("picture_findings", "NULL", "NULL", ("found_at",)),
    ("collateral_charges", "NULL", "application_id", ("charged_at",)),
    ("application_parties", "NULL", "application_id", ("added_at", "consented_at")),
)
"""Table, its columns of the loan and of the application, and the instants at which something happened there."""
COLUMNS: Final = {Grain.CUSTOMER: "customer_id", Grain.APPLICATION: "application_id", Grain.LOAN: "loan_id"}


def _source(table: str, loan: str, application: str, instants: tuple[str, ...]) -> str:
    during = " OR ".join(f"({column} {_DURING.format(column=column)})" for column in instants)
    told = f"CAST({loan} AS uuid) AS loan_id, CAST({application} AS uuid) AS application_id"
    return f"SELECT customer_id, {told} FROM {table} WHERE {during}"


def _of(grain: Grain, column: str) -> str:
    return f"SELECT '{grain.value}' AS grain, {column} AS subject_id FROM touched WHERE {column} IS NOT NULL"


# what is said of an application is said of the loan that came of it
_LENT: Final = (
    "UNION ALL SELECT 'loan', l.id FROM touched t "
    "JOIN loans l ON l.customer_id = t.customer_id AND l.application_id = t.application_id"
)
GATHER: Final = text(
    f"WITH touched AS MATERIALIZED ({' UNION ALL '.join(_source(*source) for source in SOURCES)}) "
    "INSERT INTO risk_touched (sweep_id, grain, subject_id) "
    f"SELECT DISTINCT CAST(:sweep AS uuid), t.grain, t.subject_id "
    f"FROM ({' UNION ALL '.join(_of(*each) for each in COLUMNS.items())} {_LENT}) t"
)
