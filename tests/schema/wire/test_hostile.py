"""Hostile documents, by the hundred in each run and by the hundred thousand in the long one: all are answered."""

import gc
import itertools
import json
import os
import resource
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bench.machine import describe
from server.app import spare_collector
from tests.fixtures.api import Api
from tests.schema.wire.hostile import requests
from tests.schema.wire.raw import Heard, ask, post_headers

SEED_VARIABLE = "JIEDAI_HOSTILE_SEED"
SEED = int(os.environ.get(SEED_VARIABLE, "20261122"))
FEW = 400
MANY = int(os.environ.get("JIEDAI_HOSTILE_DOCUMENTS", "100000"))
WARM_UP = 10_000
"""Until everything that is remembered up to a limit (documents, plans, statements of each connection) is full."""
RESULTS = Path(__file__).parents[3] / "bench" / "results" / "hostile.jsonl"
GROWTH_MAX_MB = 50
LIMITS = {"REQUEST_DOCUMENT_REFUSED", "REQUEST_DOCUMENT_BEYOND_LIMIT", "REQUEST_DOCUMENT_TOO_COSTLY"}
OFFICER = "officer.east1"
PAGE_BYTES = resource.getpagesize()


@dataclass
class Siege:
    """What came of it."""

    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    slow: list[dict[str, Any]] = field(default_factory=list)
    """Whatever took over a second: its number in the sequence, and how long it took when sent again at once."""


async def besiege(api: Api, siege: Siege, first: int, count: int) -> None:
    """Send that many requests of the seed's sequence, beginning with the `first`."""
    token = (await api.headers(OFFICER))["Authorization"].encode()

    async def timed(sent: bytes) -> tuple[Heard, float]:
        begun = time.perf_counter()
        heard = await ask(api.asgi, "POST", b"/graphql", post_headers(len(sent), (b"authorization", token)), sent)
        return heard, time.perf_counter() - begun

    for number, (kind, body) in enumerate(itertools.islice(requests(SEED), first, first + count), first):
        sent = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
        heard, taken = await timed(sent)
        siege.sent += 1
        siege.statuses[heard.status] += 1
        siege.codes.update(set(heard.codes))
        siege.seconds.append(taken)
        if taken > 1:
            again = (await timed(sent))[1]
            siege.slow.append(
                {"number": number, "kind": kind, "ms": round(1e3 * taken), "again_ms": round(1e3 * again)}
            )
        if fault := heard.fault():
            siege.faults.append(f"{kind}: {fault}: {sent[:500]!r}")


async def test_hostile_documents_are_all_answered_with_a_code(api: Api) -> None:
    siege = Siege()
    await besiege(api, siege, 0, FEW)
    assert siege.faults == []
    assert siege.sent == FEW
    assert set(siege.statuses) <= {200, 400, 413}
    assert set(siege.codes) >= LIMITS
    assert siege.statuses[200] > FEW // 20


def resident_mb() -> float:
    """What this process holds in memory now, after everything that can be freed is."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES / 2**20


@pytest.mark.long
@pytest.mark.timeout(3 * 3600)
async def test_a_hundred_thousand_hostile_documents_leave_no_mark(api: Api) -> None:
    spare_collector()
    warm, siege = Siege(), Siege()
    await besiege(api, warm, 0, WARM_UP)
    before, begun = resident_mb(), time.monotonic()
    await besiege(api, siege, WARM_UP, MANY)
    took, growth = time.monotonic() - begun, resident_mb() - before
    figures = told(siege) | {"took_seconds": round(took), "growth_mb": round(growth, 1), "machine": describe()}
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as results:
        results.write(json.dumps(figures) + "\n")
    assert siege.faults == warm.faults == []
    assert growth < GROWTH_MAX_MB


def told(siege: Siege) -> dict[str, Any]:
    """The figures of a siege; milliseconds include the client, which is in the same process."""
    ordered = sorted(siege.seconds)
    return {
        "seed": SEED,
        "documents": siege.sent,
        "faults": len(siege.faults),
        "statuses": {str(status): count for status, count in sorted(siege.statuses.items())},
        "codes": dict(siege.codes.most_common()),
        "over_1_s": len(siege.slow),
        "over_1_s_again": sum(each["again_ms"] > 1_000 for each in siege.slow),
        "p50_ms": round(1e3 * ordered[len(ordered) // 2], 1),
        "p99_ms": round(1e3 * ordered[len(ordered) * 99 // 100], 1),
        "slowest_ms": round(1e3 * ordered[-1], 1),
        "slow": siege.slow,
    }
