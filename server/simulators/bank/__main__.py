"""`python -m server.simulators.bank`: serve the simulated bank on loopback until SIGINT or SIGTERM.

Prints one JSON line when it listens. Exit codes: 0 stopped, 2 wrong arguments, 3 the books are damaged or in use.
"""

import argparse
import sys
from collections.abc import Sequence

import httpx

from server.kit.clock import clock_on
from server.simulators.bank.api import application
from server.simulators.bank.books import Books
from server.simulators.bank.callbacks import Callbacks
from server.simulators.bank.teller import Teller
from server.simulators.journal import Journal, JournalDamaged, JournalInUse
from server.simulators.serving import options_of, serve, unusable

CALLBACK_TIMEOUT_SECONDS = 10.0


def parser() -> argparse.ArgumentParser:
    options = options_of(
        "server.simulators.bank", "A bank with its own books.", port=8001, variable="JIEDAI_BANK_SECRET"
    )
    options.add_argument("--callback-url", default="", help="where outcomes are reported; empty: nowhere")
    options.add_argument("--seed", type=int, default=0, help="of the die that faults with a probability throw")
    options.add_argument("--settle-seconds", type=float, default=0.5, help="0 settles at once (default: %(default)s)")
    options.add_argument("--callback-retry-seconds", type=float, default=1.0, help="first pause, doubled each time")
    options.add_argument("--strict-accounts", action="store_true", help="accounts that nobody opened are unknown")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    if not options.secret:
        parser().error("--secret is missing")
    try:
        books = Books(Journal(options.data_dir / "bank-journal.jsonl"), options.seed)
    except (JournalDamaged, JournalInUse) as error:
        return unusable(error)
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
    serve(application(teller, options.secret), options.host, options.port, lifespan="on")
    return 0


if __name__ == "__main__":
    sys.exit(main())
