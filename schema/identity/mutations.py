"""Root fields that change sessions."""

from datetime import datetime

import strawberry

from schema.identity.views import Viewer
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation
from server.identity import reads, sessions


@strawberry.input(description="Who wants to log in.")
class LogInInput:
    """Input of logIn."""

    login: str = described("Login name.")
    password: str = described("Password.")
    code: str | None = strawberry.field(default=None, description="One-time code, where the account has one.")
    device: str | None = strawberry.field(default=None, description="Name of the device, as its owner knows it.")


@strawberry.input(description="A refresh token to exchange.")
class RefreshSessionInput:
    """Input of refreshSession."""

    refresh_token: str = described("The refresh token of the last answer; it can be used once.")


@strawberry.input(description="A second factor.")
class StepUpInput:
    """Input of stepUp."""

    code: str = described("One-time code of the authenticator.")


@strawberry.input(description="A request key.")
class EndOtherSessionsInput:
    """Input of endOtherSessions."""

    idempotency_key: str = described(KEY)


@strawberry.type(description="A fresh pair of tokens.")
class TokensPayload:
    """Answer of logIn and refreshSession."""

    access_token: str = described("Bearer token for the next minutes.")
    refresh_token: str = described("Single-use token for the next pair.")
    expires_at: datetime = described("When the access token ends.")

    @classmethod
    def of(cls, tokens: sessions.Tokens) -> "TokensPayload":
        return cls(access_token=tokens.access, refresh_token=tokens.refresh, expires_at=tokens.expires_at)


@strawberry.type(description="The session after stepping up.")
class StepUpPayload:
    """Answer of stepUp."""

    viewer: Viewer = described("The caller, with the new deadline of his second factor.")


@strawberry.type(description="The session that ended.")
class LogOutPayload:
    """Answer of logOut."""

    session_id: strawberry.ID = described("Id of the session that ended.")


@strawberry.type(description="How many sessions ended.")
class EndOtherSessionsPayload:
    """Answer of endOtherSessions."""

    ended: int = described("Sessions of the caller on other devices that are now dead.")


@strawberry.type
class IdentityMutation:
    """Part of the root mutation."""

    @mutation(sessions.log_in)
    async def log_in(self, info: Info, input: LogInInput) -> TokensPayload:
        tokens = await sessions.log_in(
            info.context.caller, login=input.login, password=input.password, code=input.code, device=input.device
        )
        assert isinstance(tokens, sessions.Tokens)
        return TokensPayload.of(tokens)

    @mutation(sessions.refresh_session)
    async def refresh_session(self, info: Info, input: RefreshSessionInput) -> TokensPayload:
        tokens = await sessions.refresh_session(info.context.caller, token=input.refresh_token)
        assert isinstance(tokens, sessions.Tokens)
        return TokensPayload.of(tokens)

    @mutation(sessions.step_up)
    async def step_up(self, info: Info, input: StepUpInput) -> StepUpPayload:
        await sessions.step_up(info.context.caller, code=input.code)
        return StepUpPayload(viewer=Viewer.of(await reads.me(info.context.caller)))

    @mutation(sessions.log_out)
    async def log_out(self, info: Info) -> LogOutPayload:
        return LogOutPayload(session_id=ids.encode("Session", await sessions.log_out(info.context.caller)))

    @mutation(sessions.end_other_sessions)
    async def end_other_sessions(self, info: Info, input: EndOtherSessionsInput) -> EndOtherSessionsPayload:
        caller = info.context.keyed(input.idempotency_key)
        return EndOtherSessionsPayload(ended=await sessions.end_other_sessions(caller))
