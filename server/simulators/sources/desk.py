"""The desk of all sources: takes questions, gives answers, keeps its journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from server.kit.clock import Clock, business_date
from server.simulators.journal import Journal
from server.simulators.sources.faults import Fault, FaultKind, read_fault, write_fault
from server.simulators.sources.profiles import DRAWN, content_of


class NumberTaken(Exception):
    """The number was used for another question."""


@dataclass
class Taken:
    """An inquiry as it was taken: what is answered from when on. `asked` counts how often the question came."""

    source: str
    number: str
    subject: dict[str, str]
    content: dict[str, Any]
    answered_from: datetime
    asked: int = 1


@dataclass
class Desk:
    """Questions, told profiles and faults in memory, each of them in the journal first."""

    journal: Journal
    clock: Clock
    seed: int = 0
    taken: dict[str, Taken] = field(default_factory=dict)
    told: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    met: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for record in self.journal.records():
            self._apply(record)

    def take(self, source: str, number: str, subject: Mapping[str, str], faults: list[Fault]) -> Taken:
        """The inquiry as it stands after this question; one that came before is not asked again. Raises NumberTaken."""
        known = self.taken.get(number)
        if known is not None:
            if (known.source, known.subject) != (source, dict(subject)):
                raise NumberTaken
            known.asked += 1
            return known
        now = self.clock.now()
        content = content_of(source, subject, business_date(now, 24), self.seed)
        content |= self.told.get((source, subject.get("number", "")), {})
        waits = max((fault.seconds for fault in faults if fault.kind is FaultKind.LATE), default=0.0)
        for fault in faults:
            content |= fault.content if fault.kind is FaultKind.SAYS else {}
            content = _spoilt(content, fault) if fault.kind is FaultKind.MALFORMED else content
        from_ = (now + timedelta(seconds=waits)).isoformat()
        record = {"source": source, "number": number, "subject": dict(subject), "content": content, "from": from_}
        self._keep({"taken": record})
        return self.taken[number]

    def tell(self, source: str, subject: str, content: dict[str, Any]) -> None:
        """What a source says of somebody from now on: these members instead of the drawn ones."""
        if source not in DRAWN:
            raise ValueError(source)
        self._keep({"told": {"source": source, "subject": subject, "content": content}})

    def script(self, content: Any) -> Fault:
        """A fault from now on. Raises ValueError, TypeError."""
        fault = read_fault(len(self.faults), content)
        self._keep({"fault": write_fault(fault)})
        return fault

    def clear_faults(self) -> None:
        self._keep({"cleared": True})

    def meet(self, source: str, subject: str, call: str) -> list[Fault]:
        """The faults that this call meets; each has so many times."""
        found = [
            fault
            for fault in self.faults
            if fault.meets(source, subject, call) and self.met.get(fault.fault_id, 0) < (fault.times or 10**9)
        ]
        for fault in found:
            self.met[fault.fault_id] = self.met.get(fault.fault_id, 0) + 1
        return found

    def is_answered(self, taken: Taken) -> bool:
        return self.clock.now() >= taken.answered_from

    def _keep(self, record: dict[str, Any]) -> None:
        self.journal.append(record)
        self._apply(record)

    def _apply(self, record: dict[str, Any]) -> None:
        match record:
            case {"taken": one}:
                at = datetime.fromisoformat(one["from"])
                self.taken[one["number"]] = Taken(one["source"], one["number"], one["subject"], one["content"], at)
            case {"told": one}:
                self.told.setdefault((one["source"], one["subject"]), {}).update(one["content"])
            case {"fault": one}:
                self.faults.append(read_fault(one["fault_id"], one))
            case _:
                self.faults.clear()
                self.met.clear()


def _spoilt(content: dict[str, Any], fault: Fault) -> dict[str, Any]:
    """With the members of a fault in it; what the fault has as null is not there at all."""
    return {name: value for name, value in (content | fault.content).items() if fault.content.get(name, "") is not None}
