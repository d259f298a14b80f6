"""Root fields that decide, and what else is done in a case."""

from uuid import UUID

import strawberry

from schema.approvals.batch import BatchMutation
from schema.approvals.delegations import DelegationMutation
from schema.approvals.matrix import MatrixMutation
from schema.approvals.routine import ROUTINE, check_gesture
from schema.approvals.views import ApprovalCase
from schema.approvals.words import CaseDecision, Place
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, SEEN, described, mutation
from schema.kit.scalars import Money, Rate
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.applications import fulfilling
from server.applications.routine.service import approve_routinely
from server.approvals import passing_on, service
from server.approvals.offered import Offered

strawberry.enum(
    Place, name="SignerPlace", description="Where an added signer stands: before the present step or after it."
)


@strawberry.input(description="Stricter terms: what is left out stays as it was asked for.")
class OfferedTermsInput:
    """Part of decideCase."""

    amount: Money | None = strawberry.field(default=None, description="A lower amount.")
    term_months: int | None = strawberry.field(default=None, description="A shorter term, in months.")
    rate_annual: Rate | None = strawberry.field(default=None, description="A higher rate, a year's.")

    @property
    def told(self) -> Offered:
        return Offered(self.amount, self.term_months, self.rate_annual)


@strawberry.input(description="A decision on a case.")
class DecideCaseInput:
    """Input of decideCase."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described("Which case.")
    decision: CaseDecision = described("What is decided.")
    reason: str = described("Why.")
    expected_version: int = described(SEEN)
    amount: Money | None = strawberry.field(default=None, description="The amount that the caller has seen.")
    offered: OfferedTermsInput | None = strawberry.field(default=None, description="Other terms, with an approval.")
    conditions: list[str] = strawberry.field(
        default_factory=list, description="What has to be so before money is paid, with an approval."
    )
    routine: bool = strawberry.field(default=False, description=ROUTINE)


@strawberry.input(description="A case that a colleague decides instead.")
class TransferCaseInput:
    """Input of transferCase."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described("Which case.")
    to: strawberry.ID = described("To whom: another holder of the position, who sees the case.")
    reason: str = described("Why.")
    expected_version: int = described(SEEN)


@strawberry.input(description="A colleague who is asked to sign a case too.")
class AddSignerInput:
    """Input of addSigner."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described("Which case.")
    signer: strawberry.ID = described("Who: somebody who may decide and sees the case.")
    place: Place = described("Before the present step, or after it.")
    reason: str = described("Why.")
    expected_version: int = described(SEEN)


@strawberry.input(description="A condition that is met, with its evidence.")
class FulfilConditionInput:
    """Input of fulfilCondition."""

    idempotency_key: str = described(KEY)
    condition_id: strawberry.ID = described("Which condition.")
    note: str = strawberry.field(default="", description="What was seen; needed where there is no document.")
    document_id: strawberry.ID | None = strawberry.field(default=None, description="A document of the customer.")


@strawberry.input(description="A case that waits too long.")
class UrgeCaseInput:
    """Input of urgeCase."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described("Which case.")
    reason: str = described("Why.")


@strawberry.input(description="A case from which the caller steps aside.")
class RecuseFromCaseInput:
    """Input of recuseFromCase."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described("Which case.")
    reason: str = described("Why.")


@strawberry.type(description="The case after the decision.")
class ApprovalCasePayload:
    """Answer of decideCase and of what else is done in a case."""

    case: ApprovalCase = described("As it stands now.")


@strawberry.type
class ApprovalMutation(BatchMutation, DelegationMutation, MatrixMutation):
    """Part of the root mutation."""

    @mutation(service.decide)
    async def decide_case(self, info: Info, input: DecideCaseInput) -> ApprovalCasePayload:
        if input.routine:
            return await _approve_routinely(info, input)
        back = ReadBack(info, _payload)
        outcome = await service.decide(
            back.caller(input.idempotency_key),
            case_id=_case(input.case_id),
            decision=input.decision,
            reason=input.reason,
            expected_version=input.expected_version,
            amount_fen=input.amount,
            offered=input.offered.told if input.offered else service.UNCHANGED,
            conditions=input.conditions,
        )
        return back.answer(outcome)

    @mutation(fulfilling.fulfil)
    async def fulfil_condition(self, info: Info, input: FulfilConditionInput) -> ApprovalCasePayload:
        back = ReadBack(info, _payload)
        document = input.document_id
        outcome = await fulfilling.fulfil(
            back.caller(input.idempotency_key),
            condition_id=ids.decode_as("ApprovalCondition", input.condition_id, "conditionId"),
            note=input.note,
            document_id=None if document is None else ids.decode_as("Document", document, "documentId"),
        )
        return back.answer(outcome)

    @mutation(passing_on.transfer)
    async def transfer_case(self, info: Info, input: TransferCaseInput) -> ApprovalCasePayload:
        back = ReadBack(info, _payload)
        outcome = await passing_on.transfer(
            back.caller(input.idempotency_key),
            case_id=_case(input.case_id),
            to=ids.decode_as("Staff", input.to, "to"),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(passing_on.add_signer)
    async def add_signer(self, info: Info, input: AddSignerInput) -> ApprovalCasePayload:
        back = ReadBack(info, _payload)
        outcome = await passing_on.add_signer(
            back.caller(input.idempotency_key),
            case_id=_case(input.case_id),
            signer=ids.decode_as("Staff", input.signer, "signer"),
            place=input.place,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(passing_on.urge)
    async def urge_case(self, info: Info, input: UrgeCaseInput) -> ApprovalCasePayload:
        back = ReadBack(info, _payload)
        caller = back.caller(input.idempotency_key)
        return back.answer(await passing_on.urge(caller, case_id=_case(input.case_id), reason=input.reason))

    @mutation(passing_on.recuse)
    async def recuse_from_case(self, info: Info, input: RecuseFromCaseInput) -> ApprovalCasePayload:
        back = ReadBack(info, _payload)
        caller = back.caller(input.idempotency_key)
        return back.answer(await passing_on.recuse(caller, case_id=_case(input.case_id), reason=input.reason))


async def _approve_routinely(info: Info, input: DecideCaseInput) -> ApprovalCasePayload:
    check_gesture(input.decision, changes=bool(input.conditions or (input.offered and input.offered.told.changes)))
    back = ReadBack(info, _payload)
    outcome = await approve_routinely(
        back.caller(input.idempotency_key),
        case_id=_case(input.case_id),
        reason=input.reason,
        expected_version=input.expected_version,
        amount_fen=input.amount,
    )
    return back.answer(outcome)


def _case(case_id: strawberry.ID) -> UUID:
    return ids.decode_as("ApprovalCase", case_id, "caseId")


def _payload(case_id: UUID) -> ApprovalCasePayload:
    return ApprovalCasePayload(case=by_row_id(case_id))
