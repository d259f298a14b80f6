"""What the programs of all simulators share: their options, and serving on loopback until they are told to stop.

Exit codes: 0 stopped, 2 wrong arguments, 3 the books are damaged or in use.
"""

import argparse
import json
import logging
import os
import socket
import sys
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

import uvicorn

BOOKS_UNUSABLE: Final = 3
WAITING_MAX: Final = 1024


def options_of(program: str, description: str, *, port: int, variable: str) -> argparse.ArgumentParser:
    """The options that every simulator takes; `variable` holds the secret where none is given."""
    options = argparse.ArgumentParser(prog=f"python -m {program}", description=description)
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=port, help="0 takes a free one (default: %(default)s)")
    options.add_argument("--data-dir", type=Path, required=True, help="where the books are kept")
    options.add_argument("--secret", default=os.environ.get(variable), help=f"or {variable}")
    options.add_argument("--date", type=date.fromisoformat, help="the date that it plays on (default: today)")
    return options


def unusable(error: Exception) -> int:
    """Say in one line why there are no books, and how the program ends."""
    sys.stderr.write(f"{type(error).__name__}: {error}\n")
    return BOOKS_UNUSABLE


def serve(application: Any, host: str, port: int, *, lifespan: Literal["on", "off"]) -> None:
    """Serve until a signal. One JSON line says when it listens: whoever started it waits for that."""
    logging.basicConfig(level=logging.WARNING)
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    # calls that come before the loop runs wait in the queue instead of being refused
    listener.listen(WAITING_MAX)
    config = uvicorn.Config(
        application, access_log=False, log_config=None, timeout_graceful_shutdown=1, lifespan=lifespan
    )
    ready = {"url": f"http://{host}:{listener.getsockname()[1]}", "pid": os.getpid()}
    sys.stdout.write(f"{json.dumps(ready)}\n")
    sys.stdout.flush()
    uvicorn.Server(config).run([listener])
