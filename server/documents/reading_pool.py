"""Reading in processes of their own: a picture that kills its reader kills nothing else.

Two processes of one thread read more than one process of two, so a pool has `size` of them. A process loads its models
once, when it is first needed; one that died or was stopped is replaced by the next picture. The picture that it held
gets a failure with a code and is not tried again by itself.
"""

import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final, Protocol

from ocr import PictureError, Reading

READY: Final = "ready"
LOADING_SECONDS_MAX: Final = 300.0
READING_SECONDS_MAX: Final = 120.0
READINGS_MAX: Final = 2000  # then a process is replaced: libraries of pictures hold on to memory
STOPPING_SECONDS_MAX: Final = 5.0

Answer = Reading | PictureError | Exception


class ReaderDied(Exception):
    """The process ended over a picture, or was stopped; `failure` is a key of `rules.FAILURES`."""

    def __init__(self, failure: str) -> None:
        super().__init__(failure)
        self.failure = failure


class Start(Protocol):
    """The body of a reading process: see `reading_child.serve`."""

    def __call__(self, line: Connection, folder: Path, /) -> None: ...


class ReadingPool:
    """Reads pictures in at most `size` processes; who comes when all are busy waits. Safe for threads.

    `start` is what a process runs, `seconds_max` how long one picture may take. One process begins at a time, and a
    picture that comes meanwhile waits for it: loading the models twice at once takes twice as long for both.
    """

    def __init__(self, folder: Path, size: int, *, start: Start, seconds_max: float = READING_SECONDS_MAX) -> None:
        self._idle = [_Desk(folder, start, seconds_max) for _ in range(size)]
        self._changed = threading.Condition()
        self._beginning = False

    def read(self, data: bytes, *, hint: Any = None) -> Reading:
        """Read a picture.

        Raises:
            PictureError: the bytes are no sound picture.
            ReaderDied: the process ended over it, or took too long.
            Exception: what the reader raised, of a type that can be told between processes.

        """
        with self._desk() as desk:
            return desk.read(data, hint)

    def warm_up(self) -> None:
        """Begin one process ahead of the first picture. Raises what keeps it from reading."""
        with self._desk():
            pass

    def close(self) -> None:
        """End the processes that wait; one that reads ends with its picture."""
        with self._changed:
            for desk in self._idle:
                desk.close()

    @contextmanager
    def _desk(self) -> "Iterator[_Desk]":
        """A desk whose process has its models loaded, for one picture."""
        desk = self._taken()
        try:
            try:
                desk.open()
            finally:
                self._began(desk)
            yield desk
        finally:
            with self._changed:
                self._idle.append(desk)
                self._changed.notify_all()

    def _taken(self) -> "_Desk":
        """An idle desk with a process, else one that begins a process if none is being begun."""
        with self._changed:
            while True:
                ready = [desk for desk in self._idle if desk.is_open]
                closed = [] if self._beginning else [desk for desk in self._idle if not desk.is_open]
                if desk := next(iter(ready or closed), None):
                    self._idle.remove(desk)
                    if not ready:
                        self._beginning = desk.begins = True
                    return desk
                self._changed.wait()

    def _began(self, desk: "_Desk") -> None:
        with self._changed:
            if desk.begins:
                self._beginning = desk.begins = False
                self._changed.notify_all()


class _Desk:
    """One process and the line to it. Used by one thread at a time: the pool sees to that."""

    def __init__(self, folder: Path, start: Start, seconds_max: float) -> None:
        self._folder = folder
        self._start = start
        self._seconds_max = seconds_max
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._read = 0
        self._closing = threading.Lock()
        self.begins = False

    @property
    def is_open(self) -> bool:
        """Whether its process lives."""
        return self._process is not None and self._process.is_alive()

    def open(self) -> Connection:
        """The line to a process with its models loaded. Raises ReaderDied, and what the process says."""
        if self._line is not None and self.is_open:
            return self._line
        self.close()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=self._start, args=(theirs, self._folder), name="reader", daemon=True)
        process.start()
        theirs.close()
        self._process, self._line, self._read = process, ours, 0
        answer = self._answer(ours, LOADING_SECONDS_MAX)
        if answer != READY:
            self.close()
            raise answer
        return ours

    def read(self, data: bytes, hint: Any) -> Reading:
        line = self.open()
        try:
            line.send((data, hint))
        except OSError as error:
            self.close()
            raise ReaderDied("reader_crashed") from error
        answer = self._answer(line, self._seconds_max)
        self._read += 1
        if self._read >= READINGS_MAX:
            self.close()
        if isinstance(answer, Reading):
            return answer
        raise answer

    def _answer(self, line: Connection, seconds_max: float) -> Any:
        """What the process says. Raises ReaderDied when it says nothing any more."""
        try:
            if line.poll(seconds_max):
                return line.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise ReaderDied("reader_crashed") from error
        self.close()
        raise ReaderDied("reader_timeout")

    def close(self) -> None:
        """End the process, by force if it does not go."""
        with self._closing:
            process, line = self._process, self._line
            self._process = self._line = None
        if line is not None:
            line.close()
        if process is not None:
            process.kill()
            process.join(STOPPING_SECONDS_MAX)
            process.close()
