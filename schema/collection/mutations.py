"""Root fields that write in collection."""

from decimal import Decimal
from uuid import UUID

import strawberry

from schema.collection import inputs
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import mutation
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.collection import looking, promising, steering
from server.collection.contacting import noting, planning
from server.collection.legal import handing, writing
from server.collection.visits import recording


@strawberry.type
class ContactingMutation:
    """Part of the root mutation: contacts, letters, visits."""

    @mutation(planning.plan_contact)
    async def plan_case_contact(self, info: Info, input: inputs.PlanCaseContactInput) -> inputs.CaseContactPayload:
        back, person = ReadBack(info, _contact), input.person_id
        planned = planning.Planned(
            input.channel,
            input.message_kind,
            script=input.script,
            text=input.text,
            person_id=ids.decode_as("CustomerContact", person, "personId") if person else None,
            consented=input.consented,
            utc_offset_minutes=input.utc_offset_minutes,
            lost=tuple(input.lost),
        )
        caller = back.caller(input.idempotency_key)
        return back.answer(await planning.plan_contact(caller, case_id=_case_id(input.case_id), planned=planned))

    @mutation(noting.note_contact)
    async def note_case_contact(self, info: Info, input: inputs.NoteCaseContactInput) -> inputs.CaseContactPayload:
        back = ReadBack(info, _contact)
        outcome = await noting.note_contact(
            back.caller(input.idempotency_key),
            contact_id=_contact_id(input.contact_id),
            reached=input.reached,
            recorded=input.recorded,
            refused_further=input.refused_further,
            note=input.note,
        )
        return back.answer(outcome)

    @mutation(looking.read_words)
    async def read_case_contact(self, info: Info, input: inputs.ReadCaseContactInput) -> inputs.CaseContactWords:
        found = await looking.read_words(info.context.caller, contact_id=_contact_id(input.contact_id))
        return inputs.CaseContactWords(**found)

    @mutation(writing.write_letter)
    async def write_case_letter(self, info: Info, input: inputs.WriteCaseLetterInput) -> inputs.CaseContactPayload:
        back = ReadBack(info, _contact)
        about = {"case_id": _case_id(input.case_id)}
        caller = back.caller(input.idempotency_key)
        outcome = await writing.write_letter(caller, **about, delivery=input.delivery, tracking=input.tracking)
        return back.answer(outcome)

    @mutation(recording.record_visit)
    async def record_case_visit(self, info: Info, input: inputs.RecordCaseVisitInput) -> inputs.CaseContactPayload:
        back = ReadBack(info, _contact)
        visit = recording.VisitMade(
            visited_at=input.visited_at,
            companion_id=ids.decode_as("Staff", input.companion_id, "companionId"),
            address=input.address,
            latitude=Decimal(str(input.latitude)),
            longitude=Decimal(str(input.longitude)),
            accuracy_m=input.accuracy_m,
            met=input.met,
            summary=input.summary,
            photos=tuple(ids.decode_as("Document", each, "photoIds") for each in input.photo_ids),
        )
        caller, contact_id = back.caller(input.idempotency_key), _contact_id(input.contact_id)
        return back.answer(await recording.record_visit(caller, contact_id=contact_id, visit=visit))


@strawberry.type
class SteeringMutation:
    """Part of the root mutation: promises, pauses, who works on a case, lawyers."""

    @mutation(promising.take_promise)
    async def take_promise(self, info: Info, input: inputs.TakePromiseInput) -> inputs.CollectionCasePayload:
        case_id = _case_id(input.case_id)
        back = ReadBack(info, lambda _promise_id: _case(case_id))
        outcome = await promising.take_promise(
            back.caller(input.idempotency_key),
            case_id=case_id,
            amount_fen=input.amount,
            due_on=input.due_on,
            contact_id=_contact_id(input.contact_id) if input.contact_id else None,
        )
        return back.answer(outcome)

    @mutation(steering.pause)
    async def pause_case(self, info: Info, input: inputs.PauseCaseInput) -> inputs.CollectionCasePayload:
        back = ReadBack(info, _case)
        outcome = await steering.pause(
            back.caller(input.idempotency_key),
            case_id=_case_id(input.case_id),
            reason=input.reason,
            until=input.until,
            note=input.note,
        )
        return back.answer(outcome)

    @mutation(steering.resume)
    async def resume_case(self, info: Info, input: inputs.ResumeCaseInput) -> inputs.CollectionCasePayload:
        back = ReadBack(info, _case)
        return back.answer(await steering.resume(back.caller(input.idempotency_key), case_id=_case_id(input.case_id)))

    @mutation(steering.assign)
    async def assign_case(self, info: Info, input: inputs.AssignCaseInput) -> inputs.CollectionCasePayload:
        back = ReadBack(info, _case)
        staff_id = ids.decode_as("Staff", input.staff_id, "staffId")
        caller = back.caller(input.idempotency_key)
        return back.answer(await steering.assign(caller, case_id=_case_id(input.case_id), staff_id=staff_id))

    @mutation(steering.record_signal)
    async def record_case_signal(self, info: Info, input: inputs.RecordCaseSignalInput) -> inputs.CollectionCasePayload:
        back = ReadBack(info, _case)
        outcome = await steering.record_signal(
            back.caller(input.idempotency_key),
            case_id=_case_id(input.case_id),
            source=input.source,
            willingness=input.willingness,
            ability=input.ability,
            agitation=input.agitation,
            halts=input.halts,
        )
        return back.answer(outcome)

    @mutation(handing.hand_over)
    async def hand_over_case(self, info: Info, input: inputs.HandOverCaseInput) -> inputs.CollectionCasePayload:
        back = ReadBack(info, _case)
        caller, case_id = back.caller(input.idempotency_key), _case_id(input.case_id)
        return back.answer(await handing.hand_over(caller, case_id=case_id, firm=input.firm, reason=input.reason))

    @mutation(handing.withdraw)
    async def withdraw_case(self, info: Info, input: inputs.WithdrawCaseInput) -> inputs.CollectionCasePayload:
        back = ReadBack(info, _case)
        caller, case_id = back.caller(input.idempotency_key), _case_id(input.case_id)
        return back.answer(await handing.withdraw(caller, case_id=case_id, reason=input.reason))


@strawberry.type
class CollectionMutation(ContactingMutation, SteeringMutation):
    """Part of the root mutation."""


def _case_id(text: str) -> UUID:
    return ids.decode_as("CollectionCase", text, "caseId")


def _contact_id(text: str) -> UUID:
    return ids.decode_as("CaseContact", text, "contactId")


def _contact(row_id: UUID) -> inputs.CaseContactPayload:
    return inputs.CaseContactPayload(contact=by_row_id(row_id))


def _case(row_id: UUID) -> inputs.CollectionCasePayload:
    return inputs.CollectionCasePayload(case=by_row_id(row_id))
