"""A picture as it is kept: drawn anew from its pixels, upright, of bounded size, with nothing else in it.

What a phone writes beside the pixels (place, time, device, a thumbnail of what was cut away) goes, and so does whatever
hides behind a picture. A PDF of a paper that is read becomes a picture too, its pages one below the other: the
officer has to see on his phone what the machine has read. A PDF of a contract or another paper stays as it is: drawn
anew it would lose its text and its signatures, and nothing reads or shows it but who downloads it.
"""

import io
import threading
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ocr import PictureInfo
from ocr.pictures import decode
from server.documents.rules import is_read

SIDE_MAX: Final = 4200  # pixels; the reader takes no more of a picture
QUALITY: Final = 90
AT_ONCE: Final = 2
JPEG: Final = "image/jpeg"
PDF: Final = "application/pdf"

_drawing = threading.BoundedSemaphore(AT_ONCE)  # of a process: each takes the memory of a whole picture


@dataclass(frozen=True)
class CleanPicture:
    """What is kept of an upload; `data` in clear."""

    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int


def redraw(data: bytes, info: PictureInfo, kind: str) -> CleanPicture:
    """The upload as it is kept.

    Raises:
        ocr.PictureError: the bytes behind the header are broken.

    """
    if info.format == "PDF" and not is_read(kind):
        return CleanPicture(data, PDF, info.width, info.height)
    with _drawing:
        pages = decode(data)
        image = Image.fromarray(np.ascontiguousarray(_one_below_the_other(pages)[:, :, ::-1]))
        image.thumbnail((SIDE_MAX, SIDE_MAX), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=QUALITY)
    return CleanPicture(buffer.getvalue(), JPEG, image.width, image.height)


def _one_below_the_other(pages: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """One picture of several pages, on white where they differ in width."""
    if len(pages) == 1:
        return pages[0]
    width = max(page.shape[1] for page in pages)
    return np.concatenate(
        [np.pad(page, ((0, 0), (0, width - page.shape[1]), (0, 0)), constant_values=255) for page in pages]
    )
