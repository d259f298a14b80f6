"""The worker: fetches jobs, begins stalled ones again, seals the audit trail."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from procrastinate import App, PsycopgConnector, RetryStrategy

from server.jobs.sealing import seal_audit
from server.jobs.tasks import TASKS, Handler
from server.kit.work import House

CONCURRENCY = 4
ATTEMPTS_MAX = 50
WAIT_SECONDS_MAX = 300
STALLED_SECONDS = 10
HEARTBEAT_SECONDS = 2.0
SEAL_EVERY_SECONDS = 3.0
RESCUE_EVERY_SECONDS = 5.0
POLL_SECONDS = 1.0
POOL_MAX = 4

_log = structlog.get_logger()


class Patience(RetryStrategy):
    """Tries again with growing pauses of a few seconds up to some minutes."""

    def get_schedule_in(self, *, exception: BaseException | None = None, attempts: int) -> int | None:
        del exception
        return None if attempts >= ATTEMPTS_MAX else min(WAIT_SECONDS_MAX, 2 ** min(attempts, 8))


def make_app(house: House) -> App:
    """Procrastinate's application over this house's database, with every task of the table."""
    url = house.settings.database_url.get_secret_value().replace("+asyncpg", "", 1)
    connector = PsycopgConnector(conninfo=url, min_size=1, max_size=POOL_MAX)
    app = App(connector=connector)
    for name, handler in TASKS.items():
        app.task(name=name, retry=Patience())(_bound(house, handler))
    return app


def _bound(house: House, handler: Handler) -> Callable[..., Awaitable[None]]:
    async def run(**args: Any) -> None:
        await handler(house, **args)

    return run


async def run(house: House) -> None:
    """Work until SIGTERM or SIGINT; the jobs at hand are finished first."""
    app = make_app(house)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with app.open_async():
        sides = [
            asyncio.create_task(_every(SEAL_EVERY_SECONDS, lambda: seal_audit(house), "seal_audit")),
            asyncio.create_task(_every(RESCUE_EVERY_SECONDS, lambda: rescue_stalled(app), "rescue_stalled")),
        ]
        fetching = asyncio.create_task(
            app.run_worker_async(
                concurrency=CONCURRENCY,
                install_signal_handlers=False,
                fetch_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_SECONDS,
                delete_jobs="successful",
            )
        )
        await asyncio.wait({fetching, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
        for task in (*sides, fetching):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
    await house.database.close()


async def work_off(house: House) -> None:
    """Do every job that is due now and return: for tests and for the command line."""
    app = make_app(house)
    async with app.open_async():
        await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)


async def rescue_stalled(app: App) -> None:
    """Begin the jobs of a worker that died again."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await app.job_manager.retry_job(job)


async def _every(seconds: float, act: Callable[[], Awaitable[None]], name: str) -> None:
    """A side task that goes on after a failure: the database may be away for a moment."""
    while True:
        try:
            await act()
        except Exception:  # noqa: BLE001 - logged; the next round may succeed
            _log.exception("side_task_failed", task=name)
        await asyncio.sleep(seconds)
