"""One picture's pixels: upright, eight bits, blue-green-red, no larger than the reader needs, in bounded memory."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ocr.headers import webp_animated, webp_exif

if TYPE_CHECKING:
    from PIL import Image

LARGEST_SIDE = 4200  # pixels; a card that fills a seventh of it still has letters of fourteen
DRAFT_SIDE = 3000  # a JPEG is decoded at a half, a quarter or an eighth while its long side keeps this much
BAND_ROWS = 512
ORIENTATION_TAG = 0x0112
# EXIF orientation -> quarter turns anticlockwise after mirroring left to right
UPRIGHT = {1: (0, False), 2: (0, True), 3: (2, False), 4: (2, True),
           5: (1, True), 6: (3, False), 7: (3, True), 8: (1, False)}  # fmt: skip
DEEP_MODES = ("I", "F")
EIGHT_BITS, SIXTEEN_BITS = 255.0, 65535.0

Pixels = NDArray[np.uint8]


def pixels_of(data: bytes, name: str, opened: "Callable[[bytes], Image.Image]") -> Pixels:
    """First frame, EXIF orientation applied, transparency on white. Broken data raise whatever the codec raises."""
    if name == "WEBP" and not webp_animated(data):
        return _of_webp(data)
    with opened(data) as image:
        if name in {"JPEG", "MPO"}:
            factor = next((factor for factor in (8, 4, 2) if max(image.size) // factor >= DRAFT_SIDE), 1)
            image.draft(image.mode, (image.width // factor, image.height // factor))
        image.seek(0)
        image.load()
        flat = _in_bands(image)
        return _upright(flat, _orientation(image.getexif))


def _of_webp(data: bytes) -> Pixels:
    """Decoded straight into its pixels: Pillow would hold four canvases of it."""
    import cv2
    from PIL import Image

    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if found is None:
        raise ValueError("not decodable")
    factor = -(-max(found.shape[:2]) // LARGEST_SIDE)
    if factor > 1:
        size = (found.shape[1] // factor, found.shape[0] // factor)
        found = cv2.resize(found, size, interpolation=cv2.INTER_AREA)
    flat = np.asarray(found, np.uint8)
    if flat.shape[2] == 4:  # noqa: PLR2004 -- blue, green, red and how much they cover
        cover = flat[:, :, 3:].astype(np.uint16)
        flat = ((flat[:, :, :3] * cover + EIGHT_BITS * (255 - cover)) / EIGHT_BITS).round().astype(np.uint8)

    def exif() -> "Image.Exif":
        read = Image.Exif()
        read.load(webp_exif(data))
        return read

    return _upright(flat, _orientation(exif))


def _orientation(exif: "Callable[[], Image.Exif]") -> int:
    """The orientation that the camera wrote; what cannot be read says nothing."""
    try:
        value = exif().get(ORIENTATION_TAG, 1)
    except Exception:  # noqa: BLE001 -- rotten EXIF data raise anything, and the picture is sound without them
        return 1
    return value if isinstance(value, int) and value in UPRIGHT else 1


def _upright(picture: Pixels, orientation: int) -> Pixels:
    turns, mirrored = UPRIGHT[orientation]
    return np.ascontiguousarray(np.rot90(picture[:, ::-1] if mirrored else picture, turns))


def _in_bands(image: "Image.Image") -> Pixels:
    """Band by band to colours and to size, so that no second copy of a large picture is ever made."""
    import cv2

    factor = -(-max(image.size) // LARGEST_SIDE)
    rows = BAND_ROWS - BAND_ROWS % factor
    top = _top(image)
    found: Pixels | None = None
    for start in range(0, image.height, rows):
        band = _colours(image.crop((0, start, image.width, min(start + rows, image.height))), top)
        if factor > 1:
            band = band.reduce(factor)
        if found is None:
            found = np.empty((-(-image.height // factor), band.width, 3), np.uint8)
        cv2.cvtColor(np.asarray(band), cv2.COLOR_RGB2BGR, dst=found[start // factor :][: band.height])
    assert found is not None  # no picture is without rows
    return found


def _top(image: "Image.Image") -> float:
    """White in a picture of deep samples: 16-bit ones, or 8-bit ones in a wide mode."""
    if not image.mode.startswith(DEEP_MODES):
        return EIGHT_BITS
    extrema: Any = image.getextrema()
    return SIXTEEN_BITS if extrema[1] > EIGHT_BITS else EIGHT_BITS


def _colours(image: "Image.Image", top: float) -> "Image.Image":
    from PIL import Image

    if image.mode.startswith(DEEP_MODES):
        deep = np.nan_to_num(np.asarray(image, np.float32)) / top * EIGHT_BITS
        return Image.fromarray(np.clip(deep, 0, EIGHT_BITS).astype(np.uint8)).convert("RGB")
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")
