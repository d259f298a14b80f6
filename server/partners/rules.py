"""What a trusted document is, and who may use it: values in, values out."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from server.partners.errors import DocumentMismatch, DocumentUnsound

BUILD_TEAM: Final = "staff_app"
"""Team of the app that the build itself brings."""
DOCUMENTS_MAX: Final = 500
TEXT_BYTES_MAX: Final = 20_000
NAME_LENGTH_MAX: Final = 200
REASON_LENGTH_MAX: Final = 200
PREFIX: Final = "sha256:"
SHORT_LENGTH: Final = 16
"""Hex digits that the app of a build sends of an id: whole ones are a seventh of what its later screens weigh."""

_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SHORT = re.compile(rf"[0-9a-f]{{{SHORT_LENGTH}}}", re.ASCII)
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,59}", re.ASCII)


@dataclass(frozen=True)
class NewDocument:
    """A document that fits the schema: its id, the name and kind of its one operation, its text."""

    sha256: str
    name: str
    kind: str
    text: str


class Standing(StrEnum):
    """How a document stands with a team before a version of it is published."""

    NEW = "new"
    PUBLISHED = "published"
    """In this very version: nothing is to be done."""
    WITHDRAWN = "withdrawn"
    """Revoked by itself in another version: it comes back only when that is asked for."""
    REVOKED = "revoked"
    """In this very version: it comes back in another one or not at all."""

    def is_refused(self, *, reinstate: bool) -> bool:
        return self is Standing.REVOKED or (self is Standing.WITHDRAWN and not reinstate)


@dataclass(frozen=True)
class Grant:
    """A publication as it counts for those who ask: whose, for which positions, and whether it still holds."""

    team: str
    positions: frozenset[str]
    revoked: bool

    def covers(self, positions: frozenset[str]) -> bool:
        return not self.positions or bool(self.positions & positions)


class Verdict(StrEnum):
    """What becomes of a document that somebody asks for by its id."""

    USABLE = "usable"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read_id(given: str) -> str | None:
    """The hex digits of `sha256:<hex>` or plain hex, small letters only; None for anything else."""
    plain = given.removeprefix(PREFIX)
    return plain if _HEX.fullmatch(plain) else None


def read_short(given: str) -> str | None:
    """The beginning of an id, as the app of a build sends it; None for anything else."""
    return given if _SHORT.fullmatch(given) else None


def is_version(label: str) -> bool:
    """A label of a build: letters, digits and `.+_-`, at most 60 of them."""
    return _VERSION.fullmatch(label) is not None


def check_documents(documents: Iterable[NewDocument]) -> None:
    """Raises DocumentMismatch, DocumentUnsound."""
    seen: set[str] = set()
    for number, document in enumerate(documents):
        place = f"documents.{number}"
        if read_id(document.sha256) != sha256_of(document.text) or document.sha256.startswith(PREFIX):
            raise DocumentMismatch(field=f"{place}.id")
        if document.sha256 in seen:
            raise DocumentUnsound(field=f"{place}.id", reason="twice")
        if not 0 < len(document.name) <= NAME_LENGTH_MAX:
            raise DocumentUnsound(field=f"{place}.text", reason="name")
        if len(document.text.encode()) > TEXT_BYTES_MAX:
            raise DocumentUnsound(field=f"{place}.text", reason=f"more than {TEXT_BYTES_MAX} bytes")
        seen.add(document.sha256)
    if not 0 < len(seen) <= DOCUMENTS_MAX:
        raise DocumentUnsound(field="documents", reason=f"1-{DOCUMENTS_MAX}")


def verdict(grants: Iterable[Grant], positions: frozenset[str], *, of_the_build: bool) -> Verdict:
    """Usable while one publication that covers the caller holds.

    What the build brings is trusted without any publication, until every publication of its team is revoked. Who is
    covered by no publication learns nothing, not even that there is a revoked one.
    """
    known = tuple(grants)
    built = [grant for grant in known if grant.team == BUILD_TEAM]
    if of_the_build and (not built or any(not grant.revoked for grant in built)):
        return Verdict.USABLE
    covering = [grant for grant in known if grant.covers(positions)]
    if any(not grant.revoked for grant in covering):
        return Verdict.USABLE
    return Verdict.REVOKED if covering else Verdict.UNKNOWN


def standing(rows: Mapping[str, Iterable[tuple[str, bool, bool]]], sha256: str, version: str) -> Standing:
    """How a document stands with a team. `rows`: id -> (version, revoked, revoked by itself) of the team's rows."""
    known = tuple(rows.get(sha256, ()))
    same = [revoked for label, revoked, _ in known if label == version]
    if same:
        return Standing.REVOKED if same[0] else Standing.PUBLISHED
    return Standing.WITHDRAWN if any(alone for _, _, alone in known) else Standing.NEW
