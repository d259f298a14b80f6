"""Building blocks: what held on a day. The door that sets a figure stands in `products`, above the guard."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import insert

from server.kit.work import Work
from server.reference import queries, rules
from server.reference.models import CalendarDay, LenderFigure, Tenor
from server.reference.rules import DaysOff


async def figure(work: Work, code: str, on: date) -> Decimal | None:
    """The lender's figure that holds on a day; None when nobody has entered one: missing, not zero."""
    return await queries.figure_on(work.session, code, on)


async def lpr(work: Work, on: date, tenor: Tenor = Tenor.ONE_YEAR) -> Decimal | None:
    """The loan prime rate that holds on a day, a fraction a year; None before the first publication."""
    return await queries.lpr_on(work.session, tenor, on)


async def days_off(work: Work, from_on: date, to_on: date) -> DaysOff:
    """Days without work in a span, both ends included, and the years of it that go by weekends alone."""
    return rules.days_off(await queries.named_days(work.session, from_on, to_on), from_on, to_on)


async def add_calendar_day(work: Work, *, on: date, is_working: bool, name_zh: str, source: str) -> UUID:
    """Say of one day whether it is worked; of several rows for it the last entered counts."""
    day_id = work.new_id()
    named = insert(CalendarDay).values(id=day_id, on=on, is_working=is_working, name_zh=name_zh, source=source)
    await work.session.execute(named)
    return day_id


async def add_figure(work: Work, *, code: str, effective_from: date, value: Decimal, note: str) -> UUID:
    """Enter a figure of the lender; of several for one day the last entered counts."""
    figure_id = work.new_id()
    await work.session.execute(
        insert(LenderFigure).values(
            id=figure_id,
            code=code,
            effective_from=effective_from,
            value=value,
            note=note,
            set_by=work.actor.id,
            set_at=work.now,
        )
    )
    return figure_id
