"""Developer tokens, as their owner sees and makes them."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from server.identity import developer_tokens
from server.kit.errors import NotFound

KIND = "DeveloperToken"


@strawberry.type(description="A named bearer token for a program; the token itself is shown when it is made, once.")
class DeveloperToken:
    """View of a developer token."""

    id: strawberry.ID = described("Global id.")
    name: str = described("What its owner calls it.")
    prefix: str = described("How the token begins, to tell it from others.")
    operations: list[str] = described("Operations that it was given; it may those of them that its owner still holds.")
    created_at: datetime = described("When it was made.")
    expires_at: datetime = described("When it ends by itself.")
    ended_at: datetime | None = described("When it was ended before its time.")
    last_used_on: date | None = described("Business date of its last use.")

    @classmethod
    def of(cls, found: developer_tokens.Listed) -> "DeveloperToken":
        token, session = found.token, found.session
        return cls(
            id=ids.encode(KIND, token.id),
            name=token.name,
            prefix=token.prefix,
            operations=list(token.operations),
            created_at=token.created_at,
            expires_at=session.expires_at,
            ended_at=session.ended_at,
            last_used_on=token.last_used_on,
        )


@strawberry.input(description="A developer token to be made.")
class CreateDeveloperTokenInput:
    """Input of createDeveloperToken."""

    idempotency_key: str = described(KEY)
    name: str = described("What it is for, up to 60 characters.")
    days: int = strawberry.field(default=30, description="How many days it lives, up to 90.")
    read_only: bool = strawberry.field(default=True, description="Only operations that read.")
    operations: list[str] | None = strawberry.field(
        default=None, description="A part of one's operations; without it all that a token can hold."
    )


@strawberry.input(description="A developer token to be revoked.")
class RevokeDeveloperTokenInput:
    """Input of revokeDeveloperToken."""

    idempotency_key: str = described(KEY)
    id: strawberry.ID = described("The token's global id.")


@strawberry.type(description="The new developer token.")
class CreateDeveloperTokenPayload:
    """Answer of createDeveloperToken."""

    token: str | None = described("The token itself, this once; null when the answer to the same key is repeated.")
    developer_token: DeveloperToken = described("What is kept of it.")


@strawberry.type(description="The revoked developer token.")
class RevokeDeveloperTokenPayload:
    """Answer of revokeDeveloperToken."""

    developer_token: DeveloperToken = described("The token, ended.")


@strawberry.type
class TokenQuery:
    """Part of the root query."""

    @query(developer_tokens.listed)
    async def developer_tokens(self, info: Info) -> list[DeveloperToken]:
        return [DeveloperToken.of(found) for found in await developer_tokens.listed(info.context.caller)]


@strawberry.type
class TokenMutation:
    """Part of the root mutation."""

    @mutation(developer_tokens.create)
    async def create_developer_token(self, info: Info, input: CreateDeveloperTokenInput) -> CreateDeveloperTokenPayload:
        made = await developer_tokens.create(
            info.context.keyed(input.idempotency_key),
            name=input.name,
            days=input.days,
            read_only=input.read_only,
            operations=None if input.operations is None else tuple(input.operations),
        )
        return CreateDeveloperTokenPayload(token=made.token, developer_token=await _one(info, made.id))

    @mutation(developer_tokens.revoke)
    async def revoke_developer_token(self, info: Info, input: RevokeDeveloperTokenInput) -> RevokeDeveloperTokenPayload:
        token_id = ids.decode_as(KIND, input.id, "id")
        await developer_tokens.revoke(info.context.keyed(input.idempotency_key), token_id=token_id)
        return RevokeDeveloperTokenPayload(developer_token=await _one(info, token_id))


async def _one(info: Info, token_id: UUID) -> DeveloperToken:
    found = await developer_tokens.listed(info.context.caller, token_id=token_id)
    if not found:
        raise NotFound(field="id")
    return DeveloperToken.of(found[0])
