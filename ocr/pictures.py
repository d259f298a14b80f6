"""Bytes of unknown origin to pixels: limits are held against the header, before anything is decoded."""

import io
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

BYTES_LIMIT = 20_000_000
PIXELS_LIMIT = 50_000_000
SIDE_MINIMUM = 32
SIDE_DECODED = 4096  # a JPEG may be decoded at a half, a quarter or an eighth as long as its long side keeps this much
PAGES_READ = 3
PAGE_DPI = 200
POINTS_PER_INCH = 72
PDF_MAGIC = b"%PDF-"
PDF_MAGIC_WITHIN = 1024
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "GIF")  # MPO, a phone's JPEG with extras, comes through JPEG


class PictureError(Exception):
    """Bytes that are not taken as a picture.

    `code` is one of picture.empty, .too_large, .not_an_image, .too_many_pixels, .too_small, .broken.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PictureInfo:
    """What the header says.

    Sizes in pixels as stored, before the EXIF orientation; of a PDF, the first page at 200 dpi.
    """

    format: str
    width: int
    height: int


def inspect(data: bytes) -> PictureInfo:
    """Judge an upload by its header alone.

    Raises:
        PictureError: the bytes are no picture of a known format, or pass a limit.

    """
    if not data:
        raise PictureError("picture.empty")
    if len(data) > BYTES_LIMIT:
        raise PictureError("picture.too_large")
    if PDF_MAGIC in data[:PDF_MAGIC_WITHIN]:
        with _pdf(data) as document:
            width, height = document[0].get_size()
        scale = PAGE_DPI / POINTS_PER_INCH
        return _within("PDF", int(width * scale), int(height * scale))
    with _opened(data) as image:
        return _within(image.format or "", image.width, image.height)


def _within(name: str, width: int, height: int) -> PictureInfo:
    if width * height > PIXELS_LIMIT:
        raise PictureError("picture.too_many_pixels")
    if min(width, height) < SIDE_MINIMUM:
        raise PictureError("picture.too_small")
    return PictureInfo(name, width, height)


def _opened(data: bytes) -> "Image.Image":
    import pillow_heif
    from PIL import Image

    pillow_heif.register_heif_opener()
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError("picture.too_many_pixels") from None
    except Exception:  # noqa: BLE001 -- a hostile header may raise anything in Pillow's parsers; all of it means the same
        raise PictureError("picture.not_an_image") from None


def _pdf(data: bytes) -> AbstractContextManager[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) == 0:
            raise PictureError("picture.broken")
    except pypdfium2.PdfiumError:
        raise PictureError("picture.broken") from None
    return closing(document)


def decode(data: bytes) -> "list[NDArray[np.uint8]]":
    """The pages of an upload as upright arrays (height, width, blue-green-red); only a PDF can have more than one.

    Raises:
        PictureError: see `inspect`; or the bytes behind the header are broken.

    """
    info = inspect(data)
    if info.format == "PDF":
        return _pages(data)
    try:
        with _opened(data) as image:
            return [_pixels(image)]
    except PictureError:
        raise
    except Exception:  # noqa: BLE001 -- cut and rotten files raise OSError, SyntaxError, struct.error, ValueError and more in the codecs
        raise PictureError("picture.broken") from None


def _pages(data: bytes) -> "list[NDArray[np.uint8]]":
    import numpy as np

    pages = []
    with _pdf(data) as document:
        for index in range(min(PAGES_READ, len(document))):
            width, height = document[index].get_size()
            scale = PAGE_DPI / POINTS_PER_INCH
            _within("PDF", int(width * scale), int(height * scale))
            bitmap = document[index].render(scale=scale, rev_byteorder=False, prefer_bgrx=False)
            pages.append(np.ascontiguousarray(bitmap.to_numpy()[:, :, :3]))
    return pages


def _pixels(image: "Image.Image") -> "NDArray[np.uint8]":
    """First frame, EXIF orientation applied, any mode to 8-bit colour, transparency on white."""
    import numpy as np
    from PIL import ImageOps

    if image.format in {"JPEG", "MPO"}:
        image.draft(image.mode, (SIDE_DECODED, SIDE_DECODED))
    image.seek(0)
    image.load()
    upright = ImageOps.exif_transpose(image)
    return np.ascontiguousarray(np.asarray(_colours(upright), np.uint8)[:, :, ::-1])


def _colours(image: "Image.Image") -> "Image.Image":
    import numpy as np
    from PIL import Image

    if image.mode.startswith("I") or image.mode == "F":
        deep = np.asarray(image, np.float64)
        top = 65535.0 if deep.max(initial=0) > 255 else 255.0  # noqa: PLR2004 -- 16-bit samples, or 8-bit ones in a wide mode
        return Image.fromarray(np.clip(deep / top * 255, 0, 255).astype(np.uint8)).convert("RGB")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")
