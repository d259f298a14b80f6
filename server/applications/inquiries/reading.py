"""The guarded read of evidence: every fact of an applicant with its sources, times, and whether it is verified."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from server.applications import queries as applications
from server.applications.inquiries.facts import RECEIVABLES, is_verified
from server.connectors import queries
from server.connectors.actors import ASKER
from server.connectors.models import ConnectorSource, Inquiry, Receivable
from server.connectors.vocabulary import as_text
from server.customers.rating import vocabulary
from server.customers.rating.models import ProfileFact
from server.customers.rating.queries import told_of
from server.customers.rating.vocabulary import FactSource
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work
from server.products import queries as products

NAMES: Final[Mapping[FactSource, tuple[str, str]]] = MappingProxyType(
    {
        FactSource.TOLD: ("客户自述", "told by the customer"),
        FactSource.DOCUMENT: ("资料", "a document"),
        FactSource.VISIT: ("实地调查", "a visit"),
        FactSource.BUREAU: ("征信", "the credit bureau"),
        FactSource.TAX: ("税务", "the tax office"),
        FactSource.SOCIAL_SECURITY: ("社保", "social security"),
        FactSource.BANK_FLOW: ("银行流水", "account flow"),
        FactSource.COMMERCE: ("电商平台", "a platform"),
        FactSource.REGISTER: ("登记机构", "a register"),
        FactSource.CHANNEL: ("进件渠道", "the channel"),
        FactSource.OWN_BOOKS: ("本机构账务", "the house's own books"),
    }
)


@dataclass(frozen=True, slots=True)
class Telling:
    """One fact by one source: what it said, when it was asked and answered, until when it holds, and what it counts.

    Without an inquiry it was recorded by hand or came with the customer; it then has no end but its own age.
    """

    code: str
    name_zh: str
    name_en: str
    value: str
    zh: str
    en: str
    source: str
    source_zh: str
    source_en: str
    asked_at: datetime | None
    answered_at: datetime
    observed_on: date
    valid_until: date | None
    holds: bool
    verified: bool
    inquiry_id: UUID | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of an applicant, by fact and then by source, the newest first; and confirmed receivables."""

    facts: tuple[Telling, ...]
    receivables: tuple[Receivable, ...]
    receivables_fen: int | None


@read(Operation.APPLICATION_READ)
async def evidence(work: Work, *, application_id: UUID) -> Evidence:
    """Every fact of the applicant with its sources and times, and whether it counts as verified for the product.

    `receivables_fen` is the sum of those that are evidence of this application alone; None where no platform has
    answered. Raises NotFound.
    """
    application = await applications.application_by_id(work.session, work.scope, application_id)
    version = await products.version_by_id(work.session, application.product_version_id) if application else None
    if application is None or version is None:
        raise NotFound(field="applicationId")
    sources = {each.code: each for each in await queries.sources(work.session)}
    answers = await queries.answers_of(work.session, work.scope, application.customer_id)
    concerned = {application.customer_id, application.id, application.account_id}
    asked = [each for each in answers if each.about_id in concerned]
    known = await told_of(work.session, work.scope, [application.customer_id])
    told = [
        *(each for one in asked for each in _answered(one, sources[one.source], version.verified_by, work.today)),
        *(_by_hand(one, version.verified_by, work.today) for one in known if one.recorded_by != ASKER.id),
    ]
    found, total = await _receivables(work, asked)
    newest_first = sorted((each for each in told if each is not None), key=lambda each: each.answered_at, reverse=True)
    return Evidence(tuple(sorted(newest_first, key=lambda each: each.code)), found, total)


def _answered(
    inquiry: Inquiry, source: ConnectorSource, verified_by: Mapping[str, Sequence[str]], today: date
) -> list[Telling]:
    if inquiry.answered_at is None or inquiry.observed_on is None or inquiry.valid_until is None:
        return []
    return [
        Telling(
            each["code"],
            each["name_zh"],
            each["name_en"],
            each["value"],
            each["zh"],
            each["en"],
            source.code,
            source.name_zh,
            source.name_en,
            inquiry.asked_at,
            inquiry.answered_at,
            inquiry.observed_on,
            inquiry.valid_until,
            inquiry.valid_until >= today,
            is_verified(verified_by, each["code"], source.code, official=source.is_official),
            inquiry.id,
        )
        for each in inquiry.facts
    ]


def _by_hand(told: ProfileFact, verified_by: Mapping[str, Sequence[str]], today: date) -> Telling | None:
    """What was told, seen or read by staff, or is known of the house's own; None where it is not known any more."""
    fact, value = vocabulary.FACTS.get(told.code), told.value
    if fact is None or value is None:
        return None
    zh, en = vocabulary.shown(fact, value)
    source_zh, source_en = NAMES[told.source]
    return Telling(
        told.code,
        fact.zh,
        fact.en,
        as_text(value),
        zh,
        en,
        told.source.value,
        source_zh,
        source_en,
        None,
        told.recorded_at,
        told.observed_on,
        None,
        told.observed_on <= today,
        is_verified(verified_by, told.code, told.source.value, official=False),
        None,
    )


async def _receivables(work: Work, asked: Sequence[Inquiry]) -> tuple[tuple[Receivable, ...], int | None]:
    """What each platform confirmed last, and the sum of what is nobody else's evidence."""
    newest: dict[str, Inquiry] = {}
    for each in asked:
        if any(fact["code"] == RECEIVABLES for fact in each.facts):
            newest.setdefault(each.source, each)
    rows: list[Receivable] = []
    for each in newest.values():
        rows += await queries.receivables_of(work.session, work.scope, each.customer_id, each.about_id, each.id)
    return tuple(rows), sum(each.amount_fen for each in rows if not each.taken_elsewhere) if newest else None
