"""What a sweep finds: an indicator whose grade for a subject is another than it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from server.risk.grading import Grade
from server.risk.grain import Grain


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A change of grade. What the subject is called and whose he is stand as they were on the day.

    `value` is None where the grade is a gap or unknown; `inputs` are the figures of the formula by name, `version` is
    that of the formula. `former` is what the last sheet said, NOTHING where there was none.
    """

    id: UUID
    code: str
    grain: Grain
    subject_id: UUID
    label: str
    customer_id: UUID | None
    branch_id: UUID | None
    officer_id: UUID | None
    grade: Grade
    former: Grade
    value: Decimal | None
    version: int
    day: date
    inputs: Mapping[str, Any] = field(default_factory=dict)
