"""Serve the statements by hand: `python -m bench.peers.handwritten.serve PORT`, settings from variables."""

import os
import sys

import uvicorn

from bench.peers.handwritten.app import build


def main() -> None:
    """Run until a signal, with the same server program and loop as ours and no log of requests."""
    policies, pool_size = os.environ["ROW_POLICIES"] == "1", int(os.environ["POOL_SIZE"])
    app = build(os.environ["DATABASE_URL"], policies=policies, pool_size=pool_size)
    uvicorn.run(app, port=int(sys.argv[1]), loop="uvloop", http="httptools", access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
