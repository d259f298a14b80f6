"""Who stands in for whom."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, and_, or_

from schema.identity.views import Staff
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from schema.reading.declarations import column, on, one, reads
from schema.reading.descriptions import Test, by_row_id, rows
from schema.reading.nodes import Node
from schema.reading.read_back import ReadBack
from schema.reading.terms import Terms
from server.approvals import asking, delegating
from server.approvals.sights import DELEGATIONS


@strawberry.type(description="Somebody votes in another's name from one day to another.")
@reads(DELEGATIONS)
class Delegation(Node):
    """View of a delegation."""

    principal: Staff = one("In whose name.", on(principal_id="id"))
    delegate: Staff = one("Who votes.", on(delegate_id="id"))
    positions: list[str] = column("With which positions, by code.")
    valid_from: date = column("First day.")
    valid_until: date = column("Last day.")
    out_of_office: bool = column("Whether the one is away altogether.")
    reason: str = column("Why.")
    ended_at: datetime | None = column("When it was ended before its last day.")


@strawberry.type(description="A colleague who decides.")
class AbleColleague:
    """View of a colleague who could."""

    id: strawberry.ID = described("Id of the member of staff.")
    name: str = described("His name.")
    positions: list[str] = described("Codes of the positions with which he decides.")
    takes_over: bool = described("Whether a case can be passed on to him; else he can only be asked to sign too.")


@strawberry.input(description="A colleague who votes in one's name.")
class DelegateApprovalInput:
    """Input of delegateApproval."""

    idempotency_key: str = described(KEY)
    to: strawberry.ID = described("Who: somebody who may decide and sees a part of what the caller sees.")
    positions: list[str] = described("With which of one's own deciding positions, by code.")
    valid_from: date = described("First day: today or later.")
    valid_until: date = described("Last day.")
    reason: str = described("Why.")
    out_of_office: bool = strawberry.field(default=False, description="Whether one is away altogether.")


@strawberry.input(description="A delegation that is not wanted any more.")
class EndDelegationInput:
    """Input of endDelegation."""

    idempotency_key: str = described(KEY)
    delegation_id: strawberry.ID = described("Which delegation.")


@strawberry.type(description="The delegation after the change.")
class DelegationPayload:
    """Answer of delegateApproval and endDelegation."""

    delegation: Delegation = described("As it stands now.")


def _own(row: Any, terms: Terms) -> ColumnElement[bool]:
    """Of the caller's, given or received, what is not over."""
    his = or_(row.principal_id == terms.actor_id, row.delegate_id == terms.actor_id)
    return and_(his, row.ended_at.is_(None), row.valid_until >= terms.today)


@strawberry.type
class DelegationQuery:
    """Part of the root query."""

    @query(DELEGATIONS, "The caller's delegations, given and received, that are not over yet.")
    def delegations(self) -> list[Delegation]:
        return rows(Test("own", _own), order=("valid_from", "id"))

    @query(asking.able_colleagues)
    async def able_colleagues(self, info: Info, case_id: strawberry.ID | None = None) -> list[AbleColleague]:
        wanted = None if case_id is None else ids.decode_as("ApprovalCase", case_id, "caseId")
        found = await asking.able_colleagues(info.context.caller, case_id=wanted)
        return [
            AbleColleague(
                id=ids.encode("Staff", each.staff.id),
                name=each.staff.name,
                positions=list(each.positions),
                takes_over=each.takes_over,
            )
            for each in found
        ]


@strawberry.type
class DelegationMutation:
    """Part of the root mutation."""

    @mutation(delegating.delegate)
    async def delegate_approval(self, info: Info, input: DelegateApprovalInput) -> DelegationPayload:
        back = ReadBack(info, _payload)
        outcome = await delegating.delegate(
            back.caller(input.idempotency_key),
            to=ids.decode_as("Staff", input.to, "to"),
            positions=input.positions,
            valid_from=input.valid_from,
            valid_until=input.valid_until,
            reason=input.reason,
            out_of_office=input.out_of_office,
        )
        return back.answer(outcome)

    @mutation(delegating.end_delegation)
    async def end_delegation(self, info: Info, input: EndDelegationInput) -> DelegationPayload:
        back = ReadBack(info, _payload)
        caller = back.caller(input.idempotency_key)
        wanted = ids.decode_as("Delegation", input.delegation_id, "delegationId")
        return back.answer(await delegating.end_delegation(caller, delegation_id=wanted))


def _payload(delegation_id: UUID) -> DelegationPayload:
    return DelegationPayload(delegation=by_row_id(delegation_id))
