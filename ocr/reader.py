"""From bytes to a `Reading`: decode, turn upright, find the lines, recognise the papers, propose their fields."""

import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from ocr.engine.lines import Char, Floats
from ocr.engine.paddle import ENGINE_NAME, PaddleEngine, Pixels
from ocr.geometry import cut_out
from ocr.model import Document, Kind, Reading
from ocr.papers.anchors import Anchored
from ocr.papers.identity_back import back_fields, recognise_back
from ocr.papers.identity_front import front_fields, recognise_front
from ocr.papers.proposals import quad_of
from ocr.pictures import decode

FIRST_LOOK = 1280
STRIP_HEIGHT = 64


class PaddleReader:
    """The reader of production. Loads its models when it is made; `today` is asked once for each picture."""

    def __init__(self, cache_dir: Path, threads: int, today: Callable[[], date]) -> None:
        self._engine = PaddleEngine(cache_dir, threads)
        self._today = today

    def read(self, data: bytes, *, hint: Kind | None = None) -> Reading:
        """Read one upload.

        Raises:
            PictureError: the bytes are no sound picture (`ocr.pictures`).

        """
        started = time.perf_counter()
        best: tuple[Pixels, int, tuple[Document, ...]] | None = None
        for page in decode(data):
            upright, rotation, documents = self._page(page)
            if best is None or len(documents) > len(best[2]):
                best = (upright, rotation, documents)
        assert best is not None
        picture, rotation, documents = best
        height, width = picture.shape[:2]
        warnings = ["several_documents"] if len(documents) > 1 else []
        if hint is not None and documents and hint not in {document.kind for document in documents}:
            warnings.append("not_the_kind_asked")
        return Reading(documents, width, height, rotation, tuple(warnings), ENGINE_NAME, time.perf_counter() - started)

    def _page(self, page: Pixels) -> tuple[Pixels, int, tuple[Document, ...]]:
        """The page upright, the turn that it took, and its documents: the likeliest direction first, the others when nothing is found."""
        turned, _ = self._engine.direction(page)
        tried: tuple[Pixels, int, tuple[Document, ...]] | None = None
        for extra in (0, 180, 90, 270):
            rotation = (360 - turned + extra) % 360
            upright = np.ascontiguousarray(np.rot90(page, -(rotation // 90)))
            documents = self._documents(upright)
            if documents:
                return upright, rotation, documents
            tried = tried or (upright, rotation, ())
        assert tried is not None
        return tried

    def _documents(self, picture: Pixels) -> tuple[Document, ...]:
        lines = self._engine.lines(picture, self._engine.detect(picture, FIRST_LOOK))
        today = self._today()
        found = []
        if (front := recognise_front(lines)) is not None:
            fields = front_fields(front, self._rereader(picture), today)
            found.append(Document(Kind.ID_FRONT, 1.0, fields, _outline(front), ()))
        if (back := recognise_back(lines)) is not None:
            fields, warnings = back_fields(back, self._rereader(picture), today)
            found.append(Document(Kind.ID_BACK, 1.0, fields, _outline(back), warnings))
        return tuple(found)

    def _rereader(self, picture: Pixels) -> Callable[[Floats], Sequence[Char]]:
        """Reads a four-cornered strip of the picture; places come back as fractions of the strip."""

        def reread(corners: Floats) -> Sequence[Char]:
            width = float(np.linalg.norm(corners[1] - corners[0]))
            height = max(1.0, float(np.linalg.norm(corners[3] - corners[0])))
            strip = cut_out(picture, corners, (max(8, round(width / height * STRIP_HEIGHT)), STRIP_HEIGHT))
            (glyphs,) = self._engine.recognise([strip])
            return [
                Char(glyph.text, glyph.probability, glyph.rival, glyph.rival_probability, glyph.at, 0.5)
                for glyph in glyphs
                if glyph.text.strip()
            ]

        return reread


def _outline(anchored: Anchored) -> tuple[tuple[float, float], ...]:
    return quad_of(anchored.corners())
