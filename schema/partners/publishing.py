"""Publishing a manifest: every document is examined as the server would examine it, then all are published, or none."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphql import GraphQLError

from schema.kit.errors import coded
from schema.partners.manifest import examined
from schema.wire.documents import DocumentErrors, Judge
from server.kit.errors import DomainError
from server.kit.work import Caller, House
from server.partners import service
from server.partners.errors import DocumentUnsound, DocumentWithdrawn, TeamUnknown
from server.partners.rules import BUILD_TEAM, DOCUMENTS_MAX, NewDocument, Standing

Handed = Sequence[tuple[str, str]]
"""Ids and texts, as they were handed over."""


@dataclass(frozen=True)
class Line:
    """What became of one document, or would. `error` is coded and says why none was published."""

    sha256: str
    document: NewDocument | None
    standing: Standing | None
    error: GraphQLError | None = None


@dataclass(frozen=True)
class Report:
    """`published` counts the new publications; it is none when a line has an error."""

    lines: tuple[Line, ...]
    published: int

    @property
    def is_clean(self) -> bool:
        return all(line.error is None for line in self.lines)


@dataclass(frozen=True)
class Build:
    """A team's build: where the documents of a manifest go."""

    team: str
    version: str
    reinstate: bool = False


async def publish(caller: Caller, judge: Judge, build: Build, handed: Handed, *, dry_run: bool) -> Report:
    """Publish what was handed over, unless a document is refused or it is a dry run.

    Raises what the doors raise: Denied, TeamUnknown, Invalid (version); DocumentUnsound for too many documents.
    """
    if not 0 < len(handed) <= DOCUMENTS_MAX:
        raise DocumentUnsound(field="documents", reason=f"1-{DOCUMENTS_MAX}")
    # rights first: nobody else has the server judge five hundred documents
    ids = tuple(sha256 for sha256, _ in handed)
    standings = await service.standings(caller, team=build.team, version=build.version, ids=ids)
    lines = []
    for number, (sha256, text) in enumerate(handed):
        lines.append(_line(caller, judge, number, sha256, text))
        await asyncio.sleep(0)  # others are served between two documents
    stood = (
        _stood(caller, line, number, standings[line.sha256], reinstate=build.reinstate)
        for number, line in enumerate(lines)
    )
    report = Report(tuple(stood), 0)
    if dry_run or not report.is_clean:
        return report
    documents = tuple(line.document for line in report.lines if line.document)
    published = await service.publish(
        caller, team=build.team, version=build.version, documents=documents, reinstate=build.reinstate
    )
    return Report(report.lines, published)


async def enter_build(house: House, judge: Judge, version: str, texts: Mapping[str, str]) -> int:
    """Enter the documents of the app that this build brings, so that later builds know them. Returns how many are new.

    A start that brings nothing new only looks. Raises Unavailable, and DocumentErrors when app and schema do not fit.
    """
    caller = Caller(house, service.PUBLISHER, request_id="build")
    try:
        standings = await service.standings(caller, team=BUILD_TEAM, version=version, ids=tuple(texts))
    except TeamUnknown:
        standings = dict.fromkeys(texts, Standing.NEW)
    if Standing.NEW not in standings.values():
        return 0
    documents = tuple(examined(judge, sha256, text) for sha256, text in texts.items())
    return await service.enter_build(caller, version=version, documents=documents)


def _line(caller: Caller, judge: Judge, number: int, sha256: str, text: str) -> Line:
    try:
        return Line(sha256, examined(judge, sha256, text), None)
    except DocumentErrors as refused:
        return Line(sha256, None, None, coded(refused.errors[0], caller.request_id))
    except DomainError as error:
        error.field = f"documents.{number}.{error.field}"
        return Line(sha256, None, None, _error(error, caller))


def _stood(caller: Caller, line: Line, number: int, standing: Standing, *, reinstate: bool) -> Line:
    error = line.error
    if error is None and standing.is_refused(reinstate=reinstate):
        error = _error(DocumentWithdrawn(field=f"documents.{number}.id"), caller)
    return Line(line.sha256, line.document, standing, error)


def _error(error: DomainError, caller: Caller) -> GraphQLError:
    return coded(GraphQLError(error.code, original_error=error), caller.request_id)
