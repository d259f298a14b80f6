"""Cases are opened and brought up to date, a page of customers at a time."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, update

from server.collection.day import statements
from server.collection.models import CollectionCase
from server.collection.queries import Policy
from server.collection.rules import LEGAL, Arm, CaseState, held_out, stage_of
from server.identity.operations import Operation
from server.identity.recipients import those_who_may
from server.kit.work import Work

PAGE_CUSTOMERS: Final = 2_000
SALT: Final = "2026-11"
"""Draws who is held out; another salt is another draw."""
OBSERVED_DAYS: Final = 7
"""Who is found so many days past due or less may be held out; a later start would tell nothing of early treatment."""


async def open_page(work: Work, policy: Policy, as_of: date, after: UUID) -> tuple[int, int, UUID | None]:
    """The next customers in default: how many cases were opened and updated, and the last customer; None at the end.

    The cases there are get locked first, so that a payment at the same time is reckoned before or after, never lost.
    """
    session = work.session
    ids = (await session.execute(statements.NEXT, {"after": after, "as_of": as_of, "size": PAGE_CUSTOMERS})).scalars()
    customers = list(ids)
    if not customers:
        return 0, 0, None
    await session.execute(statements.LOCK, {"ids": customers})
    found = await session.execute(statements.DEBTS, {"ids": customers, "as_of": as_of})
    collectors: dict[UUID, list[UUID]] = {}
    opened, known = [], []
    for row in found.mappings():
        branch_id = row["branch_id"]
        if branch_id not in collectors:
            able = await those_who_may(session, Operation.COLLECTION_WORK, branch_id, work.today)
            collectors[branch_id] = sorted(able)
        told = _told(row, policy, as_of)
        if row["case_id"] is None:
            opened.append(_opened(work, row, policy, as_of, collectors[branch_id]) | told)
        else:
            known.append(_known(row, collectors[branch_id]) | told)
    if opened:
        await session.execute(insert(CollectionCase), opened)
    if known:
        await session.execute(update(CollectionCase), known)
    return len(opened), len(known), customers[-1] if len(customers) == PAGE_CUSTOMERS else None


def _told(row: Any, policy: Policy, as_of: date) -> dict[str, Any]:
    stage = stage_of((as_of - row["since"]).days, policy.stages)
    names = ("overdue_fen", "at_risk_fen", "loans", "worst_loan_id")
    return {name: row[name] for name in names} | {
        "overdue_since": row["since"],
        "stage": stage.code if stage else LEGAL,
        "as_of": as_of,
    }


def _opened(work: Work, row: Any, policy: Policy, as_of: date, collectors: list[UUID]) -> dict[str, Any]:
    case_id, since = work.new_id(), row["since"]
    observed = (as_of - since).days <= OBSERVED_DAYS and held_out(
        row["customer_id"], since, share=float(policy.numbers["held_out_share"]), salt=SALT
    )
    return {
        "customer_id": row["customer_id"],
        "id": case_id,
        "branch_id": row["branch_id"],
        "officer_id": row["officer_id"],
        "state": CaseState.OPEN,
        "arm": Arm.HELD_OUT if observed else Arm.TREATED,
        "held_out_until": as_of + timedelta(days=policy.days("held_out_days")) if observed else None,
        "opened_on": as_of,
        "opened_at": work.now,
        "assigned_to": _collector(case_id, 1, collectors),
        "contacts": 0,
        "promises_kept": 0,
        "promises_broken": 0,
        "version": 1,
    }


def _known(row: Any, collectors: list[UUID]) -> dict[str, Any]:
    version = row["version"] + 1
    assigned = row["assigned_to"] or _collector(row["case_id"], version, collectors)
    own = {"customer_id": row["customer_id"], "id": row["case_id"]}
    return own | {"assigned_to": assigned, "version": version}


def _collector(case_id: UUID, turn: int, collectors: list[UUID]) -> UUID | None:
    """Shared out evenly; another turn is another collector."""
    return collectors[(case_id.int + turn) % len(collectors)] if collectors else None
