"""What came of a run of generated documents: shares, and what the plans touched."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bench.machine import describe
from bench.records import keep
from tests.schema.reading.generated import Generated
from tests.schema.reading.ways import BothAnswers


@dataclass
class Tally:
    """Counts over one run."""

    documents: int = 0
    without_error: int = 0
    with_rows: int = 0
    with_plan: int = 0
    differences: int = 0
    by_login: Counter[str] = field(default_factory=Counter)
    planned_roots: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)

    def count(self, login: str, made: Generated, found: BothAnswers) -> None:
        """Add one document."""
        self.documents += 1
        self.by_login[login] += 1
        self.without_error += not found.errors
        self.with_rows += any(_has_rows(value, is_page=key in made.pages) for key, value in found.interpreted or ())
        self.with_plan += found.planned is not None
        if found.planned is not None:
            self.planned_roots.update(made.roots)
        self.errors.update(found.errors)

    def shares(self) -> dict[str, float]:
        """Of all documents: without error, with rows, with a plan."""
        parts = {"without_error": self.without_error, "with_rows": self.with_rows, "with_plan": self.with_plan}
        return {name: round(part / max(self.documents, 1), 4) for name, part in parts.items()}

    def told(self) -> str:
        """For whoever ran it."""
        shares = ", ".join(f"{name.replace('_', ' ')} {share:.1%}" for name, share in self.shares().items())
        return f"{self.documents} documents, {self.differences} differences; {shares}"

    def keep(self, seconds: float, **more: Any) -> None:
        """Append the run to bench/results/equal_answers.jsonl."""
        told = {"documents": self.documents, "differences": self.differences, **self.shares()}
        roles = {"roles": dict(self.by_login), "planned_roots": dict(self.planned_roots)}
        keep("equal_answers", told | roles | more | {"seconds": round(seconds), "machine": describe()})


def _has_rows(value: Any, *, is_page: bool) -> bool:
    """Whether a root field answered with rows: an object, a list of some, a page with some on it."""
    if is_page and value:
        return any(isinstance(part, list) and part for _, part in value)
    return bool(value)
