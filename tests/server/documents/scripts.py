"""Pictures and scripted readers for the tests of documents."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import replace

from PIL import Image

from ocr import Kind
from ocr.scripted import ScriptedReader, scripted_reading
from server.documents.intake import clean_picture
from server.documents.models import DocumentKind
from server.kit.ports import PictureReader
from server.kit.work import House


def jpeg(shade: int = 90, size: tuple[int, int] = (400, 252)) -> bytes:
    """A grey picture; another shade is another picture."""
    buffer = io.BytesIO()
    Image.new("L", size, shade).save(buffer, "JPEG")
    return buffer.getvalue()


def bare_png(width: int, height: int) -> bytes:
    """A sound picture of any size in a few kilobytes: one bit a pixel, all the same."""
    buffer = io.BytesIO()
    Image.new("1", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


def reading_house(house: House, data: bytes, values: Mapping[str, str | None], kind: Kind = Kind.ID_FRONT) -> House:
    """The house with a reader that knows one picture, as it is kept."""
    kept = clean_picture(data, DocumentKind(kind)).data
    script = {hashlib.sha256(kept).hexdigest(): scripted_reading(kind, values, doubtful=frozenset({"address"}))}
    return with_reader(house, ScriptedReader(script))


def with_reader(house: House, reader: PictureReader | None) -> House:
    return replace(house, ports=replace(house.ports, reader=reader))
