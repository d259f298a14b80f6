"""Write a notice with the transaction that causes it; send it afterwards; read it back for the demo's phone page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import crypto, data_keys
from server.kit.errors import NotFound
from server.kit.ports import Message
from server.kit.work import Work
from server.notices import queries
from server.notices.models import Notice, NoticeKind, NoticeState

TABLE = "notices"
PHONE_PAGE_ROWS = 100


async def notify(work: Work, customer_id: UUID, kind: NoticeKind, *, to: str, text: str) -> UUID:
    """Write a message to a customer and leave the job that sends it (a building block). Raises NotFound."""
    owner = await data_keys.ownership(work, customer_id)
    notice_id = work.new_id()
    work.session.add(
        Notice(
            customer_id=customer_id,
            id=notice_id,
            branch_id=owner.branch_id,
            officer_id=owner.officer_id,
            kind=kind,
            state=NoticeState.QUEUED,
            to_cipher=crypto.encrypt(owner.key, to.encode(), crypto.cell(TABLE, "to", notice_id)),
            to_masked=crypto.mask_tail(to),
            text_cipher=crypto.encrypt(owner.key, text.encode(), crypto.cell(TABLE, "text", notice_id)),
            created_at=work.now,
        )
    )
    work.defer("send_notice", lock=f"customer:{customer_id}", notice_id=notice_id)
    return notice_id


@read(Operation.NOTICE_SEND)
async def waiting(work: Work, *, notice_id: UUID) -> Message | None:
    """The message to send, or None when it has gone already. Raises NotFound."""
    notice = await queries.notice_by_id(work.session, work.scope, notice_id)
    if notice is None:
        raise NotFound
    return None if notice.state is NoticeState.SENT else await _opened(work, notice)


@use_case(Operation.NOTICE_SEND, keyed=False)
async def mark_sent(work: Work, *, notice_id: UUID) -> UUID:
    """The channel took the message. Raises NotFound."""
    notice = await queries.notice_for_update(work.session, work.scope, notice_id)
    if notice is None:
        raise NotFound
    notice.state, notice.sent_at = NoticeState.SENT, notice.sent_at or work.now
    work.touch("notice", notice_id)
    return notice_id


@dataclass(frozen=True)
class Shown:
    """A message as the demo's phone page shows it. `to` is masked."""

    to: str
    text: str
    kind: NoticeKind
    at: datetime


@read(Operation.NOTICE_READ)
async def phone_messages(work: Work) -> Sequence[Shown]:
    """The newest messages with their text: the demo's "customer's phone"."""
    rows = await queries.newest(work.session, work.scope, PHONE_PAGE_ROWS)
    return [Shown(row.to_masked, (await _opened(work, row)).text, row.kind, row.created_at) for row in rows]


async def _opened(work: Work, notice: Notice) -> Message:
    key = await data_keys.data_key(work, notice.customer_id)
    to = crypto.decrypt(key, notice.to_cipher, crypto.cell(TABLE, "to", notice.id)).decode()
    text = crypto.decrypt(key, notice.text_cipher, crypto.cell(TABLE, "text", notice.id)).decode()
    return Message(to, text, notice.kind, notice.created_at)
