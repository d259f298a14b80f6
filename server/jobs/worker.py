"""The worker: fetches jobs, begins stalled ones again, seals the audit trail, closes the days that are over."""

import asyncio
import contextlib
import functools
import signal
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

import psycopg
import structlog
from procrastinate import App, RetryStrategy
from procrastinate.exceptions import ConnectorException

from server.collection.tasks import end_days
from server.customers.tasks import complete_names
from server.documents.uploading.tasks import destroy_late_uploads
from server.jobs.deadlines import push_what_waits
from server.jobs.link import WatchedConnector
from server.jobs.measuring import measure_touched, measure_whole
from server.jobs.rating import rate_by_the_clock
from server.jobs.sealing import seal_audit
from server.jobs.sweeping.running import sweep_missed
from server.jobs.tasks import TASKS, Handler
from server.jobs.telling.due import tell_what_is_due
from server.kit.errors import Unavailable
from server.kit.work import House, Queue
from server.offers.tasks import expire_links
from server.reconciliation.day_end import close_yesterday
from server.reports.books.keeping import keep_books, keep_open_days
from server.reports.dossier.tasks import destroy_old_dossiers
from server.reports.exports.tasks import destroy_old_exports
from server.reports.mailing.tasks import send_due

CONCURRENCY = 4
ATTEMPTS_MAX = 50
AWAY_PAUSE_SECONDS = 2
WAIT_SECONDS_MAX = 300
STALLED_SECONDS = 10
HEARTBEAT_SECONDS = 2.0
SEAL_EVERY_SECONDS = 3.0
CLOSE_EVERY_SECONDS = 60.0
OPEN_DAYS_EVERY_SECONDS = 120.0
COLLECT_EVERY_SECONDS = 60.0
SWEEP_EVERY_SECONDS = 600.0
RATE_EVERY_SECONDS = 300.0
MEASURE_EVERY_SECONDS = 2.0
TOUCHED_EVERY_SECONDS = 120.0
DEADLINES_EVERY_SECONDS = 60.0
TELL_EVERY_SECONDS = 600.0
EXPIRE_EVERY_SECONDS = 3600.0
RESCUE_EVERY_SECONDS = 5.0
POLL_SECONDS = 1.0
POOL_MAX = 4
POOL_WAIT_SECONDS = 10.0
CUT_OFF_PAUSE_SECONDS = 0.5

_log = structlog.get_logger()


class Patience(RetryStrategy):
    """Tries again with growing pauses of a few seconds up to some minutes.

    A database of our own that is away is no fault of whom the job talks to: it does not make the pauses grow, and no
    job is given up for it.
    """

    def get_schedule_in(self, *, exception: BaseException | None = None, attempts: int) -> int | None:
        if isinstance(exception, Unavailable):
            return AWAY_PAUSE_SECONDS
        return None if attempts >= ATTEMPTS_MAX else min(WAIT_SECONDS_MAX, 2 ** min(attempts, 8))


def open_queue(house: House) -> WatchedConnector:
    """The way to the job table in this house's database."""
    return WatchedConnector(conninfo=_address(house), min_size=1, max_size=POOL_MAX, timeout=POOL_WAIT_SECONDS)


def _address(house: House) -> str:
    return house.settings.database_url.get_secret_value().replace("+asyncpg", "", 1)


def make_app(house: House, queue: WatchedConnector) -> App:
    """Procrastinate's application over a queue, with every task of the table."""
    app = App(connector=queue)
    for name, handler in TASKS.items():
        app.task(name=name, retry=Patience())(_bound(house, handler))
    return app


def _bound(house: House, handler: Handler) -> Callable[..., Awaitable[None]]:
    async def run(**args: Any) -> None:
        await handler(house, **args)

    return run


def _rounds(house: House) -> list[tuple[float, Callable[[House], Awaitable[object]], str]]:
    """What is done from time to time: every so many seconds, which verb, and its name in the log.

    Days may be closed by others; what follows a closed day is done here all the same.
    """
    rounds: list[tuple[float, Callable[[House], Awaitable[object]], str]] = [
        (SEAL_EVERY_SECONDS, seal_audit, "seal_audit"),
        (DEADLINES_EVERY_SECONDS, push_what_waits, "push_waiting"),
        (TELL_EVERY_SECONDS, tell_what_is_due, "tell_due"),
        (EXPIRE_EVERY_SECONDS, complete_names, "names"),
        (EXPIRE_EVERY_SECONDS, destroy_old_dossiers, "old_dossiers"),
        (EXPIRE_EVERY_SECONDS, destroy_old_exports, "old_exports"),
        (EXPIRE_EVERY_SECONDS, destroy_late_uploads, "late_uploads"),
        (TELL_EVERY_SECONDS, send_due, "mailings"),
        (TELL_EVERY_SECONDS, expire_links, "offers"),
        (CLOSE_EVERY_SECONDS, keep_books, "keep_books"),
        (OPEN_DAYS_EVERY_SECONDS, keep_open_days, "keep_open_days"),
        (COLLECT_EVERY_SECONDS, end_days, "collection"),
        (RATE_EVERY_SECONDS, rate_by_the_clock, "rate"),
        (MEASURE_EVERY_SECONDS, measure_whole, "measure"),
        (TOUCHED_EVERY_SECONDS, measure_touched, "touched"),
        (SWEEP_EVERY_SECONDS, sweep_missed, "sweep_law"),
    ]
    if house.settings.close_days:
        rounds.append((CLOSE_EVERY_SECONDS, close_yesterday, "close_days"))
    return rounds


async def run(house: House) -> None:
    """Work until SIGTERM or SIGINT; the jobs at hand are finished first. A database that goes away is waited for."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    beside = [
        asyncio.create_task(_every(seconds, functools.partial(verb, house), name))
        for seconds, verb, name in _rounds(house)
    ]
    try:
        async with house.hints.running():
            while not stop.is_set():
                try:
                    if await _is_reachable(house):
                        await _work(house, stop)
                except (ConnectorException, psycopg.Error) as error:
                    _log.warning("worker_cut_off", reason=type(error).__name__)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), CUT_OFF_PAUSE_SECONDS)
    finally:
        for task in beside:
            await _end(task)
        await house.database.close()


async def _is_reachable(house: House) -> bool:
    try:
        async with await psycopg.AsyncConnection.connect(_address(house), connect_timeout=5):
            return True
    except psycopg.OperationalError:
        return False


async def _work(house: House, stop: asyncio.Event) -> None:
    """Work as one registered worker a line, until told to stop or cut off from the job table.

    Whoever was cut off does not know which jobs the table holds as his, so he leaves and comes back as another.
    Raises ConnectorException or psycopg.Error when the table cannot be reached.
    """
    queue = open_queue(house)
    app = make_app(house, queue)
    async with app.open_async():
        fetching = [asyncio.create_task(_fetch(app, line, slots)) for line, slots in slots_of(house).items()]
        rescuing = asyncio.create_task(_every(RESCUE_EVERY_SECONDS, lambda: rescue_stalled(app), "rescue_stalled"))
        ends = [asyncio.create_task(stop.wait()), asyncio.create_task(queue.cut_off.wait())]
        try:
            await asyncio.wait({*fetching, *ends}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await _end_all([*ends, rescuing, *fetching])


def slots_of(house: House) -> Mapping[Queue, int]:
    """How many jobs of each line are worked on at once: readings as many as there are processes to read in."""
    return {Queue.DEFAULT: CONCURRENCY, Queue.READINGS: max(1, house.settings.ocr_processes)}


async def _fetch(app: App, line: Queue, slots: int) -> None:
    """Work on the jobs of one line."""
    await app.run_worker_async(
        queues=[line.value],
        concurrency=slots,
        install_signal_handlers=False,
        fetch_job_polling_interval=POLL_SECONDS,
        update_heartbeat_interval=HEARTBEAT_SECONDS,
        stalled_worker_timeout=STALLED_SECONDS,
        delete_jobs="successful",
    )


async def _end_all(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """End them side by side: each may still finish the jobs at hand. Raises what the first of them failed with."""
    for fault in await asyncio.gather(*map(_end, tasks), return_exceptions=True):
        if fault is not None:
            raise fault


async def _end(task: asyncio.Task[Any]) -> None:
    """Cancel a task and wait for its end. Raises what it failed with."""
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def rescue_stalled(app: App) -> None:
    """Begin the jobs of a worker that died again."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await app.job_manager.retry_job(job)


async def _every(seconds: float, act: Callable[[], Awaitable[object]], name: str) -> None:
    """A side task that goes on after a failure: the database may be away for a moment."""
    while True:
        try:
            await act()
        except Exception:  # noqa: BLE001 - logged; the next round may succeed
            _log.exception("side_task_failed", task=name)
        await asyncio.sleep(seconds)
