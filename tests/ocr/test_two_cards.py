"""Several papers in one upload: two sides at odd angles on one photograph, two pages of a PDF, a look-alike's words."""

import io
import random

import pytest
from PIL import Image

from bench.ocr.cards import back_card, front_card
from bench.ocr.people import Person, person
from ocr import Kind, Reader
from ocr.records import record_of

pytestmark = pytest.mark.ocr
CARD = (900, 568)


def sides(holder: Person) -> tuple[Image.Image, Image.Image]:
    front, back = front_card(holder, random.Random("front 51")), back_card(holder, random.Random("back 51"))
    return front.convert("RGB").resize(CARD), back.convert("RGB").resize(CARD)


def jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def laid(size: tuple[int, int], *cards: tuple[Image.Image, float, tuple[int, int]]) -> Image.Image:
    """Cards on a table, each turned anticlockwise."""
    table = Image.new("RGB", size, (110, 90, 70))
    for card, angle, place in cards:
        cover = Image.new("L", card.size, 255).rotate(angle, expand=True)
        table.paste(card.rotate(angle, Image.Resampling.BICUBIC, expand=True), place, cover)
    return table


def test_two_sides_that_lie_in_different_directions_are_both_read(reader: Reader) -> None:
    holder = person("51")
    front, back = sides(holder)
    reading = reader.read(jpeg(laid((1100, 1500), (front, 12, (60, 40)), (back, 180, (100, 880)))))
    assert record_of("both", reading)["fields"] == holder.front() | holder.back()
    front_box, back_box = (
        document.outline for kind in (Kind.ID_FRONT, Kind.ID_BACK) for document in reading.documents
        if document.kind is kind
    )  # fmt: skip
    assert front_box is not None
    assert back_box is not None
    heights = [sum(y for _, y in box) / 4 / reading.height for box in (front_box, back_box)]
    assert abs(heights[0] - heights[1]) > 0.3
    assert all(0 < height < 1 for height in heights)


def test_the_sides_on_two_pages_of_a_pdf_are_merged(reader: Reader) -> None:
    holder = person("51")
    front, back = sides(holder)
    pages = [laid((1240, 1754), (side, 0, (150, 200))) for side in (front, back)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    reading = reader.read(out.getvalue())
    record = record_of("pages", reading)
    assert record["kind"] == "id_both"
    assert record["fields"] == holder.front() | holder.back()
    assert [document.outline is None for document in reading.documents].count(True) == 1
