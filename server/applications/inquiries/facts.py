"""What sources have said of an applicant, as facts that the rules of risk and of law may ask for.

Only answers that hold today, of sources that count as verified for the product. What no such source has said is not
there at all: a rule that names it then asks for a review.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from server.connectors import queries
from server.connectors.kinds import SourceKind
from server.connectors.models import ConnectorSource, Inquiry
from server.connectors.vocabulary import Fact, Value, fact_of
from server.kit.work import Work
from server.products import queries as products

ANY_FACT: Final = "*"
DECIDING: Final = frozenset(
    {
        "bureau_found",
        "bureau_overdue_24m",
        "bureau_overdue_now",
        "card_matched",
        "inquiries",
        "liveness_passed",
        "name_id_matched",
        "register_active",
        "register_matched",
        "sanctions_hits",
        "social_security_months",
        "tax_arrears_fen",
    }
)
"""The facts that decisions know by the same name."""
RECEIVABLES: Final = "receivables_fen"


def is_verified(verified_by: Mapping[str, Sequence[str]], fact: str, source: str, *, official: bool) -> bool:
    """Whether a source counts for a fact under a product version: as it names them, else every official source."""
    named = verified_by.get(fact, verified_by.get(ANY_FACT))
    return official if named is None else source in named


async def source_facts(
    work: Work, customer_id: UUID, product_version_id: UUID, about: Iterable[UUID]
) -> dict[str, int | bool | str]:
    """What the rules of risk may ask of sources, by name; `about` are the application and its account."""
    held = await _held(work, customer_id, product_version_id)
    concerned = {customer_id, *about}
    return {
        fact.code: _plain(fact.value)
        for inquiry, fact in held
        if fact.code in DECIDING and inquiry.about_id in concerned
    } | await _receivables(work, held, concerned)


async def sanction_hits(work: Work, customer_id: UUID) -> list[str]:
    """The lists of sanctions that a source has found him on, one name for each hit, by the answer that came last."""
    sources = {each.code: each for each in await queries.sources(work.session)}
    found: list[str] = []
    for inquiry in await queries.valid_answers(work.session, work.scope, customer_id, work.today):
        if sources[inquiry.source].kind is SourceKind.SANCTIONS:
            hits = [fact_of(each) for each in inquiry.facts if each["code"] == "sanctions_hits"]
            found = [inquiry.source] * sum(int(Decimal(str(each.value))) for each in hits)
    return found


async def _held(work: Work, customer_id: UUID, product_version_id: UUID) -> list[tuple[Inquiry, Fact]]:
    """Facts that hold today and count as verified, the oldest first."""
    version = await products.version_by_id(work.session, product_version_id)
    verified_by: Mapping[str, Sequence[str]] = version.verified_by if version else {}
    sources: dict[str, ConnectorSource] = {each.code: each for each in await queries.sources(work.session)}
    return [
        (inquiry, fact)
        for inquiry in await queries.valid_answers(work.session, work.scope, customer_id, work.today)
        for fact in map(fact_of, inquiry.facts)
        if is_verified(verified_by, fact.code, inquiry.source, official=sources[inquiry.source].is_official)
    ]


async def _receivables(work: Work, held: Sequence[tuple[Inquiry, Fact]], concerned: set[UUID]) -> dict[str, int]:
    """Confirmed receivables of the application, without those that are evidence of another one already."""
    found = [inquiry for inquiry, fact in held if fact.code == RECEIVABLES and inquiry.about_id in concerned]
    newest = {inquiry.source: inquiry for inquiry in found}
    if not newest:
        return {}
    total = 0
    for inquiry in newest.values():
        rows = await queries.receivables_of(work.session, work.scope, inquiry.customer_id, inquiry.about_id, inquiry.id)
        total += sum(each.amount_fen for each in rows if not each.taken_elsewhere)
    return {RECEIVABLES: total}


def _plain(value: Value) -> int | bool | str:
    """Whole numbers are all that decisions take from sources."""
    return int(value) if isinstance(value, Decimal) else value
