"""The doors of mailings: make and stop one; the clock's: which are due, order what is due, what the letter says."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from server.identity.actors import scope_of
from server.identity.guard import read, use_case
from server.identity.models import Staff, StaffState
from server.identity.operations import Operation
from server.identity.queries import rights_of
from server.kit.errors import NotFound
from server.kit.work import Work
from server.reports.exports import service as exports
from server.reports.exports.catalogue import REPORTS
from server.reports.exports.models import Export, ExportForm
from server.reports.exports.service import Choice, Seen
from server.reports.mailing.errors import AddresseeUnsound
from server.reports.mailing.models import ReportMailing, Rhythm
from server.reports.mailing.post import Letter
from server.reports.mailing.rules import is_address, span_of
from server.reports.returns.catalogue import RETURNS

RECIPIENTS_MAX: Final = 20


@use_case(Operation.REPORT_SCHEDULE)
async def make_mailing(
    work: Work, *, report: str, form: ExportForm, rhythm: Rhythm, recipients: tuple[str, ...]
) -> UUID:
    """Have a report drawn by the clock and its addressees told where it lies; a return goes out by the month.

    Each file holds what its maker sees on the day. Returns the mailing. Refuses with mailing.addressee_unsound and with
    what ordering the first file at once would be refused with.
    """
    told = tuple(sorted({one.strip().lower() for one in recipients}))
    domains = work.settings.mail_domains
    if not 1 <= len(told) <= RECIPIENTS_MAX or not all(is_address(one, domains) for one in told):
        raise AddresseeUnsound(field="recipients", limit=RECIPIENTS_MAX)
    exports.require_sound(work.scope, Choice(report, form, *span_of(rhythm, work.today)))
    made = ReportMailing(
        id=work.new_id(),
        report=report,
        form=form,
        rhythm=rhythm,
        recipients=list(told),
        made_by=work.actor.id,
        made_at=work.now,
        last_until=span_of(rhythm, work.today)[1],
    )
    work.session.add(made)
    await work.session.flush()
    work.touch("report_mailing", made.id, report=report, rhythm=rhythm.value, recipients=len(told))
    return made.id


@use_case(Operation.REPORT_SCHEDULE)
async def stop_mailing(work: Work, *, mailing_id: UUID) -> UUID:
    """Stop a mailing of one's own; one that is stopped stays so. Returns it. Raises NotFound."""
    wanted = select(ReportMailing).where(ReportMailing.id == mailing_id, ReportMailing.made_by == work.actor.id)
    found = (await work.session.execute(wanted.with_for_update())).scalar_one_or_none()
    if found is None:
        raise NotFound(field="mailingId")
    found.stopped_at = found.stopped_at or work.now
    work.touch("report_mailing", mailing_id, stopped=True)
    return mailing_id


@read(Operation.REPORT_DRAW)
async def due_mailings(work: Work) -> list[UUID]:
    """Mailings whose next period is over."""
    active = select(ReportMailing).where(ReportMailing.stopped_at.is_(None)).order_by(ReportMailing.id)
    return [one.id for one in (await work.session.execute(active)).scalars() if _is_due(one, work.today)]


def _is_due(one: ReportMailing, today: date) -> bool:
    return one.last_until is None or span_of(one.rhythm, today)[1] > one.last_until


@use_case(Operation.REPORT_DRAW, keyed=False)
async def order_due(work: Work, *, mailing_id: UUID) -> UUID | None:
    """Order what a mailing is due, of what its maker sees on the day; None when another was quicker.

    Whose maker may have none sent any more is stopped. Raises NotFound, and what ordering is refused with.
    """
    wanted = select(ReportMailing).where(ReportMailing.id == mailing_id).with_for_update()
    found = (await work.session.execute(wanted)).scalar_one_or_none()
    if found is None:
        raise NotFound(field="mailingId")
    since, until = span_of(found.rhythm, work.today)
    if found.stopped_at is not None or not _is_due(found, work.today):
        return None
    maker = (await work.session.execute(select(Staff).where(Staff.id == found.made_by))).scalar_one()
    reach = (await rights_of(work.session, maker.id, work.today)).get(Operation.REPORT_SCHEDULE)
    if maker.state is StaffState.DISABLED or reach is None:
        found.stopped_at = work.now
        return None
    seen = Seen(maker.id, await scope_of(work.session, maker, reach))
    made = await exports.ordered(work, Choice(found.report, found.form, since, until), seen, mailing_id=mailing_id)
    found.last_until = until
    return made


@read(Operation.REPORT_DRAW)
async def letter_of(work: Work, *, export_id: UUID) -> Letter | None:
    """What addressees are told of a file that is ready; None for one that no mailing asked for, or has stopped."""
    wanted = (
        select(Export, ReportMailing)
        .join(ReportMailing, ReportMailing.id == Export.mailing_id)
        .where(Export.id == export_id, ReportMailing.stopped_at.is_(None))
    )
    found = (await work.session.execute(wanted)).one_or_none()
    if found is None:
        return None
    export, mailing = found
    title = RETURNS[export.report].zh if export.report in RETURNS else REPORTS[export.report].zh
    where = f"{work.settings.public_url}/tiles/reports"
    subject = f"{title} {export.since} — {export.until}"
    text = f"{subject} 已生成，请由制表人登录后于 {export.expires_on} 前下载：\n{where}\n\n本邮件不含业务数据。\n"
    return Letter(tuple(mailing.recipients), subject, text, f"export-{export.id}")
