"""`jiedai worker`: the outbox and the clock."""

import asyncio
import threading
from typing import TYPE_CHECKING

from server.commands.console import new_app, say

if TYPE_CHECKING:
    from server.documents.reading_pool import ReadingPool

app = new_app("Do the work that waits in the outbox and what the clock starts; ends after the jobs at hand on SIGTERM.")


@app.command()
def worker() -> None:
    """Do the work that waits in the outbox and what the clock starts; ends after the jobs at hand on SIGTERM."""
    from server.documents.reading_child import serve
    from server.documents.reading_pool import ReadingPool
    from server.front.log_setup import configure
    from server.jobs.worker import run
    from server.opening import open_house
    from server.settings import Settings

    configure()
    settings = Settings()  # type: ignore[call-arg]  # the fields come from the environment
    if not settings.ocr_processes:
        asyncio.run(run(open_house(settings)))
        return
    reader = ReadingPool(settings.data_dir / "models", settings.ocr_processes, start=serve)
    # loading takes some ten seconds, for which no payment should have to wait
    threading.Thread(target=warm_up, args=(reader,), name="reader", daemon=True).start()
    try:
        asyncio.run(run(open_house(settings, reader)))
    finally:
        reader.close()


def warm_up(reader: "ReadingPool") -> None:
    """Load the models ahead of the first picture; what is missing is said in one line, and all else goes on."""
    from ocr.engine.weights import ModelsMissing
    from server.documents.reading_pool import ReaderDied

    try:
        reader.warm_up()
    except (ModelsMissing, ReaderDied, RuntimeError) as error:  # the last: of other faults a process tells the type
        say(f"jiedai worker: pictures cannot be read: {error}")
