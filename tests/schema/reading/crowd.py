"""A book so large that PostgreSQL has to choose: ten thousand customers, each with an application, a case, a loan."""

from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from server.applications.rules import ApplicationState
from server.approvals.rules import CaseState, Tier
from server.kit.embedded.endpoint import OWNER_ROLE, Endpoint
from tests.factories.applications import plant_applications
from tests.factories.approvals import OPENED_AT, plant_cases, plant_votes
from tests.factories.custody import plant_funding_account
from tests.factories.customers import plant_customer, plant_many
from tests.factories.loans import PlantedLoan, plant_loan
from tests.factories.products import plant_product

OFFICERS = {"officer.east1": 300, "officer2.east1": 2_700, "officer.east2": 2_000, "officer.west1": 5_000}
REVIEWED = 20
"""One application in so many is in review, one case in so many is open."""
DECIDED: dict[str, Any] = {"state": CaseState.APPROVED, "settled_at": OPENED_AT + timedelta(days=1)}
COPIED = ("loans", "instalments", "payment_orders")
LOANS = """
  INSERT INTO loans SELECT (jsonb_populate_record(l, jsonb_build_object(
    'id', a.id, 'customer_id', a.customer_id, 'branch_id', a.branch_id, 'officer_id', a.officer_id,
    'application_id', a.id, 'number', a.number, 'opened_at', a.created_at, 'principal_fen', a.amount_fen + a.n * 100,
    'next_due_on', CASE WHEN a.n % 100 = 0 THEN date '2026-02-01' ELSE date '2026-06-01' END))).*
  FROM loans l, (SELECT *, row_number() OVER (ORDER BY id) AS n FROM applications WHERE state = 'disbursed') a
  WHERE l.id = :loan AND a.id <> l.application_id"""
INSTALMENTS = """
  INSERT INTO instalments SELECT (jsonb_populate_record(i, jsonb_build_object(
    'id', gen_random_uuid(), 'loan_id', l.id, 'customer_id', l.customer_id, 'branch_id', l.branch_id,
    'officer_id', l.officer_id))).*
  FROM instalments i, loans l WHERE i.loan_id = :loan AND i.number <= 3 AND l.id <> :loan"""
ORDERS = """
  INSERT INTO payment_orders SELECT (jsonb_populate_record(o, jsonb_build_object(
    'id', gen_random_uuid(), 'loan_id', l.id, 'customer_id', l.customer_id, 'branch_id', l.branch_id,
    'officer_id', l.officer_id, 'number', l.number))).*
  FROM payment_orders o, loans l WHERE o.loan_id = :loan AND l.id <> :loan"""


async def plant_crowd(endpoint: Endpoint, database: str) -> PlantedLoan:
    """Fill a database that holds the test world; returns the loan that the others were copied from."""
    engine = create_async_engine(endpoint.dsn(OWNER_ROLE, database), poolclass=NullPool)
    async with AsyncSession(engine, expire_on_commit=False) as owner:
        planted = await _plant(owner)
    async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        await connection.execute(text("VACUUM (ANALYZE)"))
    await engine.dispose()
    return planted


async def _plant(owner: AsyncSession) -> PlantedLoan:
    version_id, funding_account_id = await plant_product(owner), await plant_funding_account(owner)
    planted = await plant_loan(owner, await plant_customer(owner), version_id, funding_account_id)
    for officer, count in OFFICERS.items():
        customers = await plant_many(owner, count, officer=officer)
        few, rest = customers[: count // REVIEWED], customers[count // REVIEWED :]
        await plant_applications(owner, few, version_id, officer=officer, state=ApplicationState.IN_REVIEW)
        await plant_applications(owner, rest, version_id, officer=officer, state=ApplicationState.DISBURSED)
        half = len(few) // 2
        await plant_cases(owner, few[:half], officer=officer, tier=Tier.MANUAL_REVIEW)
        await plant_cases(owner, few[half:], officer=officer)
        await plant_cases(owner, rest, officer=officer, **DECIDED)
    for login in ("manager.east", "committee1.hq", "reviewer.east1"):
        await plant_votes(owner, by=login)
    await _drop_foreign_keys(owner)
    for statement in (LOANS, INSTALMENTS, ORDERS):
        await owner.execute(text(statement), {"loan": planted.loan_id})
    await owner.commit()
    return planted


async def _drop_foreign_keys(owner: AsyncSession) -> None:
    """Copies share what their original refers to."""
    for table in COPIED:
        named = f"SELECT conname FROM pg_constraint WHERE conrelid = '{table}'::regclass AND contype = 'f'"  # noqa: S608 - ours
        for name in (await owner.execute(text(named))).scalars().all():
            await owner.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
