"""One JSON line an event, on one stream, from structlog and from the standard library alike; all of it redacted."""

import logging
import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any, TextIO

import orjson
import structlog

from server.front.redaction import redact

QUIET = {"uvicorn.access": logging.CRITICAL, "httpx": logging.WARNING, "strawberry": logging.CRITICAL}
LEVELS = {logging.INFO: "info", logging.WARNING: "warning"}


class LineHandler(logging.StreamHandler[TextIO]):
    """Writes the lines of the standard library, and ready ones between them."""

    def write(self, line: str) -> None:
        """One line at once and out: nothing waits in memory that an end of the process could lose."""
        with self.lock or nullcontext():
            self.stream.write(line + self.terminator)
            self.flush()


def write_line(logger: logging.Logger, level: int, event: dict[str, Any]) -> None:
    """An event of which every text is redacted already, with level, logger and instant, straight to the log.

    The common road costs a fifth of a millisecond a line, most of it for shapes of texts that are not there: for the
    one line that each request writes that is too much. Before `configure` nothing is written.
    """
    handler = next((each for each in logging.getLogger().handlers if isinstance(each, LineHandler)), None)
    if handler is None or not logger.isEnabledFor(level):
        return
    event |= {"level": LEVELS[level], "logger": logger.name, "timestamp": datetime.now(UTC)}
    handler.write(orjson.dumps(event, option=orjson.OPT_UTC_Z).decode())


def shared_processors() -> list[structlog.typing.Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        structlog.processors.UnicodeDecoder(),
    ]


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Set up logging of this process; a second call replaces the first.

    Libraries that log whole inputs are silenced: uvicorn's access log holds query strings, httpx's holds addresses,
    Strawberry's holds whole documents.
    """
    structlog.configure(
        processors=[*shared_processors(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = LineHandler(sys.stdout if stream is None else stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared_processors(),
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                redact,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name, quiet_level in QUIET.items():
        logging.getLogger(name).setLevel(quiet_level)
