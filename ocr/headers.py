"""What a file is by its first bytes, and whether its parts are all there: read without decoding a pixel."""

import struct

PDF_MAGIC = b"%PDF-"
PDF_MAGIC_WITHIN = 1024
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
SCANS_LIMIT = 100  # a progressive JPEG has about ten; each of many thousands would decode the whole picture anew
ANIMATION_FLAG = 0x02
WEBP_HEAD = 30


class ShapeBroken(ValueError):
    """The file's own structure says that parts of it are missing, or it is built to keep a decoder busy."""


def format_of(data: bytes) -> str | None:
    """The format that the first bytes name, or None; a picture's own magic goes before a PDF's within it."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(PNG_MAGIC):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and _brands(data) & HEIF_BRANDS:
        return "HEIF"
    return "PDF" if PDF_MAGIC in data[:PDF_MAGIC_WITHIN] else None


def _brands(data: bytes) -> frozenset[bytes]:
    size = min(int.from_bytes(data[:4], "big"), 256)
    return frozenset({data[8:12], *(data[at : at + 4] for at in range(16, size, 4))})


def check_shape(data: bytes, name: str) -> None:
    """Refuse what is known to be cut or made to be slow, before a decoder spends seconds on it.

    Raises:
        ShapeBroken: it is.

    """
    if name == "PNG":
        _check_chunks(data)
    elif name in {"JPEG", "MPO"} and data.count(b"\xff\xda") > SCANS_LIMIT:
        raise ShapeBroken("too many scans")
    elif name == "WEBP" and int.from_bytes(data[4:8], "little") + 8 > len(data) + 1:
        raise ShapeBroken("shorter than it says")


def _check_chunks(data: bytes) -> None:
    """A PNG's chunks follow each other to the end mark."""
    at = len(PNG_MAGIC)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        if data[at + 4 : at + 8] == b"IEND":
            return
        at += 12 + length
    raise ShapeBroken("no end mark")


def webp_size(data: bytes) -> tuple[int, int] | None:
    """Width and height that a WebP's first chunk states, or None when it states none."""
    if len(data) < WEBP_HEAD:
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        packed = int.from_bytes(data[21:25], "little")
        return 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def webp_animated(data: bytes) -> bool:
    """Whether a WebP holds several frames."""
    return data[12:16] == b"VP8X" and bool(data[20] & ANIMATION_FLAG)


def webp_exif(data: bytes) -> bytes:
    """The EXIF chunk of a WebP, empty when it has none."""
    at = 12
    while at + 8 <= len(data):
        (length,) = struct.unpack_from("<I", data, at + 4)
        if data[at : at + 4] == b"EXIF":
            return data[at + 8 : at + 8 + length]
        at += 8 + length + (length & 1)
    return b""
