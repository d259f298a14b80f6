"""Trusted documents: from an id to a text that may run, and from a text to whether it may.

What a process remembers of a document holds as long as nobody has published or revoked anything, anywhere: every such
change raises two epochs, that of all rights and the generation of documents. A caller of staff brings the rights epoch
under which he was loaded, and the guard compares that one with the present one inside each transaction. So:

- What was read under an epoch not older than the caller's own is good for him: no question is asked.
- A caller with a newer epoch makes this process ask once; where the generation has not moved, all it knows stays good.
- When the guard finds that rights have moved since, it reloads the caller and asks `recheck`, in that transaction.

The guarantee: no transaction that begins after a revocation was committed reads or writes for a document that was
revoked, in any process. Whoever is not staff (a log-in) carries no epoch: for him the database is asked each time. A
refusal is remembered for two seconds only, so a document that was published or reinstated runs everywhere after that.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from schema.wire.requests import Asked
from server.kit.errors import Denied, Invalid
from server.kit.work import Actor, ActorKind, Caller
from server.partners import queries, rules, service
from server.partners.errors import DocumentRevoked, DocumentUnknown, OnlyTrusted
from server.partners.queries import Found
from server.partners.rules import Verdict

KNOWN_MAX = 1_000
MISSING_MAX = 1_000
REFUSAL_LIFETIME = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Known:
    """What was found of an id, and the generation of documents at that moment."""

    found: Found
    at: datetime


class Trusted:
    """One process's memory of trusted documents. `built` are those of the app that this build brings, by id."""

    def __init__(self, built: Mapping[str, str], *, only: bool) -> None:
        self._built = built
        self._whole = {sha256[: rules.SHORT_LENGTH]: sha256 for sha256 in built}
        self._only = only
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._missing: OrderedDict[str, Known] = OrderedDict()
        self._rights = 0
        self._generation = 0

    async def admit(self, asked: Asked, caller: Caller) -> tuple[str, Caller]:
        """The text that shall run, and the caller who will be asked again should rights move meanwhile.

        Raises DocumentUnknown, DocumentRevoked; OnlyTrusted where only trusted documents run and this text is none;
        Unavailable.
        """
        if asked.document_id is not None:
            return await self._by_id(asked.document_id, caller)
        if asked.query is None:
            raise Invalid(field="query", reason="string")
        return await self.text(asked.query, caller)

    async def text(self, text: str, caller: Caller) -> tuple[str, Caller]:
        """The same for a text that came as such, over HTTP or a socket."""
        if not self._only:
            return text, caller
        sha256 = rules.sha256_of(text)
        verdict = self._verdict(sha256, await self._look(sha256, caller), caller.actor)
        if verdict is Verdict.USABLE:
            return text, self._rechecked(sha256, caller)
        if verdict is Verdict.REVOKED:
            raise DocumentRevoked(field="query")
        if caller.actor.kind is ActorKind.NOBODY:
            raise OnlyTrusted(field="query")
        try:
            await service.compose(caller)
        except Denied as error:
            raise OnlyTrusted(field="query") from error
        return text, caller

    async def _by_id(self, given: str, caller: Caller) -> tuple[str, Caller]:
        sha256 = rules.read_id(given) or await self._of_an_app(given, caller)
        if sha256 is None:
            raise DocumentUnknown(field="documentId")
        found = await self._look(sha256, caller)
        self._require(sha256, found, caller.actor)
        text = found.text or self._built[sha256]
        return text, self._rechecked(sha256, caller)

    async def _of_an_app(self, given: str, caller: Caller) -> str | None:
        """The whole id for the short one that the staff app sends: of this build, or of one that phones still run."""
        short = rules.read_short(given)
        if short is None or short in self._whole:
            return self._whole.get(given)
        gate = replace(caller, actor=service.GATE, idempotency_key=None, recheck=None)
        return await service.look_up_short(gate, short=short)

    def _rechecked(self, sha256: str, caller: Caller) -> Caller:
        return replace(caller, recheck=partial(self._recheck, sha256, caller))

    async def _recheck(self, sha256: str, caller: Caller, session: AsyncSession | None, actor: Actor) -> None:
        """Whether the document still stands for an actor as he is now. Raises DocumentUnknown, DocumentRevoked."""
        found = self._remembered(sha256, caller, actor)
        if found is None and session is not None:
            found = await queries.document(session, sha256)
            self._remember(sha256, found, caller.house.ports.clock.now())
        self._require(sha256, found or await self._look(sha256, replace(caller, actor=actor)), actor)

    def _require(self, sha256: str, found: Found, actor: Actor) -> None:
        verdict = self._verdict(sha256, found, actor)
        if verdict is Verdict.REVOKED:
            raise DocumentRevoked(field="documentId")
        if verdict is Verdict.UNKNOWN:
            raise DocumentUnknown(field="documentId")

    def _verdict(self, sha256: str, found: Found, actor: Actor) -> Verdict:
        return rules.verdict(found.grants, actor.positions, of_the_build=sha256 in self._built)

    async def _look(self, sha256: str, caller: Caller) -> Found:
        found = self._remembered(sha256, caller, caller.actor)
        if found is None:
            gate = replace(caller, actor=service.GATE, idempotency_key=None, recheck=None)
            found = await service.look_up(gate, sha256=sha256)
            self._remember(sha256, found, caller.house.ports.clock.now())
        return found

    def _remembered(self, sha256: str, caller: Caller, actor: Actor) -> Found | None:
        """What is known of an id, as long as it is good for this actor."""
        if not actor.has_epoch or actor.epoch > self._rights:
            return None
        known = self._known.get(sha256) or self._missing.get(sha256)
        if known is None or known.found.epochs.generation != self._generation:
            return None
        if self._verdict(sha256, known.found, actor) is Verdict.USABLE:
            self._known.move_to_end(sha256)
            return known.found
        return known.found if caller.house.ports.clock.now() - known.at < REFUSAL_LIFETIME else None

    def _remember(self, sha256: str, found: Found, now: datetime) -> None:
        """Epochs only grow: an answer that was overtaken by a newer one moves nothing back."""
        if found.epochs.rights >= self._rights:
            self._rights, self._generation = found.epochs.rights, found.epochs.generation
        exists = bool(found.grants) or sha256 in self._built
        kept, most = (self._known, KNOWN_MAX) if exists else (self._missing, MISSING_MAX)
        self._missing.pop(sha256, None)
        kept[sha256] = Known(found, now)
        kept.move_to_end(sha256)
        while len(kept) > most:
            kept.popitem(last=False)
