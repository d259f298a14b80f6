"""What a phone does to a paper, in three severities, each photograph with the list of what went wrong with it."""

import io
import random
from dataclasses import dataclass, field
from typing import Literal

import cv2
import numpy as np
from PIL import Image

from bench.ocr.effects import (
    EFFECTS,
    Floats,
    Pixels,
    copied,
    grained,
    lit,
    rippled,
    rounded,
    screened,
    softened,
    table,
)
from bench.ocr.marks import held, watermarked

Severity = Literal["easy", "medium", "hard"]
SEVERITIES: tuple[Severity, ...] = ("easy", "medium", "hard")
EXIF_ORIENTATION, EXIF_TURNS = 0x0112, {1: 8, 2: 3, 3: 6}  # quarter turns anticlockwise -> the tag that undoes them


@dataclass(frozen=True)
class Rig:
    """Bounds of a severity: lengths in widths of the paper, `letter` a character's least height in pixels, degrees."""

    effects: tuple[int, int]
    strength: tuple[float, float]
    share: tuple[float, float]
    letter: float
    tilt: float
    slant: float
    turned: float
    quality: tuple[int, int]
    long_side: tuple[int, int]


RIGS: dict[Severity, Rig] = {
    "easy": Rig((0, 0), (0.0, 0.2), (0.62, 0.9), 26, 3, 0.015, 0.08, (84, 94), (1500, 3000)),
    "medium": Rig((1, 2), (0.3, 0.6), (0.4, 0.85), 17, 8, 0.045, 0.2, (66, 88), (1280, 4032)),
    "hard": Rig((2, 3), (0.6, 1.0), (0.3, 0.8), 13, 20, 0.085, 0.35, (42, 72), (1080, 4032)),
}


@dataclass(frozen=True)
class Paper:
    """A flat picture; `letter` is the height of its main print as a share of its width, `corner` its corners' radius.

    `flat` are screenshots: no table, no lens, only what messengers do.
    """

    picture: Image.Image
    letter: float
    corner: float = 0.0
    flat: bool = False


@dataclass(frozen=True)
class Photograph:
    """The file's bytes and what was done to the paper."""

    data: bytes
    effects: tuple[str, ...]


@dataclass
class _Shot:
    """Decisions before anything is drawn."""

    rig: Rig
    size: tuple[int, int]
    corners: Floats
    width: float
    strengths: dict[str, float] = field(default_factory=dict)


def photograph(paper: Paper, severity: Severity, dice: random.Random) -> Photograph:
    """A file as a phone of that severity makes it."""
    if paper.flat:
        return _screenshot(paper, severity, dice)
    shot = _decide(paper, RIGS[severity], dice)
    noise = np.random.default_rng(dice.randrange(2**32))
    source = np.asarray(paper.picture.convert("RGB"), np.uint8)
    if strength := shot.strengths.get("copy"):
        source = copied(source, strength, noise)
    if strength := shot.strengths.get("curl"):
        source = rippled(source, strength, dice)
    if strength := shot.strengths.get("screen"):
        source = screened(source, strength, shot.width, dice)
    if strength := shot.strengths.get("watermark"):
        source = watermarked(source, strength, dice)
    picture = _laid(paper, source, shot, dice)
    if "finger" in shot.strengths:
        picture = held(picture, shot.corners, dice)
    letter = paper.letter * shot.width
    picture = lit(picture, shot.strengths, shot.corners, dice)
    picture = softened(picture, shot.strengths, letter, dice)
    picture = grained(picture, shot.strengths.get("noise", shot.rig.strength[0] * 0.3), noise)
    effects = [*shot.strengths]
    turns = dice.choice((1, 2, 3)) if dice.random() < shot.rig.turned else 0
    if turns:
        picture = np.ascontiguousarray(np.rot90(picture, turns))
        effects.append("turned")
    tag = EXIF_TURNS[turns] if turns and dice.random() < 0.3 else None
    if tag:
        effects.append("exif")
    if shot.width / max(shot.size) < 0.4:
        effects.append("small")
    return Photograph(_encoded(picture, dice, shot, tag), tuple(effects))


def _decide(paper: Paper, rig: Rig, dice: random.Random) -> _Shot:
    upright = paper.picture.height > paper.picture.width
    long_side = round(dice.uniform(*rig.long_side))
    sheet = paper.letter < 0.03
    share = dice.uniform(*rig.share)
    if sheet:
        share = 0.55 + 0.43 * share
    elif rig.letter < 26 and dice.random() < 0.12:
        long_side, share = 4032, dice.uniform(0.14, 0.3)
    aspect = dice.choice((0.75, 0.75, 0.5625, 1.0))
    size = (
        (round(long_side * aspect), long_side)
        if upright != (dice.random() < 0.12)
        else (long_side, round(long_side * aspect))
    )
    strengths = {name: dice.uniform(*rig.strength) for name in _chosen(rig, dice, sheet=sheet)}
    tilt = (
        dice.uniform(10, rig.tilt) * dice.choice((-1, 1))
        if "tilt" in strengths and rig.tilt > 10
        else dice.uniform(-1, 1) * min(6, rig.tilt)
    )
    slant = rig.slant * (1.0 if "slant" in strengths else 0.4)
    shape = paper.picture.height / paper.picture.width
    corners = _corners(dice, size, share, shape, tilt, slant)
    width = float(np.linalg.norm(corners[1] - corners[0]))
    grow = rig.letter / (paper.letter * width)
    if grow > 1:  # nobody could read it: come nearer, or take the picture larger
        size = (min(4032, round(size[0] * grow)), min(4032, round(size[1] * grow)))
        corners = _corners(dice, size, max(share, 0.7 if sheet else share), shape, tilt, slant)
        width = float(np.linalg.norm(corners[1] - corners[0]))
    return _Shot(rig, size, corners, width, strengths)


def _chosen(rig: Rig, dice: random.Random, *, sheet: bool) -> list[str]:
    names = [name for name in EFFECTS if not (name == "curl" and not sheet)]
    chosen = dice.sample(names, dice.randint(*rig.effects))
    return [
        name
        for name in chosen
        if not (name == "dark" and "glare" in chosen) and not (name == "screen" and "copy" in chosen)
    ]


def _corners(
    dice: random.Random, size: tuple[int, int], share: float, shape: float, tilt: float, slant: float
) -> Floats:
    """Where the paper's corners fall, inside the picture, from its own top left clockwise."""
    width, height = size
    across = min(share * width, 0.94 * height / shape) if share < 0.62 else min(share * width, 0.96 * height / shape)
    half = np.array([across, across * shape], np.float32) / 2
    box = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32) * half
    box += np.array([[dice.uniform(-1, 1) * slant * across for _ in "xy"] for _ in range(4)], np.float32)
    angle = np.deg2rad(tilt)
    box = box @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], np.float32)
    reach = np.abs(box).max(axis=0)
    box *= min(1.0, 0.488 * width / reach[0], 0.488 * height / reach[1])
    spare = np.array(size, np.float32) / 2 - np.abs(box).max(axis=0)
    shift = np.array([dice.uniform(-1, 1) * max(0.0, float(room)) * 0.8 for room in spare], np.float32)
    return np.asarray(box + np.array(size, np.float32) / 2 + shift, np.float32)


def _laid(paper: Paper, source: Pixels, shot: _Shot, dice: random.Random) -> Pixels:
    """The paper on a table, with its shadow."""
    height, width = source.shape[:2]
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, shot.corners)
    shrink = shot.width / width
    if shrink < 0.7:
        source = np.asarray(cv2.GaussianBlur(source, (0, 0), 0.32 / shrink), np.uint8)
    ground = table(shot.size, dice)
    laid = cv2.warpPerspective(source, matrix, shot.size, flags=cv2.INTER_CUBIC)
    mask = rounded((height, width), round(paper.corner * width))
    mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), max(0.6, 0.5 / shrink)), np.uint8)  # no staircase along the edge
    cover = np.asarray(cv2.warpPerspective(mask, matrix, shot.size), np.float32)[..., None] / 255
    reach = max(2.0, shot.width * 0.008)
    moved = (round(reach * dice.uniform(-1, 1.5)), round(reach * dice.uniform(-1, 1.5)))
    fall = cv2.resize(np.roll(cover[..., 0], moved, (0, 1)), None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    soft = cv2.resize(cv2.GaussianBlur(fall, (0, 0), reach / 4), shot.size, interpolation=cv2.INTER_LINEAR)
    shade = 1 - dice.uniform(0.1, 0.5) * np.asarray(soft, np.float32)[..., None]
    return np.clip(laid * cover + ground * shade * (1 - cover), 0, 255).astype(np.uint8)


def _encoded(picture: Pixels, dice: random.Random, shot: _Shot, tag: int | None) -> bytes:
    image, out = Image.fromarray(picture), io.BytesIO()
    exif = Image.Exif()
    if tag:
        exif[EXIF_ORIENTATION] = tag
    fall = dice.random()
    quality = dice.randint(*shot.rig.quality)
    if fall < 0.04 and tag is None and max(shot.size) < 2200:
        image.save(out, "PNG")
    elif fall < 0.1:
        image.save(out, "WEBP", quality=max(60, quality), exif=exif)
    else:
        image.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def _screenshot(paper: Paper, severity: Severity, dice: random.Random) -> Photograph:
    out, image = io.BytesIO(), paper.picture.convert("RGB")
    if severity == "easy":
        image.save(out, "PNG")
        return Photograph(out.getvalue(), ())
    scale = dice.uniform(0.5, 1.0)
    image = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
    image.save(out, "JPEG", quality=dice.randint(*RIGS[severity].quality))
    return Photograph(out.getvalue(), ("screenshot",))
