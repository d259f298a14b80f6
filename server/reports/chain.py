"""Whether the audit chain holds, as an auditor asks from his desk."""

from dataclasses import dataclass
from typing import Final

from server.audit import seal
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import Invalid
from server.kit.scope import Scope
from server.kit.work import Work

LINKS_DEFAULT: Final = 2_000
LINKS_MAX: Final = 20_000


@dataclass(frozen=True)
class ChainReport:
    """What was found: the newest link, how many were looked at, which are broken, what waits for its seal."""

    number: int
    head: str | None
    checked: int
    unseen: int
    unsealed: int
    broken: tuple[int, ...]


@read(Operation.AUDIT_READ)
async def check_chain(work: Work, *, links: int = LINKS_DEFAULT) -> ChainReport:
    """Recompute the newest links of the audit chain from their records; `jiedai verify` recomputes all of it.

    Raises Invalid.
    """
    if not 1 <= links <= LINKS_MAX:
        raise Invalid(field="links", reason=f"1-{LINKS_MAX}")
    tail = await seal.check_tail(work.session, links=links, all_seen=work.scope == Scope.everywhere())
    head = tail.head.hex() if tail.head else None
    unsealed = await seal.unsealed_count(work.session)
    return ChainReport(tail.number, head, tail.checked, tail.unseen, unsealed, tail.broken)
