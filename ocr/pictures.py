"""Bytes of unknown origin to pixels: limits are held against the header, before anything is decoded."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocr.headers import check_shape, format_of, webp_size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

BYTES_LIMIT = 20_000_000  # of an upload
FILE_LIMIT = 64_000_000  # of a file read from a disk: a 40-megapixel photo of a table's grain is larger than an upload
PIXELS_LIMIT = 50_000_000
SIDE_MINIMUM = 32
SLENDER_LIMIT = 30  # no paper is so many times longer than wide
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

    Sizes in pixels as stored, before the EXIF orientation; of a PDF, the first page as it is rendered.
    """

    format: str
    width: int
    height: int


def inspect(data: bytes, *, bytes_limit: int = BYTES_LIMIT) -> PictureInfo:
    """Judge an upload by its header alone.

    Raises:
        PictureError: the bytes are no picture of a known format, or pass a limit.

    """
    name = _named(data, bytes_limit)
    if name == "PDF":
        return _pdf_info(data)
    if name == "WEBP":  # Pillow lays out the whole canvas when it opens one
        size = webp_size(data)
        if size is None:
            raise PictureError("picture.not_an_image")
        _within(name, *size)
    with opened(data) as image:
        return _within(image.format or "", image.width, image.height)


def _named(data: bytes, bytes_limit: int) -> str:
    """The format that the first bytes name."""
    if not data:
        raise PictureError("picture.empty")
    if len(data) > bytes_limit:
        raise PictureError("picture.too_large")
    name = format_of(data)
    if name is None:
        raise PictureError("picture.not_an_image")
    return name


def _within(name: str, width: int, height: int) -> PictureInfo:
    if width * height > PIXELS_LIMIT:
        raise PictureError("picture.too_many_pixels")
    if min(width, height) < SIDE_MINIMUM or max(width, height) > SLENDER_LIMIT * min(width, height):
        raise PictureError("picture.too_small")
    return PictureInfo(name, width, height)


def opened(data: bytes) -> "Image.Image":
    """The picture with its header read.

    Raises:
        PictureError: Pillow knows no such header.

    """
    import pillow_heif
    from PIL import Image

    pillow_heif.register_heif_opener()
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError("picture.too_many_pixels") from None
    except Exception:  # noqa: BLE001 -- a hostile header may raise anything in Pillow's parsers; all of it means the same
        raise PictureError("picture.not_an_image") from None


def _pdf_info(data: bytes) -> PictureInfo:
    from ocr.paging import PagesBroken, page_size

    try:
        return _within("PDF", *page_size(data))
    except PagesBroken:
        raise PictureError("picture.broken") from None


def decode(data: bytes) -> "list[NDArray[np.uint8]]":
    """The pages of a picture as upright arrays (height, width, blue-green-red); only a PDF can have more than one.

    A picture larger than the reader needs is decoded smaller: the memory it takes has a bound that is far below that
    of its pixels.

    Raises:
        PictureError: see `inspect`; or the bytes behind the header are broken.

    """
    if _named(data, FILE_LIMIT) == "PDF":
        from ocr.paging import PagesBroken, pages

        try:
            found = pages(data)
        except PagesBroken:
            raise PictureError("picture.broken") from None
        _within("PDF", found[0].shape[1], found[0].shape[0])
        return found
    from ocr.pixels import pixels_of

    info = inspect(data, bytes_limit=FILE_LIMIT)
    try:
        check_shape(data, info.format)
        return [pixels_of(data, info.format, opened)]
    except PictureError:
        raise
    except Exception:  # noqa: BLE001 -- cut and rotten files raise OSError, SyntaxError, struct.error, ValueError and more in the codecs
        raise PictureError("picture.broken") from None
