"""Root fields that form, widen, narrow and merge groups of connected customers."""

from uuid import UUID

import strawberry

from schema.customers.mutations import CustomerPayload
from schema.customers.relations import CustomerGroup
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.customers import service
from server.customers.relations import grouping


@strawberry.input(description="Customers who are connected.")
class FormGroupInput:
    """Input of formGroup."""

    idempotency_key: str = described(KEY)
    name: str = described("What the group is called.")
    customer_ids: list[strawberry.ID] = described("Its members, two or more.")


@strawberry.input(description="A customer who belongs to a group.")
class JoinGroupInput:
    """Input of joinGroup."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Who joins.")
    group_id: strawberry.ID = described("Which group.")


@strawberry.input(description="A customer who is not connected with his group any more.")
class LeaveGroupInput:
    """Input of leaveGroup."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Who leaves.")
    reason: str = described("Why; stays on record.")


@strawberry.input(description="A group that is part of another.")
class MergeGroupsInput:
    """Input of mergeGroups."""

    idempotency_key: str = described(KEY)
    group_id: strawberry.ID = described("The group that goes.")
    into_id: strawberry.ID = described("The one that stays.")
    reason: str = described("Why; stays on record.")


@strawberry.type(description="The group after the change.")
class CustomerGroupPayload:
    """Answer of mutations on groups."""

    group: CustomerGroup = described("As it stands now.")


@strawberry.type
class GroupMutation:
    """Part of the root mutation."""

    @mutation(service.form_group)
    async def form_group(self, info: Info, input: FormGroupInput) -> CustomerGroupPayload:
        back = ReadBack(info, _payload)
        outcome = await service.form_group(
            back.caller(input.idempotency_key),
            name=input.name,
            customer_ids=ids.decode_all("Customer", input.customer_ids, "customerIds"),
        )
        return back.answer(outcome)

    @mutation(service.join_group)
    async def join_group(self, info: Info, input: JoinGroupInput) -> CustomerGroupPayload:
        back = ReadBack(info, _payload)
        outcome = await service.join_group(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            group_id=ids.decode_as("CustomerGroup", input.group_id, "groupId"),
        )
        return back.answer(outcome)

    @mutation(grouping.leave_group)
    async def leave_group(self, info: Info, input: LeaveGroupInput) -> CustomerPayload:
        back = ReadBack(info, lambda customer_id: CustomerPayload(customer=by_row_id(customer_id)))
        outcome = await grouping.leave_group(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(grouping.merge_groups)
    async def merge_groups(self, info: Info, input: MergeGroupsInput) -> CustomerGroupPayload:
        back = ReadBack(info, _payload)
        outcome = await grouping.merge_groups(
            back.caller(input.idempotency_key),
            group_id=ids.decode_as("CustomerGroup", input.group_id, "groupId"),
            into_id=ids.decode_as("CustomerGroup", input.into_id, "intoId"),
            reason=input.reason,
        )
        return back.answer(outcome)


def _payload(group_id: UUID) -> CustomerGroupPayload:
    return CustomerGroupPayload(group=by_row_id(group_id))
