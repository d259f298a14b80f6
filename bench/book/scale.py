"""How large a book is."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

VERSION: Final = 2
"""Raised with every change of the scripts: a book of another version is filled anew."""
DAY: Final = date(2026, 6, 15)
"""The business date of the book: instalments before it are due."""


@dataclass(frozen=True)
class Scale:
    """Counts of rows. Officers divide customers, customers and branches follow from one another by remainders.

    One application in two became a loan; a loan has twelve instalments on average, one in ten has 36.
    """

    name: str
    regions: int
    branches: int
    officers: int
    customers: int
    applications: int

    def __post_init__(self) -> None:
        """Raises ValueError where an application would not lie with its customer's own officer."""
        if self.customers % self.officers or self.applications % (20 * self.officers):
            raise ValueError("officers have to divide customers, and each needs a multiple of 20 applications")

    @property
    def loans(self) -> int:
        return self.applications // 2

    @property
    def settings(self) -> dict[str, str]:
        """What the scripts read."""
        counts = {name: str(value) for name, value in asdict(self).items() if name != "name"}
        return {f"bench.{name}": value for name, value in (counts | {"day": DAY.isoformat()}).items()}


SCALES: Final = {
    scale.name: scale
    for scale in (
        Scale("small", regions=2, branches=4, officers=8, customers=480, applications=1_600),
        Scale("full", regions=5, branches=50, officers=200, customers=60_000, applications=100_000),
    )
}
