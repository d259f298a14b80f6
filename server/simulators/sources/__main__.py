"""`python -m server.simulators.sources`: serve the simulated sources on loopback until SIGINT or SIGTERM.

Prints one JSON line when it listens. Exit codes: 0 stopped, 2 wrong arguments, 3 the books are damaged or in use.
"""

import argparse
import json
import logging
import os
import socket
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import uvicorn

from server.kit.clock import clock_on
from server.simulators.bank.journal import Journal, JournalDamaged, JournalInUse
from server.simulators.sources.api import application
from server.simulators.sources.desk import Desk

BOOKS_UNUSABLE = 3
JOURNAL = "sources-journal.jsonl"


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m server.simulators.sources", description="What others know.")
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=8002, help="0 takes a free one (default: %(default)s)")
    options.add_argument("--data-dir", type=Path, required=True, help="where the journal is kept")
    options.add_argument("--secret", default=os.environ.get("JIEDAI_CONNECTORS_SECRET"))
    options.add_argument("--seed", type=int, default=0, help="another number, other people")
    options.add_argument("--date", type=date.fromisoformat, help="the date that it plays on (default: today)")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    if not options.secret:
        parser().error("--secret is missing")
    try:
        desk = Desk(Journal(options.data_dir / JOURNAL), clock_on(options.date), options.seed)
    except (JournalDamaged, JournalInUse) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201 - a command's own output
        return BOOKS_UNUSABLE
    logging.basicConfig(level=logging.WARNING)
    serve(desk, options.secret, options.host, options.port)
    return 0


def serve(desk: Desk, secret: str, host: str, port: int) -> None:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    # calls that come before the loop runs wait in the queue instead of being refused
    listener.listen(1024)
    config = uvicorn.Config(
        application(desk, secret), access_log=False, log_config=None, timeout_graceful_shutdown=1, lifespan="off"
    )
    ready = {"url": f"http://{host}:{listener.getsockname()[1]}", "pid": os.getpid()}
    print(json.dumps(ready), flush=True)  # noqa: T201 - whoever started it waits for this line
    uvicorn.Server(config).run([listener])


if __name__ == "__main__":
    sys.exit(main())
