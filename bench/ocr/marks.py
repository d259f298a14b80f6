"""What people do to papers before they photograph them: a watermark for the purpose, a finger at the edge."""

import random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.ocr.effects import Floats, Pixels
from bench.ocr.fonts import pick, sized

PURPOSES = ("仅供办理贷款使用", "仅用于贷款申请 他用无效", "仅限本次业务使用", "与原件一致")
SKINS = ((214, 172, 146), (196, 150, 122), (228, 190, 166))


def watermarked(paper: Pixels, strength: float, dice: random.Random) -> Pixels:
    """Grey words across the paper, again and again, pale enough to read through."""
    height, width = paper.shape[:2]
    layer = Image.new("L", (width, height), 0)
    words, size = dice.choice(PURPOSES), round(width * dice.uniform(0.03, 0.055))
    font = sized(pick(dice, "hei"), size)
    length = round(font.getlength(words))
    tile = Image.new("L", (length + size, size * 2), 0)
    ImageDraw.Draw(tile).text((size // 2, size), words, fill=255, font=font, anchor="lm")
    tile = tile.rotate(dice.choice((dice.uniform(20, 40), dice.uniform(-35, -20), 0)), expand=True)
    step = round(size * dice.uniform(2.5, 5)) + tile.height // 2
    for row, y in enumerate(range(-tile.height // 2, height, step)):
        for x in range(-(row % 2) * tile.width // 2, width, tile.width + size):
            layer.paste(255, (x, y), tile)
    cover = np.asarray(layer, np.float32)[..., None] / 255 * (0.10 + 0.22 * strength)
    return np.asarray(paper * (1 - cover) + dice.choice((90.0, 120.0, 150.0)) * cover, np.uint8)


def held(picture: Pixels, corners: Floats, dice: random.Random) -> Pixels:
    """A thumb on an edge of the paper, in the margin where nothing is printed."""
    side = dice.randrange(4)
    first, second = corners[side], corners[(side + 1) % 4]
    along = first + (second - first) * dice.uniform(0.25, 0.75)
    outward = along - corners.mean(axis=0)
    outward = outward / max(1.0, float(np.linalg.norm(outward)))
    width = float(np.linalg.norm(corners[1] - corners[0]))
    length, thick = width * 0.5, width * dice.uniform(0.04, 0.06)
    centre = along + outward * (length - width * 0.028)
    angle = float(np.degrees(np.arctan2(outward[1], outward[0])))
    out = picture.copy()
    red, green, blue = dice.choice(SKINS)
    box = (float(centre[0]), float(centre[1])), (2 * length, 2 * thick), angle
    cv2.ellipse(out, box, (red, green, blue), -1)
    nail = along + outward * width * 0.012
    nail_box = (float(nail[0]), float(nail[1])), (thick, thick * 1.1), angle
    cv2.ellipse(out, nail_box, (red + 16, green + 16, blue + 16), -1)
    return out
