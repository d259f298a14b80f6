"""What becomes of parties and charges with the loan: bound by the contract, free when the debt is gone.

Building blocks of whoever knows the contract or the loan, and reactions of what becomes of the application.
"""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import update

from server.applications.events import ApplicationRejected, ApplicationWithdrawn
from server.applications.securing import queries
from server.applications.securing.models import ApplicationParty, GuaranteeClaim
from server.applications.securing.parties import end_claims
from server.applications.securing.rules import PartyState, PartyStep, moved
from server.collateral import charging
from server.kit.work import Work

BOUND: Final = frozenset({PartyState.BOUND})
RELEASED: Final = frozenset({PartyState.RELEASED})
WAITING: Final = frozenset({PartyState.NAMED, PartyState.CONSENTED})


async def bind_parties(work: Work, application_id: UUID) -> None:
    """All have signed."""
    await _move(work, application_id, WAITING, PartyStep.BIND)


async def debt_ended(work: Work, application_id: UUID) -> None:
    """The debt is gone: nobody answers for it, and its charges may be struck out of the registers."""
    await end_claims(work, await _move(work, application_id, BOUND, PartyStep.RELEASE))
    await charging.discharge(work, application_id)


async def debt_back(work: Work, application_id: UUID) -> None:
    """The debt is there again, because a repayment was taken back: so are its guarantors, and what is registered."""
    await _hold_claims(work, await _move(work, application_id, RELEASED, PartyStep.REVIVE))
    await charging.revive(work, application_id)


async def claims_held_again(work: Work, application_id: UUID) -> None:
    """A refused application is looked at by a person: who has agreed to guarantee it answers again."""
    agreed = frozenset({PartyState.CONSENTED})
    standing = await queries.parties_of(work.session, work.scope, application_id, states=agreed)
    await _hold_claims(work, [each.id for each in standing])


async def on_withdrawn(work: Work, event: ApplicationWithdrawn) -> None:
    """No loan will come of it: nobody is a party, no item is charged (a reaction)."""
    await end_claims(work, await _move(work, event.application_id, WAITING, PartyStep.REMOVE))
    await debt_ended(work, event.application_id)


async def on_refused(work: Work, event: ApplicationRejected) -> None:
    """Nobody answers for a loan that is refused (a reaction); parties and charges stay for a second look."""
    standing = await queries.parties_of(work.session, work.scope, event.application_id)
    await end_claims(work, [each.id for each in standing])


async def _move(work: Work, application_id: UUID, states: Collection[PartyState], step: PartyStep) -> list[UUID]:
    parties = await queries.parties_of(work.session, work.scope, application_id, states=states, for_update=True)
    for each in parties:
        _set(work, each, moved(each.state, step))
    if parties:
        await work.session.flush()
    return [each.id for each in parties]


def _set(work: Work, party: ApplicationParty, state: PartyState) -> None:
    party.state = state
    party.version += 1
    work.touch("application_party", party.id, state=state.value)


async def _hold_claims(work: Work, party_ids: list[UUID]) -> None:
    if party_ids:
        await work.session.execute(
            update(GuaranteeClaim).where(GuaranteeClaim.party_id.in_(party_ids)).values(ended_at=None)
        )
