"""Whether a decision is confirmed as the house wants it: by this person's passkey, or by a fresh code without one."""

from typing import Any

from server.identity.errors import TokenInvalid
from server.identity.passage import require_step_up
from server.identity.passkeys import queries
from server.identity.passkeys.asking import open_question
from server.identity.passkeys.models import PasskeyPurpose
from server.identity.passkeys.questions import Question
from server.identity.passkeys.rules import bound_to
from server.identity.sessions import require_code_counts
from server.kit.work import ActorKind, Work


async def ask_for(work: Work, **facts: Any) -> Question:
    """Ask one's own passkeys to confirm a decision, told by its facts (a building block). Raises PasskeysElsewhere."""
    return await open_question(work, PasskeyPurpose.DECISION, **facts)


async def confirmed(work: Work, **facts: Any) -> dict[str, str]:
    """Spend the proof of exactly this decision; says for the audit record which factor it was (a building block).

    Who has a passkey confirms with it, unless the house lets a code count beside it; who has none shows a code.
    Raises PasskeyRequired, StepUpRequired.
    """
    if work.actor.kind is not ActorKind.STAFF:
        return {}
    if work.actor.session_id is None:
        raise TokenInvalid
    bound = bound_to(purpose=PasskeyPurpose.DECISION.value, staff=str(work.actor.id), **facts)
    passkey_id = await queries.use_proof(work.session, work.actor.session_id, bound, work.now)
    if passkey_id is not None:
        return {"factor": "passkey", "passkey": str(passkey_id), "confirmed": bound.hex()}
    await require_code_counts(work)
    require_step_up(work)
    return {"factor": "code", "confirmed": bound.hex()}
