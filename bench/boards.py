"""`jiedai bench boards`: the manager's board over a million loans, through the API, as four people see it.

The book is that of `jiedai bench risk`. The day before is closed and the books of the day are drawn, all earlier days
with the first one; then somebody of headquarters, of a region, of a branch and of a team asks for the whole board, one
request after another over HTTP; before each, what has happened today is drawn, as the worker does every two minutes.
`--loans 100000` takes another size; `--rounds` and `--seconds` say how often and how long each is asked.
"""

import asyncio
import base64
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import asyncpg
import httpx

from bench.book.callers import Sight
from bench.laying import house_on
from bench.risk.place import TEN, Book, book_of, open_cluster
from bench.risk.run import DAY, LOANS
from bench.servers.contestant import data_of
from bench.servers.ours import Ours
from bench.wishes import Figure, Wishes
from server.commands.supervision.keys import load_keys
from server.identity import catalogue as posts
from server.kit.clock import clock_on
from server.kit.embedded.cluster import Cluster
from server.kit.embedded.endpoint import SUPERUSER
from server.kit.work import House
from server.reports.books.keeping import keep_books, keep_open_days

PORT: Final = 8885
BIG: Final = 1_000_000
TARGET: Final = "<= 150"
P95: Final = 0.95
ROOM: Final = "report_days, report_stocks, report_books, day_closings"
DOCUMENT: Final = """
query Board($period: DashboardPeriod!, $by: DashboardGroup!) {
  dashboard(period: $period, by: $by) {
    source standsOn since until
    tiles { key value unit change list about }
    trends { key points { on value } }
    funnel { key count hours }
    comparison { key title loansActive outstanding overdue par1 par30 submitted disbursed repaid }
    recoveries { sinceDays untilDays recovered outstanding loans effectiveness }
    approvalTimes { tier decided hours }
    byBranch { branch { name } applications loansActive outstanding overdue }
  }
}
"""
ASKED: Final = (("MONTH", "REGION"), ("YEAR", "BRANCH"), ("QUARTER", "OFFICER"), ("WEEK", "PRODUCT"))
# who sees how much: his position and where he sits
PEOPLE: Final = {
    "headquarters": (posts.AUDITOR, "h"),
    "a region": (posts.REGIONAL_MANAGER, "r1"),
    "a branch": (posts.BRANCH_MANAGER, "b001"),
    "a team": (posts.TEAM_LEAD, "b001"),
}
YESTERDAY: Final = DAY - timedelta(days=1)
_DRAWN: Final = "SELECT EXISTS (SELECT FROM report_books WHERE on_day = $1 AND has_stocks)"
_KNOWN: Final = "SELECT id FROM staff WHERE login = $1"
_STAFF: Final = """
INSERT INTO staff (id, login, name, branch_id, state, password_hash, must_change_password, created_at)
SELECT uuidv7(), $1, '看板', id, 'active', '-', false, '2021-01-01' FROM branches
 WHERE CASE WHEN $2 = 'h' THEN parent_id IS NULL ELSE code = $2 END
RETURNING id
"""
_POSITION: Final = """
INSERT INTO staff_positions (staff_id, position_code, valid_from) VALUES ($1, $2, '2021-01-01') ON CONFLICT DO NOTHING
"""
_TEAM: Final = """
INSERT INTO team_members (lead_id, member_id)
SELECT $1, officer.id FROM staff officer JOIN branches ON branches.id = officer.branch_id
 WHERE branches.code = $2 AND officer.login LIKE 'officer%' ON CONFLICT DO NOTHING
"""
_SESSION: Final = """
INSERT INTO staff_sessions (id, staff_id, opened_at, expires_at) VALUES (uuidv7(), $1, '2026-01-01', '2099-01-01')
RETURNING id
"""
_CLOSED: Final = """
INSERT INTO day_closings (business_date, state, loans, overdue_loans, interest_fen, penalty_fen, fee_fen, reminders,
                          started_by, started_at, closed_at)
SELECT $1, 'closed', 0, 0, 0, 0, 0, 0, $2, $3, $3
"""


class OnBook(Ours):
    """`jiedai serve` on a book of risk, on its business date."""

    def environment(self) -> Mapping[str, str]:
        return dict(super().environment()) | {"JIEDAI_BUSINESS_DATE": DAY.isoformat()}


def run(wishes: Wishes) -> list[Figure]:
    """Figures of each size. Raises NoRoomError before a book is made for which there is none."""
    asked = [int(word) for word in wishes.only if word.isdigit()]
    sizes = tuple(size - size % TEN for size in asked) or LOANS[wishes.scale]
    figures = list[Figure]()
    with open_cluster(wishes) as cluster:
        for size in sizes:
            database = book_of(cluster, size, wishes)
            people = asyncio.run(_prepared(wishes, cluster, database, size, figures))
            server = OnBook(wishes.folder, PORT, Book(cluster, database))
            try:
                server.start()
                for who, sight in people.items():
                    took = asyncio.run(_draw_open_days(house_on(cluster, wishes.folder, database, DAY)))
                    wishes.note({"loans": size, "who": who, "drawing_today_s": took})
                    figures += _asked(wishes, size, who, sight)
            finally:
                server.stop()
    return figures


async def _prepared(
    wishes: Wishes, cluster: Cluster, database: str, size: int, figures: list[Figure]
) -> dict[str, Sight]:
    """People with sessions, yesterday closed, the books drawn. Books that an earlier run drew are used again."""
    owner: Any = await asyncpg.connect(cluster.endpoint.dsn(SUPERUSER, database, driver=None))
    try:
        await owner.execute("DELETE FROM staff_sessions")
        people = {who: await _person(owner, who, *post) for who, post in PEOPLE.items()}
        if not await owner.fetchval(_DRAWN, YESTERDAY):
            await owner.execute(f"TRUNCATE {ROOM}")
            at = datetime.combine(DAY, datetime.min.time()).astimezone()
            await owner.execute(_CLOSED, YESTERDAY, people["headquarters"].staff_id, at)
            wishes.say(f"{size:,} loans: drawing the books of all days")
            took = await _draw(house_on(cluster, wishes.folder, database, DAY))
            figures.append(Figure(f"{size:,} loans, drawing the books of all days", took, "s"))
        await owner.execute(f"VACUUM ANALYZE {ROOM}, staff_sessions")
    finally:
        await owner.close()
    return people


async def _draw(house: House) -> float:
    """Seconds of drawing them all."""
    began = time.monotonic()
    try:
        kept = await keep_books(house)
    finally:
        await house.database.close()
    assert kept == [YESTERDAY], kept
    return round(time.monotonic() - began, 1)


async def _draw_open_days(house: House) -> float:
    """What the worker does every two minutes. Seconds that it took."""
    began = time.monotonic()
    try:
        await keep_open_days(house)
    finally:
        await house.database.close()
    return round(time.monotonic() - began, 2)


async def _person(owner: Any, who: str, position: str, place: str) -> Sight:
    login = f"board {who}"
    staff_id = await owner.fetchval(_KNOWN, login) or await owner.fetchval(_STAFF, login, place)
    await owner.execute(_POSITION, staff_id, position)
    if position == posts.TEAM_LEAD:
        await owner.execute(_TEAM, staff_id, place)
    return Sight(login, staff_id, await owner.fetchval(_SESSION, staff_id), None, None)


def _asked(wishes: Wishes, size: int, who: str, sight: Sight) -> list[Figure]:
    """Somebody asks for boards of four kinds in turn, as often as there is time for."""
    key = base64.b64decode(load_keys(wishes.folder)["JIEDAI_TOKEN_KEY"])
    bearer = {"authorization": f"Bearer {sight.token(key, clock_on(DAY).now())}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{PORT}", headers=bearer, timeout=600) as client:
        source, waits = _waits(client, wishes.rounds * wishes.seconds)
    wishes.note({"loans": size, "who": who, "boards": len(waits), "source": source, "slowest_ms": waits[-1]})
    named = f"{size:,} loans, the whole board of {who}"
    median, late = round(waits[len(waits) // 2], 1), round(waits[int(len(waits) * P95)], 1)
    return [
        Figure(f"{named}, median", median, "ms"),
        Figure(f"{named}, 95 of 100", late, "ms", TARGET if size == BIG else None),
    ]


def _waits(client: httpx.Client, seconds: float) -> tuple[str, list[float]]:
    """Where the boards were read, and the sorted waits in ms; the first board of each kind does not count."""
    source = ""
    for period, by in ASKED:
        source = _ask(client, period, by)
    waits = list[float]()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for period, by in ASKED:
            at = time.monotonic()
            _ask(client, period, by)
            waits.append(1000 * (time.monotonic() - at))
    return source, sorted(waits)


def _ask(client: httpx.Client, period: str, by: str) -> str:
    """Ask once; answers where it was read. Raises ValueError for an answer with errors or without figures."""
    answer = client.post("/graphql", json={"query": DOCUMENT, "variables": {"period": period, "by": by}})
    board = data_of(answer.json())["dashboard"]
    if not board["tiles"] or not board["trends"]:
        raise ValueError("the board is empty")
    return str(board["source"])
