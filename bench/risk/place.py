"""The book that is measured: made in SQL once, in a PostgreSQL of its own, and kept."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.laying import Loading, ample_cluster, keep, load
from bench.wishes import Wishes
from server.kit.embedded.cluster import Cluster

EDITION: Final = "risk book 2"
TEN: Final = 10
BYTES_A_LOAN: Final = 24_000
"""Of tables, indexes and what is written while they are made; measured at 20,000 and rounded up."""
FOLDER: Final = Path(__file__).parent
LOADING: Final = Loading(
    name="risk",
    before=((FOLDER / "places.sql").read_text(encoding="utf-8"),),
    loans=(FOLDER / "loans.sql").read_text(encoding="utf-8"),
    filled=(
        "customers",
        "applications",
        "loans",
        "instalments",
        "repayments",
        "repayment_splits",
        "loan_acts",
        "debit_orders",
    ),
    chunk=20_000,
)


class NoRoomError(Exception):
    """The disk is too small for the book."""


@dataclass(frozen=True)
class Book:
    """A database of the cluster."""

    cluster: Cluster
    database: str

    def url(self, role: str, driver: str | None = None) -> str:
        """How to connect as a role."""
        return self.cluster.endpoint.dsn(role, self.database, driver=driver)


@contextmanager
def open_cluster(wishes: Wishes) -> Iterator[Cluster]:
    """The PostgreSQL of the risk books."""
    with ample_cluster(wishes.folder / "risk", max_wal_size="8GB") as cluster:
        yield cluster


def book_of(cluster: Cluster, size: int, wishes: Wishes) -> str:
    """The database with the book of a size, made where it is not there yet. Raises NoRoomError before it is filled."""

    def lay(database: str) -> None:
        _require_room(wishes, size)
        asyncio.run(load(cluster, database, LOADING, size, wishes.say))

    keep(cluster, f"risk_{size}", EDITION, lay)
    return f"risk_{size}"


def _require_room(wishes: Wishes, size: int) -> None:
    wanted, free = BYTES_A_LOAN * size, shutil.disk_usage(wishes.folder).free
    wishes.say(f"{size:,} loans need {wanted / 2**30:.1f} GB of disk; {free / 2**30:.1f} GB are free")
    if free < wanted:
        message = f"{size:,} loans need {wanted / 2**30:.1f} GB in {wishes.folder}; take fewer by --loans"
        raise NoRoomError(message)
