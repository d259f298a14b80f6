"""Warnings on a photograph, on drawn papers: each fault is named, and a sound picture has none."""

import numpy as np
import pytest

from ocr.engine.lines import Char, Floats, Line, Pixels
from ocr.quality import cut_off, warnings_of
from ocr.screens import from_screen

WIDTH, HEIGHT = 1300, 820
CORNERS = np.array([[100, 60], [1200, 60], [1200, 760], [100, 760]], np.float32)


def paper() -> tuple[Pixels, list[Line]]:
    """Rows of strokes on a tinted card on a table, with a camera's grain."""
    noise = np.random.default_rng(5)
    picture = np.full((HEIGHT, WIDTH, 3), (90, 120, 150), np.float32)
    picture[60:760, 100:1200] = (236, 228, 214)
    lines = []
    for top in range(110, 700, 90):
        for x in range(150, 900, 44):
            for _ in range(4):
                at, row = x + int(noise.integers(0, 30)), top + int(noise.integers(0, 32))
                picture[top : top + 34, at : at + 4] = 30
                picture[row : row + 3, x + int(noise.integers(0, 12)) : x + int(noise.integers(18, 36))] = 30
        quad = np.array([[150, top], [930, top], [930, top + 36], [150, top + 36]], np.float32)
        lines.append(Line(quad, (Char("字", 0.99, "口", 0.01, 500, top + 18),)))
    picture += noise.normal(0, 3, picture.shape)
    return seen(picture), lines


def seen(picture: Floats) -> Pixels:
    return np.clip(picture, 0, 255).astype(np.uint8)


def blurred(picture: Pixels, sigma: float) -> Pixels:
    import cv2

    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def gridded(picture: Pixels, pitch: float, lean: float, depth: float) -> Pixels:
    """As a screen of that pitch in pixels shows it."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    dots = np.cos(2 * np.pi * (x + lean * y) / pitch) + np.cos(2 * np.pi * (y - lean * x) / pitch)
    return seen(picture * (1 - depth / 4 * (2 + dots))[..., None])


def found(picture: Pixels, lines: list[Line]) -> set[str]:
    return set(warnings_of(picture, lines, CORNERS, 1.0))


def test_a_sound_photograph_has_no_warnings() -> None:
    picture, lines = paper()
    assert found(picture, lines) == set()
    assert not from_screen(picture, CORNERS)


def test_each_fault_is_named() -> None:
    picture, lines = paper()
    assert found(blurred(picture, 4.5), lines) == {"blurred"}
    assert "dark" in found(seen(picture * 0.3), lines)
    grey = np.repeat(picture.mean(axis=2, keepdims=True), 3, axis=2)
    assert found(seen(grey), lines) == {"photocopy"}
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    lamp = 400 * np.exp(-(((x - 700) / 130) ** 2 + ((y - 400) / 90) ** 2))
    assert found(seen(picture * 0.8 + lamp[..., None]), lines) == {"glare"}
    assert set(warnings_of(picture, lines, CORNERS, 4.0)) == {"small"}


def test_a_dim_coloured_card_is_no_photocopy() -> None:
    picture, lines = paper()
    assert "photocopy" not in found(seen(picture * 0.35), lines)


@pytest.mark.parametrize(("pitch", "lean", "depth"), [(2.3, 0.04, 0.3), (3.1, -0.05, 0.15), (5.7, 0.1, 0.1)])
def test_a_screens_grid_is_seen_and_print_grain_and_blur_are_not_taken_for_one(
    pitch: float, lean: float, depth: float
) -> None:
    picture, _ = paper()
    assert from_screen(gridded(picture, pitch, lean, depth), CORNERS)
    assert not from_screen(blurred(picture, pitch), CORNERS)


def test_a_paper_too_small_to_tell_is_not_called_a_screen() -> None:
    picture, _ = paper()
    assert not from_screen(gridded(picture, 2.3, 0.04, 0.3)[:150, :150], np.asarray(CORNERS / 8, np.float32))


def test_a_corner_outside_the_picture_is_cut_off() -> None:
    assert cut_off(CORNERS, (WIDTH, HEIGHT - 100))
    assert not cut_off(CORNERS, (WIDTH, HEIGHT))
