"""`jiedai worker`: the outbox and the clock."""

import asyncio
import threading
from pathlib import Path
from typing import Any

from server.commands.console import new_app, say

app = new_app("Do the work that waits in the outbox and what the clock starts; ends after the jobs at hand on SIGTERM.")


@app.command()
def worker() -> None:
    """Do the work that waits in the outbox and what the clock starts; ends after the jobs at hand on SIGTERM."""
    from server.app import open_house
    from server.front.log_setup import configure
    from server.jobs.worker import run
    from server.settings import Settings

    configure()
    settings = Settings()  # type: ignore[call-arg]  # the fields come from the environment
    reader = PatientReader(settings.data_dir / "models")
    # loading takes some ten seconds, for which no payment should have to wait
    threading.Thread(target=reader.warm_up, name="reader", daemon=True).start()
    asyncio.run(run(open_house(settings, reader)))


class PatientReader:
    """Reads one picture at a time, and loads the models when they are first needed.

    Where the models or a system library are missing, reading raises `ocr.engine.weights.ModelsMissing` and everything
    else of the worker goes on.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._reader: Any = None

    def read(self, data: bytes, *, hint: Any = None) -> Any:
        """Read a picture; waits for the models and for the picture before it."""
        with self._lock:
            return self._opened().read(data, hint=hint)

    def warm_up(self) -> None:
        """Load the models ahead of the first picture; what is missing is said in one line."""
        from ocr.engine.weights import ModelsMissing

        try:
            with self._lock:
                self._opened()
        except ModelsMissing as error:
            say(f"jiedai worker: pictures cannot be read: {error}")

    def _opened(self) -> Any:
        import ocr

        self._reader = self._reader or ocr.open_reader(self._folder)
        return self._reader
