"""What is watched stands in /metrics."""

import httpx

from tests.schema.live.watchers import LOAN, Room
from tests.schema.stage import Stage


async def figures(room: Room) -> dict[str, float]:
    transport = httpx.ASGITransport(room.app.asgi, client=("127.0.0.1", 50_000))
    async with httpx.AsyncClient(transport=transport, base_url="http://lender.example") as client:
        lines = (await client.get("/metrics")).text.splitlines()
    told = [line.split() for line in lines if line.startswith("jiedai_") and "{" not in line]
    return {name: float(value) for name, value in told}


async def test_metrics_tell_sockets_watches_followers_and_reads(room: Room, stage: Stage) -> None:
    async with room.watcher("committee1.hq") as first, room.watcher("committee2.hq") as second:
        for watcher in (first, second):
            await watcher.watch(LOAN, id=stage["loan"])
            await watcher.event()
        told = await figures(room)
        assert (told["jiedai_sockets"], told["jiedai_watches"], told["jiedai_followers"]) == (2, 1, 2)
        assert told["jiedai_watch_reads_total"] == room.live.reads >= 1
    told = await figures(room)
    assert (told["jiedai_watches"], told["jiedai_followers"]) == (0, 0)
