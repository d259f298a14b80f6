"""The verbs of parties: name somebody beside the borrower, record that he agrees, take him off."""

from typing import Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from server.applications.models import Application
from server.applications.rules import Step
from server.applications.securing import queries
from server.applications.securing.errors import (
    PartyConsentMissing,
    PartyConsentUnsound,
    PartyIsBorrower,
    PartyNotIdentified,
    PartyNotRegistered,
    PartyTwice,
    TooManyParties,
)
from server.applications.securing.models import ApplicationParty, GuaranteeClaim
from server.applications.securing.opening import changed, opened
from server.applications.securing.rules import (
    PARTIES_MAX,
    Guarantee,
    PartyRole,
    PartyState,
    PartyStep,
    check_guarantee,
    moved,
)
from server.customers import service as customers
from server.customers.models import Customer, CustomerState
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work

CONSENT_LENGTH_MAX: Final = 500


@use_case(Operation.APPLICATION_START)
async def add_party(
    work: Work,
    *,
    application_id: UUID,
    expected_version: int,
    person_id: UUID,
    role: PartyRole,
    guarantee: Guarantee | None = None,
) -> UUID:
    """Name a customer in sight as co-borrower or guarantor; after an approval that voids it. Returns the application.

    A guarantor says how he answers, for how much and how long. Raises NotFound, WrongState, Stale, PartyIsBorrower,
    PartyTwice, TooManyParties, GuaranteeUnsound, PartyNotRegistered (he was merged into another).
    """
    check_guarantee(role, guarantee)
    application = await opened(work, application_id, Step.SECURE, expected_version)
    person = await customers.customer_of(work, person_id, "personId")
    if person_id == application.customer_id:
        raise PartyIsBorrower(field="personId")
    if person.state is CustomerState.MERGED:
        raise PartyNotRegistered(field="personId")
    standing = await queries.parties_of(work.session, work.scope, application_id)
    if any(each.person_id == person_id for each in standing):
        raise PartyTwice(field="personId")
    if len(standing) >= PARTIES_MAX:
        raise TooManyParties(field="personId", limit=PARTIES_MAX)
    party = ApplicationParty(
        customer_id=application.customer_id,
        id=work.new_id(),
        branch_id=application.branch_id,
        officer_id=application.officer_id,
        application_id=application_id,
        person_id=person_id,
        role=role,
        state=PartyState.NAMED,
        guarantee=guarantee.kind if guarantee else None,
        amount_fen=guarantee.amount_fen if guarantee else None,
        months_after_due=guarantee.months_after_due if guarantee else None,
        added_by=work.actor.id,
        added_at=work.now,
        version=1,
    )
    work.session.add(party)
    await changed(work, application)
    work.touch("application_party", party.id, role=role.value)
    work.touch("customer", person_id)
    return application_id


@use_case(Operation.APPLICATION_START)
async def record_consent(work: Work, *, party_id: UUID, expected_version: int, consent: str) -> UUID:
    """Record that a party agrees to be one, and how he said so. Returns the application.

    From then on what he guarantees counts with his own debts, whoever lends to him. He is a registered customer who
    has agreed to the use of his data. Raises NotFound, WrongState, Stale, PartyWrongState, PartyConsentUnsound,
    PartyNotRegistered, PartyConsentMissing.
    """
    said = consent.strip()
    if not 0 < len(said) <= CONSENT_LENGTH_MAX:
        raise PartyConsentUnsound(field="consent", length=CONSENT_LENGTH_MAX)
    application, party = await _party(work, party_id, Step.SECURE, expected_version)
    agreed = moved(party.state, PartyStep.CONSENT)
    await _require_agreeing(work, party.person_id)
    party.state, party.consent = agreed, said
    party.consented_at, party.consent_taken_by = work.now, work.actor.id
    if party.amount_fen is not None:
        claim = {"party_id": party.id, "person_id": party.person_id, "debtor_id": party.customer_id}
        await work.session.execute(insert(GuaranteeClaim).values(**claim, amount_fen=party.amount_fen))
    await _set(work, application, party)
    return application.id


@use_case(Operation.APPLICATION_START)
async def remove_party(work: Work, *, party_id: UUID, expected_version: int) -> UUID:
    """Take a party off an application; after an approval that voids it. Returns the application.

    Raises NotFound, WrongState, Stale, PartyWrongState.
    """
    application, party = await _party(work, party_id, Step.UNSECURE, expected_version)
    party.state = moved(party.state, PartyStep.REMOVE)
    await end_claims(work, [party.id])
    await _set(work, application, party)
    return application.id


async def require_parties(work: Work, application: Application) -> None:
    """Every party is registered, has agreed twice (to the use of his data, to be one), and is identified.

    A building block. Raises PartyNotRegistered, PartyConsentMissing, PartyNotIdentified.
    """
    for party in await queries.parties_of(work.session, work.scope, application.id):
        person = await _require_agreeing(work, party.person_id)
        if party.consented_at is None:
            raise PartyConsentMissing(field="parties")
        if not await customers.identity_confirmed(work, person):
            raise PartyNotIdentified(field="parties")


async def end_claims(work: Work, party_ids: list[UUID]) -> None:
    """These parties answer for nothing any more (a building block)."""
    if not party_ids:
        return
    claims = update(GuaranteeClaim).where(GuaranteeClaim.party_id.in_(party_ids), GuaranteeClaim.ended_at.is_(None))
    await work.session.execute(claims.values(ended_at=work.now))


async def _require_agreeing(work: Work, person_id: UUID) -> Customer:
    person = await customers.customer_of(work, person_id, "parties")
    if person.state is not CustomerState.ACTIVE:
        raise PartyNotRegistered(field="parties")
    if not await customers.has_consent(work, person_id):
        raise PartyConsentMissing(field="parties")
    return person


async def _party(work: Work, party_id: UUID, step: Step, expected_version: int) -> tuple[Application, ApplicationParty]:
    """A party under the lock of his application: the version is the application's."""
    seen = await queries.party_by_id(work.session, work.scope, party_id)
    if seen is None:
        raise NotFound(field="partyId")
    application = await opened(work, seen.application_id, step, expected_version)
    party = await queries.party_for_update(work.session, work.scope, party_id)
    assert party is not None, "it was in sight a moment ago, and no row goes"
    return application, party


async def _set(work: Work, application: Application, party: ApplicationParty) -> None:
    party.version += 1
    await changed(work, application)
    work.touch("application_party", party.id, state=party.state.value)
