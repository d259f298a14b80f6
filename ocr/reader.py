"""From bytes to a `Reading`: decode, turn upright, find the lines, recognise the papers, propose their fields."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from ocr.engine.lines import Char, Floats, Line, Pixels
from ocr.engine.paddle import ENGINE_NAME, PaddleEngine
from ocr.finding import CloseUp, close_up, scaled, without_red
from ocr.geometry import cut_out
from ocr.model import Document, Field, Kind, Quad, Reading
from ocr.papers.anchors import Anchored
from ocr.papers.identity_back import back_fields, recognise_back
from ocr.papers.identity_front import front_fields, recognise_front
from ocr.papers.licence_fields import licence_fields
from ocr.papers.licence_sheet import recognise_licence
from ocr.papers.proposals import quad_of
from ocr.papers.seal import find_seal, unroll
from ocr.pictures import decode

FIRST_LOOK = 1280
STRIP_HEIGHT = 64
SMALL_TEXT = 15.0  # pixels of a line's box in the first look: under this it is detected again in the close-up
GAIN = 1.25
ENOUGH, CLEAR = 12, 0.9


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
        """The page upright, the turn that it took, and its documents.

        The likeliest direction first, the others when nothing is found.
        """
        turned, _ = self._engine.direction(page)
        tried: tuple[Pixels, int, tuple[Document, ...]] | None = None
        for extra in (0, 180, 90, 270):
            rotation = (360 - turned + extra) % 360
            upright = np.ascontiguousarray(np.rot90(page, -(rotation // 90)))
            documents, clarity = self._documents(upright)
            if documents or clarity > CLEAR:
                return upright, rotation, documents
            tried = tried or (upright, rotation, ())
        assert tried is not None
        return tried

    def _documents(self, picture: Pixels) -> tuple[tuple[Document, ...], float]:
        """The documents of an upright picture, and how well its text was read."""
        close, lines = self._look(picture)
        if close is None:
            return (), 0.0
        today, found = self._today(), []
        if (front := recognise_front(lines)) is not None:
            found.append(
                self._document(Kind.ID_FRONT, close, front, front_fields(front, self._rereader(close.pixels), today))
            )
        if (back := recognise_back(lines)) is not None:
            fields, warnings = back_fields(back, self._rereader(close.pixels), today)
            found.append(self._document(Kind.ID_BACK, close, back, fields, warnings))
        if not found and (sheet := recognise_licence(close.pixels, lines)) is not None:
            fields = tuple(_on_picture(field, close) for field in licence_fields(sheet, self._ring(close), today))
            found.append(Document(Kind.BUSINESS_LICENCE, 1.0, fields, None, ()))
        return tuple(found), _clarity(lines)

    def _look(self, picture: Pixels) -> tuple[CloseUp | None, list[Line]]:
        """Detect on a small view.

        Read from a close-up of what holds text, detecting once more there when the text was small.
        """
        view, scale = scaled(picture, FIRST_LOOK)
        seen = self._engine.detect(without_red(view), FIRST_LOOK)
        if not seen:
            return None, []
        quads = [quad / scale for quad in seen]
        close = close_up(picture, quads)
        small = float(np.median([min(_sides(quad)) for quad in seen])) < SMALL_TEXT
        if small and max(close.pixels.shape[:2]) > GAIN * scale * max(picture.shape[:2]) * _share(close, picture):
            placed = self._engine.detect(close.pixels, max(close.pixels.shape[:2]))
        else:
            placed = [close.from_picture(quad) for quad in quads]
        return close, self._engine.lines(close.pixels, placed)

    @staticmethod
    def _document(
        kind: Kind, close: CloseUp, anchored: Anchored, fields: Sequence[Field], warnings: tuple[str, ...] = ()
    ) -> Document:
        corners = quad_of(close.onto_picture(anchored.corners()))
        return Document(kind, 1.0, tuple(_on_picture(field, close) for field in fields), corners, warnings)

    def _ring(self, close: CloseUp) -> Callable[[float], tuple[Sequence[Char], Quad | None]]:
        """Reads the ring of the seal that lies below a height of the close-up."""

        def ring(above: float) -> tuple[Sequence[Char], Quad | None]:
            seal = find_seal(close.inked, above)
            if seal is None:
                return (), None
            (glyphs,) = self._engine.recognise([unroll(close.inked, seal)])
            x, y = seal.centre
            return [Char(one.text, one.probability, one.rival, one.rival_probability, x, y) for one in glyphs], quad_of(
                seal.box()
            )

        return ring

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


def _on_picture(field: Field, close: CloseUp) -> Field:
    """The field with its box in pixels of the upright picture."""
    if field.box is None:
        return field
    return replace(field, box=quad_of(close.onto_picture(np.array(field.box, np.float32))))


def _sides(quad: Floats) -> tuple[float, float]:
    return float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))


def _share(close: CloseUp, picture: Pixels) -> float:
    """The close-up's long side as a part of the picture's."""
    return float(max(close.pixels.shape[:2]) / close.scale / max(picture.shape[:2]))


def _clarity(lines: Sequence[Line]) -> float:
    """Mean probability of the characters read, 0 when there are too few to tell."""
    chars = [char.probability for line in lines for char in line.chars]
    return float(np.mean(chars)) if len(chars) >= ENOUGH else 0.0
