"""Passkeys, as their owner sees, makes and uses them; the house's rules of lock and second factor."""

from datetime import datetime

import strawberry
from fido2.utils import websafe_encode

from schema.identity.views import Viewer
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from server.identity import reads
from server.identity.passkeys import asking, keeping, models
from server.identity.passkeys.checking import Answer, NewAnswer
from server.identity.passkeys.questions import Question

KIND = "Passkey"
QUESTION = "PasskeyQuestion"
BASE64 = "In base64url without padding."

strawberry.enum(models.PasskeyPurpose, description="What a passkey is asked for.")


@strawberry.type(description="The public half of a key in somebody's phone or computer.")
class Passkey:
    """View of a passkey."""

    id: strawberry.ID = described("Global id.")
    name: str = described("What its owner calls it.")
    may_be_backed_up: bool = described("Whether its maker may copy it to the owner's other devices.")
    is_backed_up: bool = described("Whether it was so when it signed last.")
    created_at: datetime = described("When it was added.")
    last_used_at: datetime | None = described("When it signed last.")
    revoked_at: datetime | None = described("When it was revoked.")
    revoke_reason: str | None = described("`revoked_by_owner`, `reset`, or `counter_went_back`.")

    @classmethod
    def of(cls, passkey: models.Passkey) -> "Passkey":
        return cls(
            id=ids.encode(KIND, passkey.id),
            name=passkey.name,
            may_be_backed_up=passkey.may_be_backed_up,
            is_backed_up=passkey.is_backed_up,
            created_at=passkey.created_at,
            last_used_at=passkey.last_used_at,
            revoked_at=passkey.revoked_at,
            revoke_reason=passkey.revoke_reason,
        )


@strawberry.type(description="What a device is asked through WebAuthn. Bytes are base64url without padding.")
class PasskeyQuestion:
    """View of a question."""

    id: strawberry.ID = described("Global id.")
    challenge: str = described("32 random bytes and the SHA-256 of what the answer confirms.")
    party_id: str = described("The domain that the passkeys are bound to.")
    party_name: str = described("Who asks.")
    user_handle: str = described("Of whom: his id as bytes.")
    user_name: str = described("Of whom: his login.")
    credentials: list[str] = described("Ids of his living passkeys.")
    expires_at: datetime = described("Until when the answer counts and may be used.")

    @classmethod
    def of(cls, question: Question) -> "PasskeyQuestion":
        return cls(
            id=ids.encode(QUESTION, question.id),
            challenge=websafe_encode(question.challenge),
            party_id=question.party_id,
            party_name=question.party_name,
            user_handle=websafe_encode(question.staff_id.bytes),
            user_name=question.login,
            credentials=[websafe_encode(credential) for credential in question.credentials],
            expires_at=question.expires_at,
        )


@strawberry.input(description="A passkey that a device has made.")
class AddPasskeyInput:
    """Input of addPasskey."""

    idempotency_key: str = described(KEY)
    question_id: strawberry.ID = described("The question of beginPasskey.")
    name: str = described("What its owner calls it, up to 60 characters.")
    client_data: str = described("clientDataJSON. " + BASE64)
    attestation: str = described("attestationObject. " + BASE64)
    transports: list[str] = strawberry.field(default_factory=list, description="How the device is reached.")


@strawberry.input(description="A passkey with another name.")
class RenamePasskeyInput:
    """Input of renamePasskey."""

    idempotency_key: str = described(KEY)
    id: strawberry.ID = described("Which passkey.")
    name: str = described("What its owner calls it, up to 60 characters.")


@strawberry.input(description="A passkey to be revoked.")
class RevokePasskeyInput:
    """Input of revokePasskey."""

    idempotency_key: str = described(KEY)
    id: strawberry.ID = described("Which passkey.")


@strawberry.input(description="What one's passkeys are asked for.")
class AskPasskeyInput:
    """Input of askPasskey."""

    purpose: models.PasskeyPurpose = described("`SESSION` or `UNLOCK`.")


@strawberry.input(description="The answer of a passkey. Bytes are base64url without padding.")
class ProvePasskeyInput:
    """Input of provePasskey."""

    question_id: strawberry.ID = described("Which question.")
    credential_id: str = described("Which passkey.")
    client_data: str = described("clientDataJSON.")
    authenticator_data: str = described("authenticatorData.")
    signature: str = described("signature.")


@strawberry.input(description="A password that uncovers the app.")
class UnlockInput:
    """Input of unlock."""

    password: str = described("The caller's own.")


@strawberry.input(description="The house's rules of lock and second factor.")
class SetSecurityRulesInput:
    """Input of setSecurityRules."""

    idempotency_key: str = described(KEY)
    lock_minutes: int = described("After how many idle minutes the app locks itself, 1 to 60.")
    code_beside_passkey: bool = described("Whether a one-time code counts for who has a passkey.")


@strawberry.type(description="A question to one's passkeys.")
class PasskeyQuestionPayload:
    """Answer of what asks a passkey."""

    question: PasskeyQuestion = described("What the device is to be asked.")


@strawberry.type(description="One's passkeys after a change.")
class PasskeysPayload:
    """Answer of addPasskey, renamePasskey and revokePasskey."""

    passkeys: list[Passkey] = described("All of the caller's, the newest first.")


@strawberry.type(description="The caller after he has shown who he is.")
class VerifiedPayload:
    """Answer of provePasskey, unlock and setSecurityRules."""

    viewer: Viewer = described("The caller, as he stands now.")


@strawberry.type
class PasskeyQuery:
    """Part of the root query."""

    @query(keeping.listed)
    async def passkeys(self, info: Info) -> list[Passkey]:
        return await _mine(info)


@strawberry.type
class PasskeyMutation:
    """Part of the root mutation."""

    @mutation(keeping.begin_passkey)
    async def begin_passkey(self, info: Info) -> PasskeyQuestionPayload:
        return PasskeyQuestionPayload(question=PasskeyQuestion.of(await keeping.begin_passkey(info.context.caller)))

    @mutation(keeping.add)
    async def add_passkey(self, info: Info, input: AddPasskeyInput) -> PasskeysPayload:
        await keeping.add(
            info.context.keyed(input.idempotency_key),
            question_id=ids.decode_as(QUESTION, input.question_id, "questionId"),
            name=input.name,
            answer=NewAnswer(input.client_data, input.attestation, tuple(input.transports)),
        )
        return PasskeysPayload(passkeys=await _mine(info))

    @mutation(keeping.rename)
    async def rename_passkey(self, info: Info, input: RenamePasskeyInput) -> PasskeysPayload:
        passkey_id = ids.decode_as(KIND, input.id, "id")
        await keeping.rename(info.context.keyed(input.idempotency_key), passkey_id=passkey_id, name=input.name)
        return PasskeysPayload(passkeys=await _mine(info))

    @mutation(keeping.revoke)
    async def revoke_passkey(self, info: Info, input: RevokePasskeyInput) -> PasskeysPayload:
        passkey_id = ids.decode_as(KIND, input.id, "id")
        await keeping.revoke(info.context.keyed(input.idempotency_key), passkey_id=passkey_id)
        return PasskeysPayload(passkeys=await _mine(info))

    @mutation(asking.ask)
    async def ask_passkey(self, info: Info, input: AskPasskeyInput) -> PasskeyQuestionPayload:
        question = await asking.ask(info.context.caller, purpose=input.purpose)
        return PasskeyQuestionPayload(question=PasskeyQuestion.of(question))

    @mutation(asking.prove)
    async def prove_passkey(self, info: Info, input: ProvePasskeyInput) -> VerifiedPayload:
        answer = Answer(input.credential_id, input.client_data, input.authenticator_data, input.signature)
        question_id = ids.decode_as(QUESTION, input.question_id, "questionId")
        await asking.prove(info.context.caller, question_id=question_id, answer=answer)
        return VerifiedPayload(viewer=Viewer.of(await reads.me(info.context.caller)))

    @mutation(asking.unlock)
    async def unlock(self, info: Info, input: UnlockInput) -> VerifiedPayload:
        await asking.unlock(info.context.caller, password=input.password)
        return VerifiedPayload(viewer=Viewer.of(await reads.me(info.context.caller)))

    @mutation(keeping.set_rules)
    async def set_security_rules(self, info: Info, input: SetSecurityRulesInput) -> VerifiedPayload:
        await keeping.set_rules(
            info.context.keyed(input.idempotency_key),
            lock_minutes=input.lock_minutes,
            code_beside_passkey=input.code_beside_passkey,
        )
        return VerifiedPayload(viewer=Viewer.of(await reads.me(info.context.caller)))


async def _mine(info: Info) -> list[Passkey]:
    return [Passkey.of(passkey) for passkey in await keeping.listed(info.context.caller)]
