"""A licence that lacks what licences print is looked at again: its print alone, in even light, without watermark."""

from collections.abc import Sequence

import cv2
import numpy as np

from ocr.engine.lines import Floats, Line
from ocr.looking import widened
from ocr.papers.eye import Eye
from ocr.papers.ink import evened, print_of, red_light
from ocr.papers.licence import Sheet
from ocr.papers.licence_sheet import order_of, recognise_licence

ALWAYS = ("name", "legal_representative", "business_scope", "address", "authority")
PALE = 0.78  # of the paper's light: watermarks are paler
LONGER = 1.25
VIEW = 1280


def licence_in(eye: Eye, lines: Sequence[Line]) -> Sheet | None:
    """The sheet taken apart, after a second look where the first left gaps."""
    first = recognise_licence(eye.close.pixels, lines)
    if first is None or not gaps(first):
        return first
    again = recognise_licence(eye.close.pixels, _with_more(eye, lines))
    return first if again is None or order_of(again) < order_of(first) else again


def gaps(sheet: Sheet) -> bool:
    """Whether something is missing that such a licence prints."""
    found = {name: label.value for name, label in sheet.labels.items()}
    kind = found.get("licence_type", "")
    return (
        any(name not in found for name in ALWAYS)
        or any(not value for name, value in found.items() if name != "authority")
        or not found.keys() & {"licence_type", "composition"}
        or not found.keys() & {"established_on", "composition"}
        or ("公司" in kind and "分公司" not in kind and "registered_capital" not in found)
    )


def _with_more(eye: Eye, lines: Sequence[Line]) -> list[Line]:
    """The lines with those that only show on the print alone, and with longer ones where they were cut short."""
    clean = print_of(red_light(evened(eye.picture)), PALE)
    quads = eye.engine.detect(clean, min(VIEW, max(clean.shape[:2])))
    fresh: list[Floats] = []
    gone: set[int] = set()
    for quad in widened(quads):
        inside = [index for index, line in enumerate(lines) if _holds(quad, line.quad.mean(axis=0))]
        width = float(np.linalg.norm(quad[1] - quad[0]))
        seen = any(_holds(line.quad, quad.mean(axis=0)) for line in lines)
        if (not inside and not seen) or (inside and width > LONGER * sum(lines[index].width for index in inside)):
            fresh.append(quad)
            gone |= set(inside)
    views = [eye.engine.lines(view, fresh) for view in (eye.close.pixels, clean)] if fresh else []
    best: dict[tuple[float, ...], Line] = {}
    for line in (line for view in views for line in view if line.chars):
        place = tuple(line.quad.ravel().tolist())
        if place not in best or best[place].score < line.score:
            best[place] = line
    return [*(line for index, line in enumerate(lines) if index not in gone), *best.values()]


def _holds(quad: Floats, point: Floats) -> bool:
    return cv2.pointPolygonTest(quad.reshape(-1, 1, 2), (float(point[0]), float(point[1])), measureDist=False) >= 0
