"""What a source says of an inquiry, whether to the question itself or fetched later."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from server.connectors import queries
from server.connectors.adapters.form import ConfirmedReceivable
from server.connectors.adapters.table import ADAPTERS
from server.connectors.errors import AnswerMalformed, AnswerOfAnother
from server.connectors.events import SourceAnswered
from server.connectors.models import ConnectorSource, Inquiry, Receivable, ReceivableClaim
from server.connectors.reading import content_of
from server.connectors.rules import FINAL, InquiryState, state_after
from server.connectors.service import cell, pursue
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.data_keys import ownership
from server.kit.errors import NotFound
from server.kit.ports import ReplyState, SourceReply
from server.kit.work import Work


@use_case(Operation.SOURCE_SEND, keyed=False)
async def take_reply(work: Work, *, customer_id: UUID, inquiry_id: UUID, reply: SourceReply) -> InquiryState:
    """Take what a source said: facts, or that there is no answer yet, or that it cannot be read.

    An answer is kept sealed as it came, readable or not. One that cannot be read makes no fact: the inquiry is wrong,
    with the coded error and the place. A final inquiry hears nothing more. Raises NotFound.
    """
    inquiry = await queries.inquiry_for_update(work.session, work.scope, customer_id, inquiry_id)
    source = await queries.source_of(work.session, inquiry.source) if inquiry else None
    if inquiry is None or source is None:
        raise NotFound
    if inquiry.state in FINAL or inquiry.number != reply.number:
        return inquiry.state
    if reply.state is ReplyState.ANSWERED and reply.content is not None:
        await _take_answer(work, source, inquiry, reply.content)
    else:
        inquiry.state, inquiry.trouble = state_after(reply.state), reply.trouble
        if reply.state is ReplyState.NOT_FOUND:
            inquiry.send_wanted, inquiry.next_at = True, work.now
            pursue(work, inquiry)
    work.touch("inquiry", inquiry.id, source=source.code, state=inquiry.state.value)
    return inquiry.state


async def _take_answer(work: Work, source: ConnectorSource, inquiry: Inquiry, content: bytes) -> None:
    """Keep it sealed, and make facts of it where it is in its form."""
    key = (await ownership(work, inquiry.customer_id)).key
    inquiry.answer_cipher = crypto.encrypt(key, content, cell("answer", inquiry.id))
    inquiry.answered_at, inquiry.next_at, inquiry.send_wanted = work.now, None, False
    inquiry.code = inquiry.trouble = None
    try:
        answer = ADAPTERS[source.kind].read(content_of(content, inquiry.number), work.today)
    except (AnswerMalformed, AnswerOfAnother) as fault:
        inquiry.state, inquiry.code = InquiryState.WRONG, fault.code
        inquiry.trouble = str(fault.facts.get("place", "number"))
        return
    inquiry.state, inquiry.observed_on = InquiryState.ANSWERED, answer.observed_on
    inquiry.valid_until = work.today + timedelta(days=source.valid_days - 1)
    inquiry.facts = [each.as_data() for each in answer.facts]
    await work.session.flush()
    if inquiry.application_id is not None and answer.receivables:
        await _keep_receivables(work, source, inquiry, answer.receivables)
    work.record(SourceAnswered(inquiry.customer_id, inquiry.id, source.code))


async def _keep_receivables(
    work: Work, source: ConnectorSource, inquiry: Inquiry, found: Sequence[ConfirmedReceivable]
) -> None:
    """Evidence of one application each: what another one has already is kept and marked, and counts for nothing."""
    references = sorted({each.reference for each in found})
    claims = [
        {"source": source.code, "reference": each, "application_id": inquiry.application_id} for each in references
    ]
    await work.session.execute(insert(ReceivableClaim).on_conflict_do_nothing(), claims)
    held = await queries.claimed_by(work.session, source.code, references)
    rows = {each.reference: each for each in found}
    work.session.add_all(
        Receivable(
            customer_id=inquiry.customer_id,
            id=work.new_id(),
            branch_id=inquiry.branch_id,
            officer_id=inquiry.officer_id,
            application_id=inquiry.application_id,
            inquiry_id=inquiry.id,
            source=source.code,
            reference=each.reference,
            debtor=each.debtor,
            amount_fen=each.amount_fen,
            due_on=each.due_on,
            confirmed_on=each.confirmed_on,
            taken_elsewhere=held[each.reference] != inquiry.application_id,
            recorded_at=work.now,
        )
        for each in rows.values()
    )
