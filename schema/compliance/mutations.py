"""Root fields that write at the compliance desk."""

from uuid import UUID

import strawberry

from schema.compliance import inputs
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import mutation
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.compliance.desk import service as desk
from server.compliance.dossiers import service as dossiers
from server.compliance.keeping import service as keeping
from server.compliance.tickets import service as tickets


@strawberry.type
class DeskMutation:
    """Part of the root mutation: findings and tickets."""

    @mutation(desk.mend)
    async def mend_law_finding(self, info: Info, input: inputs.MendLawFindingInput) -> inputs.LawFindingPayload:
        back = ReadBack(info, _finding)
        outcome = await desk.mend(
            back.caller(input.idempotency_key),
            finding_id=ids.decode_as("LawFinding", input.finding_id, "findingId"),
            note=input.note,
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(desk.propose_waiver)
    async def propose_waiver(self, info: Info, input: inputs.ProposeWaiverInput) -> inputs.LawFindingPayload:
        back = ReadBack(info, _finding)
        outcome = await desk.propose_waiver(
            back.caller(input.idempotency_key),
            finding_id=ids.decode_as("LawFinding", input.finding_id, "findingId"),
            reason=input.reason,
            until=input.until,
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(desk.decide_waiver)
    async def decide_waiver(self, info: Info, input: inputs.DecideWaiverInput) -> inputs.LawFindingPayload:
        back = ReadBack(info, _finding)
        outcome = await desk.decide_waiver(
            back.caller(input.idempotency_key),
            finding_id=ids.decode_as("LawFinding", input.finding_id, "findingId"),
            agree=input.agree,
            note=input.note,
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(tickets.file_ticket)
    async def file_ticket(self, info: Info, input: inputs.FileTicketInput) -> inputs.TicketPayload:
        back = ReadBack(info, _ticket)
        outcome = await tickets.file_ticket(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            kind=input.kind,
            text=input.text,
            source=input.source,
            loan_id=ids.decode_as("Loan", input.loan_id, "loanId") if input.loan_id else None,
        )
        return back.answer(outcome)

    @mutation(tickets.answer_ticket)
    async def answer_ticket(self, info: Info, input: inputs.AnswerTicketInput) -> inputs.TicketPayload:
        back = ReadBack(info, _ticket)
        outcome = await tickets.answer_ticket(
            back.caller(input.idempotency_key),
            ticket_id=ids.decode_as("Ticket", input.ticket_id, "ticketId"),
            text=input.text,
            outcome=input.outcome,
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(tickets.read_ticket)
    async def read_ticket(self, info: Info, input: inputs.ReadTicketInput) -> inputs.ReadTicketPayload:
        ticket_id = ids.decode_as("Ticket", input.ticket_id, "ticketId")
        found = await tickets.read_ticket(info.context.caller, ticket_id=ticket_id)
        return inputs.ReadTicketPayload(question=found.question, answer=found.answer)


@strawberry.type
class KeepingMutation:
    """Part of the root mutation: holds, erasures, dossiers."""

    @mutation(keeping.place_hold)
    async def place_hold(self, info: Info, input: inputs.PlaceHoldInput) -> inputs.LegalHoldPayload:
        back = ReadBack(info, _hold)
        outcome = await keeping.place_hold(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            reason=input.reason,
            ordered_by=input.ordered_by,
        )
        return back.answer(outcome)

    @mutation(keeping.lift_hold)
    async def lift_hold(self, info: Info, input: inputs.LiftHoldInput) -> inputs.LegalHoldPayload:
        back = ReadBack(info, _hold)
        customer_id = ids.decode_as("Customer", input.customer_id, "customerId")
        caller = back.caller(input.idempotency_key)
        return back.answer(await keeping.lift_hold(caller, customer_id=customer_id, reason=input.reason))

    @mutation(keeping.propose_erasure)
    async def propose_erasure(self, info: Info, input: inputs.ProposeErasureInput) -> inputs.ErasurePayload:
        back = ReadBack(info, _erasure)
        customer_id = ids.decode_as("Customer", input.customer_id, "customerId")
        caller = back.caller(input.idempotency_key)
        return back.answer(await keeping.propose_erasure(caller, customer_id=customer_id, reason=input.reason))

    @mutation(keeping.erase)
    async def carry_out_erasure(self, info: Info, input: inputs.CarryOutErasureInput) -> inputs.ErasurePayload:
        back = ReadBack(info, _erasure)
        customer_id = ids.decode_as("Customer", input.customer_id, "customerId")
        return back.answer(await keeping.erase(back.caller(input.idempotency_key), customer_id=customer_id))

    @mutation(dossiers.order)
    async def order_dossier(self, info: Info, input: inputs.OrderDossierInput) -> inputs.DossierPayload:
        back = ReadBack(info, _dossier)
        outcome = await dossiers.order(
            back.caller(input.idempotency_key),
            loan_number=input.loan_number,
            first_on=input.first_on,
            last_on=input.last_on,
        )
        return back.answer(outcome)


@strawberry.type
class ComplianceMutation(DeskMutation, KeepingMutation):
    """Part of the root mutation."""


def _finding(row_id: UUID) -> inputs.LawFindingPayload:
    return inputs.LawFindingPayload(finding=by_row_id(row_id))


def _ticket(row_id: UUID) -> inputs.TicketPayload:
    return inputs.TicketPayload(ticket=by_row_id(row_id))


def _hold(row_id: UUID) -> inputs.LegalHoldPayload:
    return inputs.LegalHoldPayload(hold=by_row_id(row_id))


def _erasure(row_id: UUID) -> inputs.ErasurePayload:
    return inputs.ErasurePayload(erasure=by_row_id(row_id))


def _dossier(row_id: UUID) -> inputs.DossierPayload:
    return inputs.DossierPayload(dossier=by_row_id(row_id))
