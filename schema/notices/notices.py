"""One's own notices: read, marked, watched."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, func, literal_column

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query, subscription
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.declarations import column, reads
from schema.reading.descriptions import Test, page
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.identity.passage import WatchPassage
from server.notices.staff import service
from server.notices.staff.models import StaffNoticeKind
from server.notices.staff.sights import STAFF_NOTICES

ORDER = ("-created_at", "-id")
Unread = Annotated[bool, strawberry.argument(description="Only what was not read yet.")]

strawberry.enum(StaffNoticeKind, description="What a member of staff is told of.")


def _subject(notice: Any, _terms: Terms) -> ColumnElement[str]:
    """A global id, as `kit.global_ids.encode` makes it: the customer's part first, where there is one."""
    parts = (
        func.coalesce(func.uuid_send(notice.of_customer), literal_column("''::bytea")),
        func.uuid_send(notice.subject_id),
    )
    key = func.encode(parts[0].op("||")(parts[1]), literal_column("'hex'"))
    found: ColumnElement[str] = func.concat(notice.subject_kind, literal_column("'_'"), key)
    return found


@strawberry.type(description="Something that the caller is told.")
@reads(STAFF_NOTICES)
class StaffNotice(Node):
    """View of a notice."""

    kind: StaffNoticeKind = column("What it tells of.")
    text_zh: str = column("What it says, in Chinese.")
    text_en: str = column("What it says, in English.")
    created_at: datetime = column("Since when it stands.")
    read_at: datetime | None = column("When he has read it; null while he has not.")
    subject_kind: str = column("What it is about: Customer, ApprovalCase, Ticket, LawFinding.")

    subject_id: str = column("Global id of what it is about.", _subject)


@strawberry.input(description="Notices of one's own that were read.")
class MarkNoticesReadInput:
    """Input of markNoticesRead."""

    idempotency_key: str = described(KEY)
    ids: list[strawberry.ID] | None = strawberry.field(default=None, description="At most 100; without it, all.")


@strawberry.type(description="What became of the marks.")
class MarkNoticesReadPayload:
    """Answer of markNoticesRead."""

    marked: int = described("How many were not read before.")


@strawberry.type
class NoticeQuery:
    """Part of the root query."""

    @query(STAFF_NOTICES, "What the caller himself is told, the newest first.")
    def notices(
        self, first: int = FIRST_DEFAULT, after: str | None = None, *, unread: Unread = False
    ) -> Connection[StaffNotice]:
        return _own(first, after, unread=unread)


@strawberry.type
class NoticeMutation:
    """Part of the root mutation."""

    @mutation(service.mark_read)
    async def mark_notices_read(self, info: Info, input: MarkNoticesReadInput) -> MarkNoticesReadPayload:
        those = None if input.ids is None else [ids.decode_as("StaffNotice", each, "ids") for each in input.ids]
        caller = info.context.keyed(input.idempotency_key)
        return MarkNoticesReadPayload(marked=await service.mark_read(caller, notice_ids=those))


@strawberry.type
class NoticeSubscription:
    """Part of the root subscription."""

    @subscription(service.watch, Connection[StaffNotice])
    async def notices(self, info: Info, first: int = FIRST_DEFAULT, *, unread: Unread = False) -> WatchPassage:
        _own(first, None, unread=unread)
        return service.watch(info.context.caller)


def _own(first: int, after: str | None, *, unread: bool) -> Connection[StaffNotice]:
    tests = (Test("own", _is_own), *((Test("unread", _is_unread),) if unread else ()))
    return page(STAFF_NOTICES, ORDER, *tests, first=first, after=after, count_max=COUNT_MAX)


COUNT_MAX = 100


def _is_own(notice: Any, terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = notice.staff_id == terms.actor_id
    return found


def _is_unread(notice: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = notice.read_at.is_(None)
    return found
