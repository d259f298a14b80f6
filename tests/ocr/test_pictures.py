"""Bytes of unknown origin: what is let in, what is refused and with which code."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from ocr import PictureError, inspect
from ocr.pictures import BYTES_LIMIT, decode


def picture(mode: str = "RGB", size: tuple[int, int] = (120, 80)) -> Image.Image:
    """Left half dark, right half light."""
    image = Image.new("L", size, 250)
    image.paste(20, (0, 0, size[0] // 2, size[1]))
    return image.convert(mode)


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    body = zlib.compress(b"")
    data = struct.pack(">I", len(body)) + b"IDAT" + body + struct.pack(">I", zlib.crc32(b"IDAT" + body))
    return b"\x89PNG\r\n\x1a\n" + chunk + data + b"\x00\x00\x00\x00IEND\xaeB`\x82"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "HEIF"])
def test_each_taken_format_is_recognised_and_decoded(form: str) -> None:
    if form == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    data = encoded(picture(), form)
    info = inspect(data)
    assert (info.format, info.width, info.height) == (form, 120, 80)
    (pixels,) = decode(data)
    assert pixels.shape == (80, 120, 3)
    assert pixels[40, 20].mean() < 60
    assert pixels[40, 100].mean() > 200


def test_a_pdf_is_known_by_its_magic_and_gives_its_pages() -> None:
    pages = [picture(size=(400, 300)) for _ in range(5)]
    data = encoded(pages[0], "PDF", save_all=True, append_images=pages[1:], resolution=200)
    info = inspect(data)
    assert (info.format, info.width // 10, info.height // 10) == ("PDF", 120, 90)  # a small page is drawn at 600 dpi
    decoded = decode(data)
    assert len(decoded) == 3
    assert abs(decoded[0].shape[0] - 900) <= 1
    assert decoded[0][450, 150].mean() < 60
    assert decoded[0][450, 1050].mean() > 200


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture.empty"),
        (b"hello, I am a text", "picture.not_an_image"),
        (b"<html><body>jpg</body></html>", "picture.not_an_image"),
        (b"\xff\xd8\xff\xe0", "picture.not_an_image"),
        (b"%PDF-1.7 and then nothing of the kind", "picture.broken"),
        (b"x" * (BYTES_LIMIT + 1), "picture.too_large"),
        (png_header(12_000, 9_000), "picture.too_many_pixels"),
        (png_header(30_000, 30_000), "picture.too_many_pixels"),
        (png_header(16, 16), "picture.too_small"),
    ],
)
def test_an_unfit_upload_is_refused_by_its_header(data: bytes, code: str) -> None:
    with pytest.raises(PictureError) as refused:
        inspect(data)
    assert refused.value.code == code


def test_forty_megapixels_pass_the_header_check() -> None:
    assert inspect(png_header(7300, 5475)).width == 7300


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_cut_file_is_broken_not_half_read(form: str) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 300, 3), dtype=np.uint8))
    data = encoded(noise, form)
    with pytest.raises(PictureError) as refused:
        decode(data[: len(data) // 2])
    assert refused.value.code in {"picture.broken", "picture.not_an_image"}


def test_the_exif_orientation_is_applied() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (pixels,) = decode(encoded(picture(), "JPEG", exif=exif))
    assert pixels.shape == (120, 80, 3)
    assert pixels[20].mean() < 60
    assert pixels[100].mean() > 200


def test_transparency_stands_on_white() -> None:
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    (pixels,) = decode(encoded(image, "PNG"))
    assert pixels.min() == 255


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_other_colour_modes_of_jpeg_become_the_same_picture(mode: str) -> None:
    (pixels,) = decode(encoded(picture(mode), "JPEG"))
    assert pixels[40, 20].mean() < 60
    assert pixels[40, 100].mean() > 200


def test_sixteen_bit_samples_are_scaled_not_cut() -> None:
    deep = np.full((64, 64), 30_000, np.uint16)
    deep[:, 32:] = 60_000
    (pixels,) = decode(encoded(Image.fromarray(deep), "PNG"))
    assert 110 < pixels[10, 10, 0] < 125
    assert 225 < pixels[10, 50, 0] < 240


def test_only_the_first_frame_of_a_gif_is_read() -> None:
    frames = [picture("P"), Image.new("P", (120, 80), 0)]
    (pixels,) = decode(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert pixels[40, 100].mean() > 200
