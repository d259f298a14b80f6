"""Whatever bytes come: a coded refusal or a sound picture, and never more memory than a picture is worth."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bench.ocr.bad_files import BAD_FILES
from ocr import PictureError, inspect
from ocr.pictures import decode
from ocr.pixels import LARGEST_SIDE
from ocr.records import ERRORS

ROOT = Path(__file__).resolve().parents[2]
MEMORY_LIMIT_MB = 300
# bytes that are no good in one way and a sound picture in another: read as a picture, nothing else about them is used
HARMLESS = frozenset({
    "EXIF of an unknown turn", "EXIF that is noise", "EXIF that points at itself", "JPEG and HTML",
    "JPEG and zip",
    "JPEG that claims more than it holds", "PDF of a page without size", "JPEG with a PDF in its comment",
    "PDF behind other words", "PDF of a page as wide as a field",
    "PDF of very many pages", "PDF that runs a script", "PNG whose rows never end",
    "a GIF of many frames", "a PNG of many frames", "a WebP of many frames", "a flat bomb of 49 megapixels",
    "a flat bomb with cover",
})  # fmt: skip
# what a codec makes of random damage differs from release to release
EITHER = frozenset(name for name in BAD_FILES if "rotten" in name) | {
    "PNG with a false checksum",
    "PDF that draws itself",
    "PDF with a contents bomb",
}
LARGE = ("bomb", "never end", "scans", "megapixels", "largest", "many", "field", "itself", "more than")
HEAVY = frozenset(name for name in BAD_FILES if any(word in name for word in LARGE))
MEASURE = """
import json, resource, sys
import cv2, pillow_heif, PIL.Image
from ocr import PictureError
from ocr.pictures import decode
from bench.ocr.bad_files import BAD_FILES

def mb():
    return int(next(row for row in open("/proc/self/status") if row.startswith("VmHWM")).split()[1]) // 1024

found = {}
for name in json.loads(sys.argv[1]):
    data = BAD_FILES[name]()
    with open("/proc/self/clear_refs", "w") as peak:
        peak.write("5")  # the peak begins anew at what is held now
    before = mb()
    try:
        decode(data)
    except PictureError:
        pass
    found[name] = mb() - before
found["the PDF's child"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(json.dumps(found))
"""


def test_there_are_at_least_seventy_six_kinds() -> None:
    assert len(BAD_FILES) >= 76


def outcome(data: bytes) -> tuple[Sequence[np.ndarray], str | None]:
    """The pages, or the code of the refusal: either is right for some of them."""
    try:
        return decode(data), None
    except PictureError as refused:
        return (), refused.code


@pytest.mark.parametrize("name", sorted(BAD_FILES))
def test_a_bad_file_is_refused_with_a_code_or_is_a_sound_picture(name: str) -> None:
    data = BAD_FILES[name]()
    pages, code = outcome(data)
    if code is not None:
        assert code in ERRORS
        assert name not in HARMLESS
        return
    assert name in HARMLESS | EITHER
    assert inspect(data).width > 0
    assert 1 <= len(pages) <= 3
    for page in pages:
        assert page.dtype == np.uint8
        assert page.ndim == 3
        assert page.shape[2] == 3
        assert max(page.shape) <= LARGEST_SIDE


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="peaks of memory are told by Linux's /proc")
def test_no_bad_file_takes_much_memory() -> None:
    names = json.dumps(sorted(HEAVY))
    words = [sys.executable, "-c", MEASURE, names]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, timeout=240, check=True)
    found: dict[str, int] = json.loads(done.stdout)
    assert len(found) == len(HEAVY) + 1
    assert {name: peak for name, peak in found.items() if peak > MEMORY_LIMIT_MB} == {}
