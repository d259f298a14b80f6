"""What the parts of a history share while it is told."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from server.seeds.borrowers import Borrower
from server.seeds.copying import Rows
from server.seeds.dice import Ids
from server.seeds.law import Exposures, Law
from server.seeds.lender import Funding, Lender
from server.seeds.plans import Plan
from server.seeds.posting import Booked
from server.seeds.visits import Visits

if TYPE_CHECKING:
    from server.seeds.securing import Behind


@dataclass
class Telling:
    """Where rows and entries go, and what is known of the house. `friends` stand behind plans, by their `id()`."""

    ids: Ids
    dice: Random
    house: Lender
    law: Law
    today: date
    visits: Visits
    master_key: bytes = field(repr=False)
    paper: bytes = field(repr=False)
    funding: dict[str, Funding] = field(default_factory=dict)
    exposures: Exposures = field(default_factory=Exposures)
    friends: dict[int, Borrower] = field(default_factory=dict)
    rows: Rows = field(default_factory=Rows)
    entries: list[Booked] = field(default_factory=list)
    blobs: list[bytes] = field(default_factory=list)


@dataclass
class File:
    """One application on its way: the plan, and its row as it grows."""

    plan: Plan
    row: dict[str, Any]
    content_hash: str = ""
    case: dict[str, Any] | None = None
    behind: "Behind | None" = None

    @property
    def borrower(self) -> Borrower:
        return self.plan.borrower

    @property
    def id(self) -> UUID:
        key: UUID = self.row["id"]
        return key
