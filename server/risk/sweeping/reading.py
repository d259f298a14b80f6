"""How the last whole measuring went: how many stand at each grade, and which formulas failed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work
from server.risk.models import RiskFault, RiskSweep, RiskTally, SweepKind, SweepState


@dataclass(frozen=True, slots=True)
class LastSweep:
    """The last whole measuring that is done. `faults` are the reasons of formulas that were left out, by code."""

    day: date
    finished_at: datetime | None
    tallies: Sequence[RiskTally]
    faults: Mapping[str, str]

    @property
    def told(self) -> dict[str, Any]:
        """As JSON."""
        counted = ("code", "subjects", "warnings", "criticals", "gaps", "unknowns")
        return {
            "day": self.day.isoformat(),
            "finished_at": self.finished_at.isoformat() if self.finished_at else None,
            "indicators": [{name: getattr(row, name) for name in counted} for row in self.tallies],
            "left_out": dict(self.faults),
        }


@read(Operation.INDICATOR_MEASURE)
async def last_sweep(work: Work) -> LastSweep | None:
    """The last whole measuring that is done, with its counts; None where there was none yet."""
    done = select(RiskSweep).where(RiskSweep.kind == SweepKind.FULL, RiskSweep.state == SweepState.DONE)
    sweep = (await work.session.execute(done.order_by(RiskSweep.day.desc()).limit(1))).scalar_one_or_none()
    if sweep is None:
        return None
    tallies = select(RiskTally).where(RiskTally.sweep_id == sweep.id).order_by(RiskTally.code)
    faults = select(RiskFault.code, RiskFault.reason).where(RiskFault.sweep_id == sweep.id).order_by(RiskFault.code)
    return LastSweep(
        sweep.day,
        sweep.finished_at,
        (await work.session.execute(tallies)).scalars().all(),
        {row.code: row.reason for row in await work.session.execute(faults)},
    )
