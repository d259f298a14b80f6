"""Reports as files, and mailings of them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Text, and_, case, cast, literal_column, null

from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.declarations import column, reads
from schema.reading.descriptions import Test, by_row_id, page
from schema.reading.read_back import ReadBack
from schema.reading.terms import Terms
from server.kit.errors import Invalid
from server.reports.exports import service
from server.reports.exports.choosing import Offer, report_offers
from server.reports.exports.models import ExportForm, ExportState
from server.reports.mailing import service as mailing
from server.reports.mailing.models import Rhythm
from server.reports.sights import EXPORTS, MAILINGS

strawberry.enum(ExportForm, description="Form of a file.")
strawberry.enum(ExportState, description="Where an ordered file stands.")
strawberry.enum(Rhythm, name="MailingRhythm", description="How often: of yesterday, of last week, of last month.")


def _row_id(row: Any, _terms: Terms) -> ColumnElement[str]:
    return cast(row.id, Text)


def _url(row: Any, terms: Terms) -> ColumnElement[str | None]:
    path = literal_column("'/api/exports/'").op("||")(cast(row.id, Text))
    return case((and_(row.key_cipher.is_not(None), row.expires_on >= terms.today), path), else_=null())


@strawberry.type(description="A report as a file: drawn in the background, kept for some days.")
@reads(EXPORTS)
class ReportExport:
    """View of an export."""

    id: strawberry.ID = column("Id of the order.", _row_id)
    report: str = column("Code of the report.")
    form: ExportForm = column("Form of the file.")
    since: date = column("First day.")
    until: date = column("Last day.")
    state: ExportState = column("Where it stands.")
    ordered_at: datetime = column("When it was ordered.")
    finished_at: datetime | None = column("When it was ready, or had failed.")
    expires_on: date = column("Its last day.")
    rows_done: int = column("How many rows are written.")
    rows_total: int | None = column("Of how many; null before they are counted.")
    bytes_size: int | None = column("How long the file is.")
    digest: str | None = column("SHA-256 of the file, in hex.")
    code: str | None = column("Why there is none.")
    url: str | None = column("Where whoever ordered it fetches it; null while it is drawn and after its days.", _url)


@strawberry.type(description="A report that is drawn by the clock.")
@reads(MAILINGS)
class ReportMailing:
    """View of a mailing."""

    id: strawberry.ID = column("Id of the mailing.", _row_id)
    report: str = column("Code of the report.")
    form: ExportForm = column("Form of the file.")
    rhythm: Rhythm = column("How often.")
    recipients: list[str] = column("Who is told where the file lies.")
    made_at: datetime = column("When it was made.")
    stopped_at: datetime | None = column("When it was stopped.")
    last_until: date | None = column("Last day of the period for which it went out.")


@strawberry.type(description="A report that can be ordered.")
class ReportOffer:
    """View of a report."""

    code: str = described("Code of the report.")
    title_zh: str = described("Title in Chinese.")
    title_en: str = described("Title in English.")
    forms: list[ExportForm] = described("Forms in which it can be had.")
    of_period: bool = described("Whether it is of a period; else of what stands today.")
    monthly: bool = described("Whether it is of one calendar month.")

    @classmethod
    def of(cls, offer: Offer) -> "ReportOffer":
        return cls(
            code=offer.code,
            title_zh=offer.zh,
            title_en=offer.en,
            forms=list(offer.forms),
            of_period=offer.of_period,
            monthly=offer.monthly,
        )


@strawberry.input(description="A report as a file.")
class OrderExportInput:
    """Input of orderExport."""

    idempotency_key: str = described(KEY)
    report: str = described("Code of the report.")
    form: ExportForm = described("Form of the file.")
    since: date = described("First day.")
    until: date = described("Last day, within a year.")


@strawberry.input(description="A report that is to be drawn by the clock.")
class MakeMailingInput:
    """Input of makeMailing."""

    idempotency_key: str = described(KEY)
    report: str = described("Code of the report.")
    form: ExportForm = described("Form of the file.")
    rhythm: Rhythm = described("How often.")
    recipients: list[str] = described("Addresses of the house's own mail, at most twenty.")


@strawberry.input(description="A mailing that is to stop.")
class StopMailingInput:
    """Input of stopMailing."""

    idempotency_key: str = described(KEY)
    mailing_id: strawberry.ID = described("Which one.")


@strawberry.type(description="The file that was ordered.")
class ExportPayload:
    """Answer of orderExport."""

    export: ReportExport = described("As it stands now.")


@strawberry.type(description="The mailing after the change.")
class MailingPayload:
    """Answer of mutations on mailings."""

    mailing: ReportMailing = described("As it stands now.")


OWN = Test("own", lambda row, terms: row.ordered_by == terms.actor_id)
MADE = Test("made", lambda row, terms: row.made_by == terms.actor_id)


@strawberry.type
class ExportQuery:
    """Part of the root query."""

    @query(EXPORTS, "Files that the caller has ordered, the newest first.")
    def exports(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[ReportExport]:
        return page(EXPORTS, ("-ordered_at", "-id"), OWN, first=first, after=after)

    @query(MAILINGS, "Mailings that the caller has made, the newest first.")
    def report_mailings(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[ReportMailing]:
        return page(MAILINGS, ("-made_at", "-id"), MADE, first=first, after=after)

    @query(report_offers)
    async def report_offers(self, info: Info) -> list[ReportOffer]:
        return [ReportOffer.of(offer) for offer in await report_offers(info.context.caller)]


@strawberry.type
class ExportMutation:
    """Part of the root mutation."""

    @mutation(service.order_export)
    async def order_export(self, info: Info, input: OrderExportInput) -> ExportPayload:
        back = ReadBack(info, _export)
        outcome = await service.order_export(
            back.caller(input.idempotency_key),
            report=input.report,
            form=input.form,
            since=input.since,
            until=input.until,
        )
        return back.answer(outcome)

    @mutation(mailing.make_mailing)
    async def make_mailing(self, info: Info, input: MakeMailingInput) -> MailingPayload:
        back = ReadBack(info, _mailing)
        outcome = await mailing.make_mailing(
            back.caller(input.idempotency_key),
            report=input.report,
            form=input.form,
            rhythm=input.rhythm,
            recipients=tuple(input.recipients),
        )
        return back.answer(outcome)

    @mutation(mailing.stop_mailing)
    async def stop_mailing(self, info: Info, input: StopMailingInput) -> MailingPayload:
        back = ReadBack(info, _mailing)
        mailing_id = _id(input.mailing_id)
        return back.answer(await mailing.stop_mailing(back.caller(input.idempotency_key), mailing_id=mailing_id))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid(field="mailingId", reason="id") from error


def _export(row_id: UUID) -> ExportPayload:
    return ExportPayload(export=by_row_id(row_id))


def _mailing(row_id: UUID) -> MailingPayload:
    return MailingPayload(mailing=by_row_id(row_id))
