"""Files that nobody should have sent, each by its name: cut, rotten, misnamed, two things at once, bombs, odd sizes.

`BAD_FILES` maps a name to what makes its bytes, so that a bomb is built only where it is thrown.
"""

import io
import struct
import zlib
from collections.abc import Callable

import numpy as np
from PIL import Image

Maker = Callable[[], bytes]
BIG = 30_000
BOMB = 30_000_000
HTML = b"<!doctype html><html><body><img src=x onerror=alert(1)></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><script>1</script></svg>'


def plain(width: int = 200, height: int = 120, mode: str = "RGB") -> Image.Image:
    """A picture of grain, which every codec needs many bytes for."""
    grain = np.random.default_rng(3).integers(0, 255, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(grain).convert(mode)


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    """The picture as a file of that format."""
    if form == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def cut(form: str, share: float) -> Maker:
    """The first part of a sound file."""

    def make() -> bytes:
        data = encoded(plain(), form)
        return data[: int(len(data) * share)]

    return make


def rotten(form: str, seed: int, count: int = 60) -> Maker:
    """A sound file with bytes overwritten behind its head."""

    def make() -> bytes:
        data = bytearray(encoded(plain(), form))
        dice = np.random.default_rng(seed)
        for at in dice.integers(24, len(data), count):
            data[at] = int(dice.integers(0, 256))
        return bytes(data)

    return make


def with_exif(payload: bytes) -> Maker:
    """A JPEG whose EXIF block is whatever that is."""

    def make() -> bytes:
        data = encoded(plain(), "JPEG")
        block = b"Exif\x00\x00" + payload
        return data[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + data[2:]

    return make


def tiff(tag: int, kind: int, value: int) -> bytes:
    """An EXIF directory of one entry."""
    return b"II*\x00" + struct.pack("<IHHHIII", 8, 1, tag, kind, 1, value, 0)


def chunk(kind: bytes, body: bytes) -> bytes:
    """A PNG chunk with its checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG's head and end with these chunks between them."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def flat_png(width: int, height: int, colour: int = 2, channels: int = 3) -> bytes:
    """One colour over a whole picture: many pixels in few bytes."""
    packer, row = zlib.compressobj(1), bytes(width * channels + 1)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return png(width, height, chunk(b"IDAT", body), colour=colour)


def gif_head(width: int, height: int) -> bytes:
    """A GIF that claims a screen and a frame of that size and holds one code."""
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6)
    return screen + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\x00;"


def webp_head(width: int, height: int) -> bytes:
    """A WebP canvas of that size without a picture on it."""
    body = b"VP8X" + struct.pack("<I", 10) + bytes(4) + (width - 1).to_bytes(3, "little")
    body += (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def jpeg_of_size(width: int, height: int) -> bytes:
    """A small JPEG whose frame header claims another size."""
    data = bytearray(encoded(plain(64, 64), "JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def jpeg_of_many_scans() -> bytes:
    """A progressive JPEG with its last scan said a thousand times."""
    data = encoded(plain(2000, 1500), "JPEG", progressive=True, quality=10)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * 1000 + b"\xff\xd9"


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a sound table."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, len(out))
    return out + table + end


def stream(body: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(body, 1)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n" % (len(packed), entries) + packed + b"\nendstream"


def pdf_page(content: bytes, box: bytes = b"0 0 300 200", resources: bytes = b"<< >>", *more: bytes) -> bytes:
    """A PDF of one page."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources %s >>" % (box, resources),
        content,
        *more,
    )


def pdf_image_bomb() -> bytes:
    """A page with a picture of 900 million pixels."""
    row = zlib.compress(bytes(1_000_000), 9)
    image = b"<< /Type /XObject /Subtype /Image /Width 30000 /Height 30000 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    image += b" /Filter /FlateDecode /Length %d >>\nstream\n" % len(row) + row + b"\nendstream"
    shown = stream(b"q 300 0 0 200 0 0 cm /I Do Q")
    return pdf_page(shown, b"0 0 300 200", b"<< /XObject << /I 5 0 R >> >>", image)


def pdf_loop() -> bytes:
    """A form that draws itself."""
    form = stream(
        b"/F Do /F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>"
    )
    return pdf_page(stream(b"/F Do"), b"0 0 300 200", b"<< /XObject << /F 5 0 R >> >>", form)


def pdf_locked() -> bytes:
    """A PDF that asks for a password."""
    return pdf_page(stream(b"")).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (" + b"x" * 32 + b") /U (" + b"y" * 32 + b") >> "
        b"/ID [<00> <00>]",
    )


def animated(form: str, frames: int = 40) -> Maker:
    """Many frames, of which the first is the picture."""

    def make() -> bytes:
        pictures = [plain(160, 120).point(lambda level, add=index: (level + add) % 256) for index in range(frames)]
        return encoded(pictures[0], form, save_all=True, append_images=pictures[1:])

    return make


def sound_jpeg() -> bytes:
    return encoded(plain(), "JPEG")


BAD_FILES: dict[str, Maker] = {
    "empty": lambda: b"",
    "one byte": lambda: b"\xff",
    "zeros": lambda: bytes(5000),
    "noise": lambda: np.random.default_rng(1).bytes(5000),
    "text": "姓名 张三 身份证".encode,
    "HTML": lambda: HTML,
    "SVG": lambda: SVG,
    "JSON": lambda: b'{"kind": "id_front"}',
    "a zip": lambda: b"PK\x03\x04" + bytes(200),
    "a program": lambda: b"\x7fELF" + bytes(200),
    "a BMP": lambda: encoded(plain(), "BMP"),
    "a TIFF": lambda: encoded(plain(), "TIFF"),
    "an icon": lambda: encoded(plain(64, 64), "ICO"),
    "EPS": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n",
    "a byte order mark before a JPEG": lambda: b"\xef\xbb\xbf" + sound_jpeg(),
    "base64 of a JPEG": lambda: b"data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQABAAD",
    **{f"{form} cut at {share:.0%}": cut(form, share)
       for form in ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "PDF") for share in (0.1, 0.6)},
    "JPEG without its last bytes": cut("JPEG", 0.99),
    "PNG without its last bytes": cut("PNG", 0.99),
    **{f"{form} rotten {seed}": rotten(form, seed)
       for form in ("JPEG", "PNG", "WEBP", "GIF", "HEIF") for seed in (1, 2)},
    "PDF rotten": rotten("PDF", 5, 400),
    "only a JPEG's mark": lambda: b"\xff\xd8\xff\xe0",
    "only a PNG's mark": lambda: b"\x89PNG\r\n\x1a\n",
    "only a GIF's mark": lambda: b"GIF89a",
    "only a WebP's mark": lambda: b"RIFF\x00\x00\x00\x00WEBP",
    "only a HEIC's mark": lambda: b"\x00\x00\x00\x18ftypheic" + bytes(12),
    "only a PDF's mark": lambda: b"%PDF-1.7",
    "PNG with no pixels": lambda: png(100, 100),
    "PNG with a false checksum": lambda: flat_png(64, 64)[:-5] + b"\x00" * 5,
    "PNG with a bomb in its profile": lambda: png(
        64, 64, chunk(b"iCCP", b"p\x00\x00" + zlib.compress(bytes(BOMB), 1))
    ),
    "PNG with a bomb in its text": lambda: png(
        64, 64, chunk(b"zTXt", b"t\x00\x00" + zlib.compress(bytes(BOMB), 1))
    ),
    "PNG whose rows never end": lambda: png(64, 64, chunk(b"IDAT", zlib.compress(bytes(BOMB), 1))),
    "PNG of 900 megapixels": lambda: png(BIG, BIG, chunk(b"IDAT", zlib.compress(bytes(1000)))),
    "PNG of the largest numbers": lambda: png(2**31 - 1, 2**31 - 1),
    "PNG of no width": lambda: png(0, 100),
    "JPEG of 900 megapixels": lambda: jpeg_of_size(BIG, BIG),
    "JPEG that claims more than it holds": lambda: jpeg_of_size(5000, 5000),
    "JPEG of no height": lambda: jpeg_of_size(64, 0),
    "JPEG of a thousand scans": jpeg_of_many_scans,
    "GIF of 900 megapixels": lambda: gif_head(BIG, BIG),
    "WebP of 260 megapixels": lambda: webp_head(16_383, 16_383),
    "WebP of the largest canvas": lambda: webp_head(2**24, 2**24),
    "HEIC of another brand": lambda: encoded(plain(), "HEIF").replace(b"heic", b"xxxx"),
    "a flat bomb of 49 megapixels": lambda: flat_png(7000, 7000),
    "a flat bomb with cover": lambda: flat_png(6000, 6000, 6, 4),
    "a thread": lambda: encoded(plain(20_000, 40), "PNG"),
    "a dot": lambda: encoded(plain(1, 1), "PNG"),
    "a stamp": lambda: encoded(plain(24, 24), "JPEG"),
    "EXIF that is noise": with_exif(np.random.default_rng(2).bytes(3000)),
    "EXIF that points at itself": with_exif(tiff(0x8769, 4, 8)),
    "EXIF of an unknown turn": with_exif(tiff(0x0112, 3, 99)),
    "JPEG and HTML": lambda: sound_jpeg() + HTML,
    "JPEG and zip": lambda: sound_jpeg() + b"PK\x05\x06" + bytes(18),
    "GIF and script": lambda: b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)",
    "JPEG with a PDF in its comment": lambda: sound_jpeg()[:2] + b"\xff\xfe\x00\x0e%PDF-1.7\n%%\x00" + sound_jpeg()[2:],
    "PDF behind other words": lambda: b"MZ" + bytes(60) + pdf_page(stream(b"")),
    "PDF without pages": lambda: pdf(b"<< /Type /Catalog >>"),
    "PDF with a lock": pdf_locked,
    "PDF that runs a script": lambda: pdf_page(stream(b"")).replace(
        b"/Type /Catalog", b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >> /Type /Catalog"
    ),
    "PDF of a page as wide as a field": lambda: pdf_page(stream(b""), b"0 0 14400 14400"),
    "PDF of a page without size": lambda: pdf_page(stream(b""), b"0 0 0 0"),
    "PDF of a page like a thread": lambda: pdf_page(stream(b""), b"0 0 14400 2"),
    "PDF with a picture bomb": pdf_image_bomb,
    "PDF with a contents bomb": lambda: pdf_page(stream(b"q Q " * 5_000_000)),
    "PDF that draws itself": pdf_loop,
    "PDF of very many pages": lambda: encoded(plain(), "PDF", save_all=True, append_images=[plain(40, 40)] * 200),
    "a GIF of many frames": animated("GIF"),
    "a WebP of many frames": animated("WEBP", 8),
    "a PNG of many frames": animated("PNG", 8),
}  # fmt: skip
