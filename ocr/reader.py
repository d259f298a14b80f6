"""From bytes to a `Reading`: decode, look, recognise the papers, propose their fields."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from ocr.calibration import calibrated
from ocr.engine.decoding import Readout
from ocr.engine.lines import Char, Floats, Line, Pixels
from ocr.engine.paddle import ENGINE_NAME, PaddleEngine
from ocr.finding import CloseUp, outline
from ocr.geometry import padded
from ocr.light import contrasted
from ocr.looking import Look, looks, turned_back
from ocr.model import Document, Field, Kind, Quad, Reading
from ocr.papers.anchors import Anchored
from ocr.papers.eye import Eye, read, strip_of
from ocr.papers.identity_back import back_fields, recognise_back
from ocr.papers.identity_front import front_fields, recognise_front
from ocr.papers.licence_fields import licence_fields
from ocr.papers.proposals import quad_of
from ocr.papers.second_look import licence_in
from ocr.papers.settling import Spell
from ocr.pictures import decode
from ocr.quality import cut_off, warnings_of
from ocr.screens import from_screen

SPELT_ROOMS = (-0.12, 0.0, 0.12)  # of a strip's height, above and below it
CLEAR = 0.9  # text read this well stands upright: if it is no paper we know, turning it will not make it one
CARDS = frozenset({Kind.ID_FRONT, Kind.ID_BACK})
ALL_LABELS = {Kind.ID_FRONT: 7, Kind.ID_BACK: 4, Kind.BUSINESS_LICENCE: 8}


class PaddleReader:
    """The reader of production. Loads its models when it is made; `today` is asked once for each picture.

    `calibrate` turns the scores of a document's fields into chances.
    """

    def __init__(
        self,
        cache_dir: Path,
        threads: int,
        today: Callable[[], date],
        *,
        calibrate: Callable[[Document], Document] = calibrated,
    ) -> None:
        self._engine = PaddleEngine(cache_dir, threads)
        self._today, self._calibrate = today, calibrate

    def read(self, data: bytes, *, hint: Kind | None = None) -> Reading:
        """Read one upload.

        Raises:
            PictureError: the bytes are no sound picture (`ocr.pictures`).

        """
        started = time.perf_counter()
        pages = [self._page(page) for page in decode(data)]
        look, documents = max(pages, key=lambda page: len(page[1]))
        documents += _elsewhere(documents, [more for page in pages for more in page[1]])
        documents = tuple(self._calibrate(document) for document in documents)
        height, width = look.upright.shape[:2]
        warnings = ["several_documents"] if len(documents) > 1 else []
        if hint is not None and documents and hint not in {document.kind for document in documents}:
            warnings.append("not_the_kind_asked")
        seconds = time.perf_counter() - started
        return Reading(documents, width, height, look.rotation, tuple(warnings), ENGINE_NAME, seconds)

    def _page(self, page: Pixels) -> tuple[Look, tuple[Document, ...]]:
        """The page in the direction in which something was found, else in the likeliest."""
        look, documents = self._found(page)
        if len(documents) == 1 and documents[0].kind in CARDS and (rest := _beside(look, documents[0])) is not None:
            other, more = self._found(rest)
            size = (look.upright.shape[1], look.upright.shape[0])
            documents += tuple(
                _moved(document, lambda points: turned_back(points, other.rotation, *size))
                for document in more
                if document.kind in CARDS - {documents[0].kind}
            )
        return look, documents

    def _found(self, page: Pixels) -> tuple[Look, tuple[Document, ...]]:
        first: Look | None = None
        for look in looks(self._engine, page):
            documents = self._documents(look)
            if documents or look.clarity > CLEAR:
                return look, documents
            first = first or look
        assert first is not None  # looks gives at least one
        return first, ()

    def _documents(self, look: Look) -> tuple[Document, ...]:
        close, lines, today, found = look.close, look.lines, self._today(), []
        if close is None:
            return ()
        reread = self._rereader(close.pixels)
        if (front := recognise_front(lines, lambda: _edges(close, lines))) is not None:
            fields = front_fields(front, reread, today, self._speller(close.pixels))
            found.append(_card(Kind.ID_FRONT, look, front, fields))
        if (back := recognise_back(lines)) is not None:
            fields, warnings = back_fields(back, reread, today)
            found.append(_card(Kind.ID_BACK, look, back, fields, warnings))
        eye = Eye(self._engine, close)
        if not found and (sheet := licence_in(eye, lines)) is not None:
            fields = tuple(_on_picture(field, close) for field in licence_fields(sheet, eye, today))
            text = np.concatenate([line.quad for line in lines])
            warnings = warnings_of(close.inked, lines, text, close.scale)
            if from_screen(look.upright, close.onto_picture(_round(text))):
                warnings = (*warnings, "screen")
            share = min(1.0, len(sheet.labels) / ALL_LABELS[Kind.BUSINESS_LICENCE])
            found.append(Document(Kind.BUSINESS_LICENCE, share, fields, None, warnings))
        return tuple(found)

    def _rereader(self, picture: Pixels) -> Callable[[Floats], Sequence[Char]]:
        """Reads a four-cornered strip of the picture; places come back as fractions of the strip."""
        return lambda corners: read(self._engine.hear([strip_of(picture, corners)])[0])

    def _speller(self, picture: Pixels) -> Spell:
        """Reads a four-cornered strip of the picture several times: closer, wider, in more contrast."""

        def spell(corners: Floats, symbols: str) -> Sequence[Readout]:
            strips = [strip_of(picture, padded(corners, room)) for room in SPELT_ROOMS]
            rows = [row for strip in strips for row in (strip, contrasted(strip))]
            return [row.readout(symbols) for row in self._engine.hear(rows)]

        return spell


def _beside(look: Look, document: Document) -> Pixels | None:
    """The page with the card painted over, when as many lines stand beside it as another card has.

    Its other side may lie there in another direction.
    """
    import cv2

    assert look.close is not None  # the card was read from it
    assert document.outline is not None  # every card has one
    outline = np.array(document.outline, np.float32)
    centres = look.close.onto_picture(np.array([line.quad.mean(axis=0) for line in look.lines], np.float32))
    beside = [cv2.pointPolygonTest(outline, (float(x), float(y)), measureDist=False) < 0 for x, y in centres]
    if sum(beside) < ALL_LABELS[Kind.ID_BACK]:
        return None
    picture = look.upright.copy()
    paint = [float(level) for level in np.median(picture[::16, ::16].reshape(-1, 3), axis=0)]
    cv2.fillConvexPoly(picture, outline.astype(np.int32), paint)
    return picture


def _moved(document: Document, onto: Callable[[Floats], Floats]) -> Document:
    """The document with its places mapped."""

    def put(quad: Quad | None) -> Quad | None:
        return None if quad is None else quad_of(onto(np.array(quad, np.float32)))

    fields = tuple(replace(field, box=put(field.box)) for field in document.fields)
    return replace(document, fields=fields, outline=put(document.outline))


def _elsewhere(shown: Sequence[Document], found: Sequence[Document]) -> tuple[Document, ...]:
    """What other pages hold beside the papers shown, without places: those are told on one page only."""
    more: dict[Kind, Document] = {}
    for document in found:
        if document.kind not in {*more, *(one.kind for one in shown)}:
            fields = tuple(replace(field, box=None) for field in document.fields)
            more[document.kind] = replace(document, fields=fields, outline=None)
    return tuple(more.values())


def _card(
    kind: Kind, look: Look, anchored: Anchored, fields: Sequence[Field], warnings: tuple[str, ...] = ()
) -> Document:
    """A card with its places in the upright picture, and what is wrong with its photograph."""
    close = look.close
    assert close is not None  # something was read from it
    corners = anchored.corners()
    edges = close.onto_picture(corners)
    found = warnings_of(close.inked, look.lines, corners, close.scale)
    if cut_off(edges, (look.upright.shape[1], look.upright.shape[0])):
        found = (*found, "cut")
    if from_screen(look.upright, edges):
        found = (*found, "screen")
    share = min(1.0, len(anchored.labels) / ALL_LABELS[kind])
    placed = tuple(_on_picture(field, close) for field in fields)
    return Document(kind, share, placed, quad_of(edges), (*found, *warnings))


def _edges(close: CloseUp, lines: Sequence[Line]) -> Floats | None:
    """The edges of the one card round all text of the close-up."""
    if not lines:
        return None
    return outline(close.inked, np.array([[char.x, char.y] for line in lines for char in line.chars], np.float32))


def _round(points: Floats) -> Floats:
    """The upright rectangle round these points, clockwise from the top left."""
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def _on_picture(field: Field, close: CloseUp) -> Field:
    """The field with its box in pixels of the upright picture."""
    if field.box is None:
        return field
    return replace(field, box=quad_of(close.onto_picture(np.array(field.box, np.float32))))
