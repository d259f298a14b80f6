"""`python -m server.simulators.bank`: serve the simulated bank on loopback until SIGINT or SIGTERM.

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

import httpx
import uvicorn

from server.kit.clock import clock_on
from server.simulators.bank.api import application
from server.simulators.bank.books import Books
from server.simulators.bank.callbacks import Callbacks
from server.simulators.bank.journal import Journal, JournalDamaged, JournalInUse
from server.simulators.bank.teller import Teller

BOOKS_UNUSABLE = 3
CALLBACK_TIMEOUT_SECONDS = 10.0


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m server.simulators.bank", description="A bank with its own books.")
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=8001, help="0 takes a free one (default: %(default)s)")
    options.add_argument("--data-dir", type=Path, required=True, help="where the books are kept")
    options.add_argument("--secret", default=os.environ.get("JIEDAI_BANK_SECRET"), help="or JIEDAI_BANK_SECRET")
    options.add_argument("--callback-url", default="", help="where outcomes are reported; empty: nowhere")
    options.add_argument("--seed", type=int, default=0, help="of the die that faults with a probability throw")
    options.add_argument("--settle-seconds", type=float, default=0.5, help="0 settles at once (default: %(default)s)")
    options.add_argument("--callback-retry-seconds", type=float, default=1.0, help="first pause, doubled each time")
    options.add_argument("--date", type=date.fromisoformat, help="the date that it plays on (default: today)")
    options.add_argument("--strict-accounts", action="store_true", help="accounts that nobody opened are unknown")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    if not options.secret:
        parser().error("--secret is missing")
    try:
        books = Books(Journal(options.data_dir / "bank-journal.jsonl"), options.seed)
    except (JournalDamaged, JournalInUse) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201 - a command's own output
        return BOOKS_UNUSABLE
    logging.basicConfig(level=logging.WARNING)
    client = httpx.AsyncClient(timeout=CALLBACK_TIMEOUT_SECONDS, trust_env=False)
    clock, pause = clock_on(options.date), options.callback_retry_seconds
    callbacks = Callbacks(books, client, options.callback_url, options.secret, pause, clock)
    teller = Teller(
        books,
        callbacks,
        clock=clock,
        settle_seconds=options.settle_seconds,
        opens_unknown=not options.strict_accounts,
    )
    serve(teller, options.secret, options.host, options.port)
    return 0


def serve(teller: Teller, secret: str, host: str, port: int) -> None:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    # calls that come before the loop runs wait in the queue instead of being refused
    listener.listen(1024)
    config = uvicorn.Config(
        application(teller, secret), access_log=False, log_config=None, timeout_graceful_shutdown=1, lifespan="on"
    )
    ready = {"url": f"http://{host}:{listener.getsockname()[1]}", "pid": os.getpid()}
    print(json.dumps(ready), flush=True)  # noqa: T201 - whoever started it waits for this line
    uvicorn.Server(config).run([listener])


if __name__ == "__main__":
    sys.exit(main())
