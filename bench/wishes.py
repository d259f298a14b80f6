"""What a bench is asked for, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Wishes:
    """`only` names parts of a bench, empty for all; `scale` is `full` or `small`.

    `say` tells a person, `note` keeps a single measure beside the figures.
    """

    folder: Path
    rounds: int
    seconds: float
    only: tuple[str, ...]
    scale: str
    say: Callable[[str], None]
    note: Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Figure:
    """A figure with its unit and, where it has one, its target: `>= 3.0`."""

    name: str
    value: float
    unit: str
    target: str | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.target is None:
            return None
        sign, bound = self.target.split()
        limit = float(bound)
        return {">=": self.value >= limit, "<=": self.value <= limit, "<": self.value < limit}[sign]

    def told(self) -> dict[str, Any]:
        """As it stands in `--json`."""
        return {"name": self.name, "value": self.value, "unit": self.unit, "target": self.target, "met": self.met}
