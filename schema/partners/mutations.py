"""Root fields that write client teams and trusted documents."""

from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Text

from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation
from schema.partners.publishing import Build, Line, publish
from schema.partners.views import ClientTeam
from schema.reading.descriptions import Test, the_one
from schema.reading.read_back import ReadBack
from schema.reading.terms import Terms
from schema.wire.documents import Judge
from server.partners import service
from server.partners.rules import Standing


@strawberry.input(description="A client team.")
class SetClientTeamInput:
    """Input of setClientTeam."""

    idempotency_key: str = described(KEY)
    code: str = described("Small letters, digits and _, 2 to 40 of them.")
    name: str = described("Its name.")
    positions: list[str] = described("Codes of the positions that may use its documents; none means everybody.")


@strawberry.input(description="A document to trust.")
class TrustedDocumentInput:
    """Part of publishDocuments."""

    id: str = described("SHA-256 of the text in UTF-8, hex digits.")
    text: str = described("The document: one operation, with a name.")


@strawberry.input(description="The documents of a version of a team's client.")
class PublishDocumentsInput:
    """Input of publishDocuments."""

    idempotency_key: str = described(KEY)
    team: str = described("Code of the team.")
    version: str = described("Label of the build, like 1.4.0.")
    documents: list[TrustedDocumentInput] = described("All are published, or none.")
    reinstate: bool = strawberry.field(
        default=False, description="Bring documents back that were revoked by themselves."
    )
    dry_run: bool = strawberry.field(default=False, description="Check only.")


@strawberry.input(description="What shall not run any more: a document, or a version of a team's client.")
class RevokeDocumentInput:
    """Input of revokeDocument."""

    idempotency_key: str = described(KEY)
    id: str | None = strawberry.field(default=None, description="Id of a document; without it, team and version.")
    team: str | None = strawberry.field(default=None, description="Code of a team; with an id alone: of every team.")
    version: str | None = strawberry.field(default=None, description="Label of a build; with an id alone: all of them.")
    reason: str = described("Why; kept with the revocation.")


@strawberry.type(description="The team as it stands now.")
class ClientTeamPayload:
    """Answer of setClientTeam."""

    team: ClientTeam = described("The team.")


@strawberry.type(description="What became of a document of a manifest.")
class DocumentLine:
    """View of a line of the report."""

    id: str = described("Id of the document, as it was handed over.")
    name: str | None = described("Name of its operation; null when it could not be read.")
    standing: Standing | None = described("How it stood before.")
    code: str | None = described("Code of the refusal; null for a sound document.")
    message_zh: str | None = described("What is wrong, in Chinese.")
    message_en: str | None = described("What is wrong, in English.")

    @classmethod
    def of(cls, line: Line) -> "DocumentLine":
        told = (line.error.extensions or {}) if line.error else {}
        return cls(
            id=line.sha256,
            name=line.document.name if line.document else None,
            standing=line.standing,
            code=told.get("code"),
            message_zh=told.get("messageZh"),
            message_en=told.get("messageEn"),
        )


@strawberry.type(description="What became of a manifest.")
class PublishDocumentsPayload:
    """Answer of publishDocuments."""

    published: int = described("How many are new; none when a document was refused.")
    documents: list[DocumentLine] = described("Each document, in the order of the input.")
    dry_run: bool = described("Whether they were only checked.")


@strawberry.type(description="What was revoked.")
class RevokeDocumentPayload:
    """Answer of revokeDocument."""

    revoked: int = described("How many publications.")


@strawberry.type
class PartnerMutation:
    """Part of the root mutation."""

    @mutation(service.set_team)
    async def set_client_team(self, info: Info, input: SetClientTeamInput) -> ClientTeamPayload:
        back = ReadBack(info, _payload)
        caller = back.caller(input.idempotency_key)
        outcome = await service.set_team(caller, code=input.code, name=input.name, positions=tuple(input.positions))
        return back.answer(outcome)

    @mutation(service.publish)
    async def publish_documents(self, info: Info, input: PublishDocumentsInput) -> PublishDocumentsPayload:
        judge = Judge(info.schema._schema)  # noqa: SLF001 - graphql-core's schema, which Strawberry offers by no other name
        build = Build(input.team, input.version, reinstate=input.reinstate)
        handed = [(document.id, document.text) for document in input.documents]
        caller = info.context.keyed(input.idempotency_key)
        report = await publish(caller, judge, build, handed, dry_run=input.dry_run)
        lines = [DocumentLine.of(line) for line in report.lines]
        return PublishDocumentsPayload(published=report.published, documents=lines, dry_run=input.dry_run)

    @mutation(service.revoke)
    async def revoke_document(self, info: Info, input: RevokeDocumentInput) -> RevokeDocumentPayload:
        caller = info.context.keyed(input.idempotency_key)
        revoked = await service.revoke(
            caller, sha256=input.id, team=input.team, version=input.version, reason=input.reason
        )
        return RevokeDocumentPayload(revoked=revoked)


def _payload(code: str) -> ClientTeamPayload:
    return ClientTeamPayload(team=the_one(Test("code", _has_code, {"code": code})))


def _has_code(team: Any, terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = team.code == terms.own("code", Text())
    return found
