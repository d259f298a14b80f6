"""Processor time of processes, from /proc."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
# positions behind the name, which is in brackets and may hold anything: proc(5)
_PARENT, _OWN, _OF_CHILDREN = 1, slice(11, 13), slice(13, 15)


def spent_by(pid: int) -> float:
    """Seconds that a process with all its threads has spent."""
    return _seconds(_fields(pid)[_OWN])


def spent_by_children(pid: int) -> float:
    """Seconds that the children of a process have spent: those that live and those that it has outlived."""
    living = [fields for child in _processes() if (fields := _fields(child)) and int(fields[_PARENT]) == pid]
    return sum(_seconds(fields[_OWN]) for fields in living) + _seconds(_fields(pid)[_OF_CHILDREN])


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _fields(pid: int) -> list[str]:
    """Fields of /proc/PID/stat behind the name; none of a process that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return []


def _seconds(ticks: list[str]) -> float:
    return sum(map(int, ticks)) / TICKS
