"""A prospect's paper that points to another customer: told before he is registered, and not of whom.

What the machine read is a warning. What an officer confirmed is asked of the claims, in the same way in which a
registration asks: a number held out of sight goes to headquarters. Only prospects are compared: a registered customer
holds his number, and the owner of a company has every right to be a customer himself.
"""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from server.customers import queries, sealing
from server.customers.models import ClaimKind, Customer, IdentityMatch, Likeness, MatchStanding
from server.customers.service.claims import Number, claimed_by_another
from server.kit.work import Work


@dataclass(frozen=True)
class Sign:
    """What a paper says of its holder; name and ISO date of birth are those of a card, in clear."""

    document_id: UUID
    kind: ClaimKind
    index: bytes = field(repr=False)
    name: str | None = field(repr=False)
    birth_date: str | None = field(repr=False)


async def match_confirmed(work: Work, customer: Customer, sign: Sign) -> None:
    """Note whose number it is already, with a review where he is out of sight; else who has this name and birth."""
    number = Number(sign.kind, sign.index, "fields")
    standing = await claimed_by_another(work, customer, number)
    await _note(work, customer, sign, standing, confirmed=True)


async def match_read(work: Work, customer: Customer, sign: Sign) -> None:
    """The same for what the machine read: nothing is claimed and no review is opened. By an actor who sees all."""
    claim = await queries.claim_of(work.session, sign.kind, sign.index)
    standing = None
    if claim is not None and claim.customer_id != customer.id:
        standing = _standing(customer, claim.officer_id)
    await _note(work, customer, sign, standing, confirmed=False)


async def _note(work: Work, customer: Customer, sign: Sign, standing: MatchStanding | None, *, confirmed: bool) -> None:
    likeness = Likeness(sign.kind)
    if standing is None:
        likeness, standing = Likeness.NAME_AND_BIRTH, await _namesake(work, customer, sign)
    if standing is None:
        return
    match = insert(IdentityMatch).values(
        customer_id=customer.id,
        id=work.new_id(),
        branch_id=customer.branch_id,
        officer_id=customer.officer_id,
        document_id=sign.document_id,
        likeness=likeness,
        standing=standing,
        confirmed=confirmed,
        found_at=work.now,
    )
    await work.session.execute(match.on_conflict_do_nothing())
    work.touch("customer", customer.id, identity_match=likeness, confirmed=confirmed)


async def _namesake(work: Work, customer: Customer, sign: Sign) -> MatchStanding | None:
    """A customer of the same officer with this name, born on this day, under another number.

    Of others nothing is told: a name proves nothing, so no registration would tell it either.
    """
    if not sign.name or not sign.birth_date:
        return None
    index = sealing.person_index(work.ports.master_key, sign.name, sign.birth_date)
    officers = await queries.namesakes(work.session, work.scope, customer.id, index)
    return MatchStanding.REGISTERED if customer.officer_id in officers else None


def _standing(customer: Customer, officer_id: UUID) -> MatchStanding:
    return MatchStanding.REGISTERED if officer_id == customer.officer_id else MatchStanding.UNDER_REVIEW
