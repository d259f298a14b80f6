"""Verbs of trusted documents: client teams, publishing, revoking, and the list of what was published."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.dialects.postgresql import insert as insert_unless

from server.identity.actors import system_actor
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.errors import Invalid
from server.kit.work import Work
from server.partners import queries, rules
from server.partners.errors import DocumentUnknown, DocumentWithdrawn, TeamUnknown, TeamUnsound
from server.partners.models import ClientTeam, Revocation, TrustedDocument
from server.partners.queries import Found
from server.partners.rules import BUILD_TEAM, NewDocument, Standing

CODE = re.compile(r"[a-z][a-z0-9_]{1,39}", re.ASCII)
NAME_LENGTH_MAX = 100
POSITIONS_MAX = 50
LIMIT_MAX = 100

PUBLISHER = system_actor(5, "publisher", Operation.TRUSTED_DOCUMENT_PUBLISH)
"""Enters the documents of the app that a build brings, at its first start."""

GATE = system_actor(6, "gate", Operation.TRUSTED_DOCUMENT_READ)
"""Looks up what a client asks for, before it is known what the client may do."""


@dataclass(frozen=True)
class PublishedPage:
    """One page of publications, newest first, each with its team."""

    rows: Sequence[tuple[TrustedDocument, ClientTeam]]
    total: int


@use_case(Operation.TRUSTED_DOCUMENT_PUBLISH)
async def set_team(work: Work, *, code: str, name: str, positions: tuple[str, ...]) -> str:
    """Enter a client team, or give it another name or other positions; returns its code.

    `positions` may use its documents; none means everybody. Raises TeamUnsound.
    """
    if not CODE.fullmatch(code):
        raise TeamUnsound(field="code", reason="code")
    if not 0 < len(name.strip()) <= NAME_LENGTH_MAX:
        raise TeamUnsound(field="name", reason="name")
    wanted = sorted(set(positions))
    if len(wanted) > POSITIONS_MAX or await queries.positions_without(work.session, wanted):
        raise TeamUnsound(field="positions", reason="positions")
    await _write_team(work, code, name.strip(), wanted)
    await queries.raise_epochs(work.session)
    return code


async def _write_team(work: Work, code: str, name: str, positions: Sequence[str]) -> None:
    known = await queries.team_by_code(work.session, code)
    if known is not None:
        changed = update(ClientTeam).where(ClientTeam.code == code)
        await work.session.execute(changed.values(name=name, positions=positions))
    else:
        new = insert(ClientTeam).values(code=code, name=name, positions=positions, created_at=work.now)
        await work.session.execute(new.values(created_by=work.actor.id))
    work.changes.update(team=code, positions=list(positions))


@read(Operation.TRUSTED_DOCUMENT_PUBLISH)
async def standings(work: Work, *, team: str, version: str, ids: tuple[str, ...]) -> Mapping[str, Standing]:
    """How documents stand with a team before they are published. Raises Invalid (version), TeamUnknown."""
    await _check_build(work, team, version)
    known = await queries.standings(work.session, team, ids)
    return {sha256: rules.standing(known, sha256, version) for sha256 in ids}


@use_case(Operation.TRUSTED_DOCUMENT_PUBLISH)
async def publish(
    work: Work, *, team: str, version: str, documents: tuple[NewDocument, ...], reinstate: bool = False
) -> int:
    """Publish the documents of a build of a team's client: all of them or none. Returns how many are new.

    What is published in this version already stays as it is, and the documents of other versions go on. A document
    that was revoked by itself comes back in another version only, and only with `reinstate`. The texts were held
    against the schema before. Raises Invalid (version), TeamUnknown, DocumentMismatch, DocumentUnsound,
    DocumentWithdrawn.
    """
    await _check_build(work, team, version)
    rules.check_documents(documents)
    ids = [document.sha256 for document in documents]
    known = await queries.standings(work.session, team, ids)
    stand = [rules.standing(known, sha256, version) for sha256 in ids]
    for number, standing in enumerate(stand):
        if standing.is_refused(reinstate=reinstate):
            raise DocumentWithdrawn(field=f"documents.{number}.id")
    new = [document for document, one in zip(documents, stand, strict=True) if one is not Standing.PUBLISHED]
    return await _insert(work, team, version, new)


@use_case(Operation.TRUSTED_DOCUMENT_PUBLISH)
async def enter_build(work: Work, *, version: str, documents: tuple[NewDocument, ...]) -> int:
    """Enter the documents of the app that this build brings, so that later builds know them. Returns how many are new.

    Nothing that was revoked comes back by this. Raises DocumentMismatch, DocumentUnsound.
    """
    rules.check_documents(documents)
    if await queries.team_by_code(work.session, BUILD_TEAM) is None:
        await _write_team(work, BUILD_TEAM, "Jiedai", [])
    known = await queries.standings(work.session, BUILD_TEAM, [document.sha256 for document in documents])
    new = [document for document in documents if rules.standing(known, document.sha256, version) is Standing.NEW]
    return await _insert(work, BUILD_TEAM, version, new)


async def _check_build(work: Work, team: str, version: str) -> None:
    if not rules.is_version(version):
        raise Invalid(field="version", reason="letters, digits, . + _ -")
    if await queries.team_by_code(work.session, team) is None:
        raise TeamUnknown(field="team")


async def _insert(work: Work, team: str, version: str, documents: Sequence[NewDocument]) -> int:
    work.changes.update(team=team, version=version, documents=len(documents))
    if not documents:
        return 0
    rows: list[dict[str, Any]] = [
        {
            "id": work.new_id(),
            "sha256": document.sha256,
            "team_code": team,
            "version": version,
            "name": document.name,
            "kind": document.kind,
            "text": document.text,
            "published_at": work.now,
            "published_by": work.actor.id,
        }
        for document in documents
    ]
    # two processes of a new build start at once, and both enter it
    await work.session.execute(insert_unless(TrustedDocument).on_conflict_do_nothing(), rows)
    for row in rows:
        work.touch("trusted_document", row["id"])
    await queries.raise_epochs(work.session)
    return len(rows)


@use_case(Operation.TRUSTED_DOCUMENT_REVOKE)
async def revoke(
    work: Work, *, sha256: str | None = None, team: str | None = None, version: str | None = None, reason: str
) -> int:
    """Revoke a document (of one team, or of all), or all documents of a team's version. Returns how many publications.

    It bites on the next request, in every process. A document of the version that another version holds too goes on
    there. Raises Invalid (reason; neither an id nor a team with a version), DocumentUnknown when nothing holds.
    """
    if not 0 < len(reason.strip()) <= rules.REASON_LENGTH_MAX:
        raise Invalid(field="reason", reason=f"1-{rules.REASON_LENGTH_MAX}")
    plain = rules.read_id(sha256) if sha256 is not None else None
    if sha256 is None and (team is None or version is None):
        raise Invalid(field="id", reason="an id, or a team with a version")
    if sha256 is not None and plain is None:
        raise DocumentUnknown(field="id")
    held = queries.held(sha256=plain, team=team, version=version)
    ids: Sequence[UUID] = (await work.session.execute(held)).scalars().all()
    if not ids:
        raise DocumentUnknown(field="id" if plain else "version")
    kind = Revocation.VERSION if plain is None else Revocation.DOCUMENT
    ended = update(TrustedDocument).where(TrustedDocument.id.in_(ids)).values(revoked_at=work.now, revocation=kind)
    await work.session.execute(ended.values(revoked_by=work.actor.id, reason=reason.strip()))
    for row_id in ids:
        work.touch("trusted_document", row_id)
    work.changes.update(document=plain, team=team, version=version, reason=reason.strip())
    await queries.raise_epochs(work.session)
    return len(ids)


@read(Operation.TRUSTED_DOCUMENT_READ)
async def published(
    work: Work, *, team: str | None = None, after: tuple[datetime, UUID] | None = None, limit: int = 20
) -> PublishedPage:
    """What was published, newest first, with what became of it; of one team or of all. Raises Invalid."""
    if not 1 <= limit <= LIMIT_MAX:
        raise Invalid(field="first", reason=f"1-{LIMIT_MAX}")
    rows = await queries.page(work.session, team=team, after=after, limit=limit)
    return PublishedPage(rows, await queries.count(work.session, team=team))


@read(Operation.TRUSTED_DOCUMENT_PUBLISH)
async def team(work: Work, *, code: str) -> ClientTeam:
    """One client team by its code. Raises TeamUnknown."""
    known = await queries.team_by_code(work.session, code)
    if known is None:
        raise TeamUnknown(field="code")
    return known


@read(Operation.TRUSTED_DOCUMENT_READ)
async def look_up(work: Work, *, sha256: str) -> Found:
    """Text and publications of one id, with the epochs of the moment."""
    return await queries.document(work.session, sha256)


@read(Operation.TRUSTED_DOCUMENT_READ)
async def look_up_short(work: Work, *, short: str) -> str | None:
    """The whole id of a document that an earlier build of the staff app brought, by its beginning."""
    return await queries.whole_id(work.session, BUILD_TEAM, short)


@read(Operation.QUERY_COMPOSE)
async def compose(work: Work) -> UUID:
    """Whether the caller may send documents that nobody has published, where only trusted ones run. Returns who."""
    return work.actor.id
