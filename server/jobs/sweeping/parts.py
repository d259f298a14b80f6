# ruff: noqa: S608 - statements are put together from constants of this folder; what comes from outside is bound
"""What a part of the sweep is: its rules, and one statement that reads the facts of everything they may concern.

Each row tells code, subject_kind, subject_id, branch_id, customer_id, owner_id, kind and facts (JSON by the names of
the catalogue). A statement may leave out what plainly keeps the rule; the measure decides of the rest. `day` is the
business date, `hq` the id of headquarters.
"""

from dataclasses import dataclass
from typing import Final

HOUSE: Final = "'house', CAST(:hq AS uuid), CAST(:hq AS uuid), NULL::uuid, NULL::uuid, 'any'"
"""SQL: the columns of the lender itself as a subject."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rules that one statement serves.

    `of_day` parts look at what happened on the swept day alone. What they have found is found no more on the next day
    and stands all the same: it is mended by hand.
    """

    name: str
    codes: tuple[str, ...]
    statement: str
    of_day: bool = False

    @property
    def mending(self) -> tuple[str, ...]:
        """The rules whose findings are mended when they are found no longer."""
        return () if self.of_day else self.codes


def workdays(since: str) -> str:
    """SQL: how many days were worked after a day, up to the swept one; a day that is not named goes by the week."""
    return (
        f"(SELECT count(*) FROM generate_series({since} + 1, CAST(:day AS date), interval '1 day') AS each(at) "
        'WHERE coalesce((SELECT c.is_working FROM calendar_days c WHERE c."on" = each.at::date '
        "ORDER BY c.id DESC LIMIT 1), extract(isodow FROM each.at) < 6))"
    )


def local(instant: str) -> str:
    """SQL: the date of an instant in Shanghai."""
    return f"({instant} AT TIME ZONE 'Asia/Shanghai')::date"


def living(kind: str, name: str = "e") -> str:
    """SQL: entries of a register that stand on the day."""
    return f"{name}.kind = '{kind}' AND ({name}.ended_on IS NULL OR {name}.ended_on > CAST(:day AS date))"
