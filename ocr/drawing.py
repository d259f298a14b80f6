"""The child of `ocr.paging`: a PDF on standard input, page sizes and pixels on standard output.

It runs as a file of its own, imports nothing of ours, and exits with code 1 when there is no page to show.
"""

import json
import signal
import struct
import sys
from pathlib import Path
from typing import Any

PAGES_READ = 3
LONG_SIDE = 2600  # pixels: a sheet of A4 at 220 dpi
FINEST_SCALE = 600 / 72  # of a page as small as a card
IMAGE_PIXELS = 60_000_000  # of one picture inside a page
MEMORY_BYTES = 200_000_000  # of addresses beyond those it begins with
PROCESSOR_SECONDS = 2
DRAWING_SECONDS = 1.5  # of the processor, from when the library is loaded
SIDE_MINIMUM = 1.0


def restrain() -> None:
    """No more memory and time than a few sheets need. Systems other than Linux go without."""
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    signal.setitimer(signal.ITIMER_PROF, DRAWING_SECONDS)  # whose signal ends the process in the middle of the parser
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def scale_of(width: float, height: float) -> float:
    """Pixels per point."""
    if min(width, height) < SIDE_MINIMUM:
        raise ValueError("no page")
    return min(LONG_SIDE / max(width, height), FINEST_SCALE)


def sizes(document: Any, count: int) -> list[tuple[int, int, float]]:
    """Width, height and scale of the first pages, taken from the tree of pages without reading their contents."""
    found = []
    for index in range(min(count, len(document))):
        width, height = document.get_page_size(index)
        scale = scale_of(width, height)
        found.append((int(width * scale), int(height * scale), scale))
    return found


def drawn(document: Any, index: int, scale: float) -> tuple[int, int, bytes]:
    """One page as blue-green-red rows without padding."""
    import pypdfium2.raw as pdfium

    page = document[index]
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        width, height = item.get_px_size()
        if width * height > IMAGE_PIXELS:
            raise ValueError("a picture too large")
    bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False)
    rows = memoryview(bitmap.buffer).cast("B")
    wanted, stride = bitmap.width * 3, bitmap.stride
    if bitmap.n_channels != 3:  # noqa: PLR2004 -- pages are drawn on white
        raise ValueError("unlooked-for channels")
    if stride == wanted:
        return bitmap.width, bitmap.height, bytes(rows[: wanted * bitmap.height])
    return (
        bitmap.width,
        bitmap.height,
        b"".join(bytes(rows[row * stride : row * stride + wanted]) for row in range(bitmap.height)),
    )


def main(what: str) -> int:
    """Answer `size` or `draw`."""
    data = sys.stdin.buffer.read()
    import pypdfium2

    restrain()
    try:
        document = pypdfium2.PdfDocument(data)
        found = sizes(document, 1 if what == "size" else PAGES_READ)
        shown = [] if what == "size" else [drawn(document, index, item[2]) for index, item in enumerate(found)]
    except (pypdfium2.PdfiumError, ValueError, MemoryError, OSError):
        return 1
    if not found:
        return 1
    stated = [[width, height] for width, height, _ in (found if what == "size" else shown)]
    head = json.dumps({"sizes": stated}).encode()
    out = sys.stdout.buffer
    out.write(struct.pack(">I", len(head)) + head)
    for _, _, body in shown:
        out.write(body)
    out.flush()
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1])
    sys.stdout.flush()
    sys.exit(code)
