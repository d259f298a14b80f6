"""`python -m server.simulators.sources`: serve the simulated sources on loopback until SIGINT or SIGTERM.

Prints one JSON line when it listens. Exit codes: 0 stopped, 2 wrong arguments, 3 the books are damaged or in use.
"""

import argparse
import sys
from collections.abc import Sequence

from server.kit.clock import clock_on
from server.simulators.journal import Journal, JournalDamaged, JournalInUse
from server.simulators.serving import options_of, serve, unusable
from server.simulators.sources.api import application
from server.simulators.sources.desk import Desk

JOURNAL = "sources-journal.jsonl"


def parser() -> argparse.ArgumentParser:
    options = options_of(
        "server.simulators.sources", "What others know.", port=8002, variable="JIEDAI_CONNECTORS_SECRET"
    )
    options.add_argument("--seed", type=int, default=0, help="another number, other people")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    if not options.secret:
        parser().error("--secret is missing")
    try:
        desk = Desk(Journal(options.data_dir / JOURNAL), clock_on(options.date), options.seed)
    except (JournalDamaged, JournalInUse) as error:
        return unusable(error)
    serve(application(desk, options.secret), options.host, options.port, lifespan="off")
    return 0


if __name__ == "__main__":
    sys.exit(main())
