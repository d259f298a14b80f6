"""Verbs of products: publish a version, set a figure of the lender, and what is offered."""

import re
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import insert, update

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work
from server.products import queries, rules
from server.products.errors import DayUnsound, FigureUnsound, TermsUnsound, TooEarly
from server.products.models import Product, ProductVersion
from server.products.rules import VersionSpec
from server.reference import service as reference
from server.reference.rules import DaysOff
from server.terms.convention import Roll
from server.terms.dates import add_months
from server.terms.plan import plan_from

CODE = re.compile(r"[a-z][a-z0-9_]{1,59}", re.ASCII)
MARKET = "market_"
NOTE_LENGTH_MAX = 200
ROLL_MONTHS = 3  # the last due date of an odd first period, and the longest holiday after it
NO_DAYS = DaysOff(frozenset(), ())


@use_case(Operation.PRODUCT_PUBLISH)
async def publish(
    work: Work, *, code: str, name_zh: str, name_en: str, spec: VersionSpec, effective_from: date
) -> UUID:
    """Publish a version of a product, a new product with its first; the version before ends the day before.

    The names of an existing product stay as they are. Raises TermsUnsound, TooEarly (a version begins today or later
    and after the one before).
    """
    if not CODE.fullmatch(code):
        raise TermsUnsound(field="code", reason="code")
    rules.check_spec(spec)
    await _ensure_product(work, code, name_zh.strip(), name_en.strip())
    previous = await queries.newest_version(work.session, code)
    earliest = previous.effective_from + timedelta(days=1) if previous else work.today
    if effective_from < max(earliest, work.today):
        raise TooEarly(field="effectiveFrom", after=previous.effective_from if previous else work.today)
    version_id = work.new_id()
    if previous is not None:
        await _end(work, previous.id, effective_from - timedelta(days=1))
    row = asdict(spec) | {"purposes": list(spec.purposes), "number": previous.number + 1 if previous else 1}
    new = insert(ProductVersion).values(**row, id=version_id, product_code=code, effective_from=effective_from)
    await work.session.execute(new.values(created_by=work.actor.id, created_at=work.now))
    work.touch("product_version", version_id, code=code, effective_from=str(effective_from))
    return version_id


async def _ensure_product(work: Work, code: str, name_zh: str, name_en: str) -> None:
    if await queries.product_by_code(work.session, code) is not None:
        return
    for field, name in (("nameZh", name_zh), ("nameEn", name_en)):
        if not name:
            raise TermsUnsound(field=field, reason=field)
    new = insert(Product).values(code=code, name_zh=name_zh, name_en=name_en, created_at=work.now)
    await work.session.execute(new)


async def _end(work: Work, version_id: UUID, last_day: date) -> None:
    ending = update(ProductVersion).where(ProductVersion.id == version_id, ProductVersion.effective_until.is_(None))
    await work.session.execute(ending.values(effective_until=last_day))


@use_case(Operation.LENDER_SET)
async def set_figure(work: Work, *, code: str, value: Decimal, effective_from: date, note: str) -> UUID:
    """Enter a figure of the lender (net assets in fen and the like), or of its market, that holds from a day on.

    Figures of the market (`market_...`: prices, growth) may lie below nothing.

    Nothing is overwritten: of several rows for one day the last entered counts. Raises FigureUnsound.
    """
    if not CODE.fullmatch(code):
        raise FigureUnsound(field="code", reason="code")
    if not value.is_finite() or (value < 0 and not code.startswith(MARKET)):
        raise FigureUnsound(field="value", reason="value")
    if not 0 < len(note.strip()) <= NOTE_LENGTH_MAX:
        raise FigureUnsound(field="note", reason="note")
    figure_id = await reference.add_figure(
        work, code=code, effective_from=effective_from, value=value, note=note.strip()
    )
    work.touch("lender_figure", figure_id, code=code, value=str(value), effective_from=str(effective_from))
    return figure_id


@use_case(Operation.LENDER_SET)
async def name_day(work: Work, *, on: date, is_working: bool, name_zh: str, source: str) -> UUID:
    """Say of a day whether it is worked, whatever its weekday: a holiday, or a weekend day worked for one.

    Schedules made from then on roll over it; those that stand keep their dates. Raises DayUnsound.
    """
    for name, text in (("nameZh", name_zh), ("source", source)):
        if not 0 < len(text.strip()) <= NOTE_LENGTH_MAX:
            raise DayUnsound(field=name, reason=name)
    if on.year < work.today.year:
        raise DayUnsound(field="on", reason="on")
    day_id = await reference.add_calendar_day(
        work, on=on, is_working=is_working, name_zh=name_zh.strip(), source=source.strip()
    )
    work.touch("calendar_day", day_id, on=str(on), is_working=is_working)
    return day_id


async def days_off(work: Work, version: ProductVersion, start_on: date, term_months: int) -> DaysOff:
    """The days over which due dates of a loan roll: none where the version's plan does not roll."""
    if plan_from(version.plan).roll is Roll.NONE:
        return NO_DAYS
    return await reference.days_off(work, start_on, add_months(start_on, term_months + ROLL_MONTHS))


async def version_of(work: Work, version_id: UUID, field: str = "productVersionId") -> ProductVersion:
    """A version by its id, whether lent today or not (`rules.check_offered`). Raises NotFound."""
    version = await queries.version_by_id(work.session, version_id)
    if version is None:
        raise NotFound(field=field)
    return version
