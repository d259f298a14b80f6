"""Fonts for invented papers: those of packages, and more from the folders in JIEDAI_TEST_FONTS when it is set.

The plain set is enough for the tests; more families (Song, Kai, OCR-B) make the pictures look real.
"""

import os
from functools import lru_cache
from pathlib import Path

from noto_cjk_sans_otc import FONT_PATH
from PIL import ImageFont

SIMPLIFIED_FACE = 2  # the collection holds JP, KR, SC, TC and HK faces in this order

# file name -> what the family is used for
FAMILIES = {
    "NotoSansSC-Regular.otf": "hei",
    "NotoSansCJKtc-Medium.otf": "hei",
    "wqy-microhei.ttc": "hei",
    "wqy-zenhei.ttc": "hei",
    "NotoSerifSC-Regular.otf": "song",
    "gbsn00lp.ttf": "song",
    "gkai00mp.ttf": "kai",
    "LXGWWenKai-Regular.ttf": "kai",
    "OCRB.otf": "digits",
}


@lru_cache(maxsize=1)
def found() -> dict[str, tuple[str, ...]]:
    """Use -> font files; every use has at least the packaged one."""
    files: dict[str, list[str]] = {"hei": [str(FONT_PATH)], "song": [], "kai": [], "digits": []}
    for folder in filter(None, os.environ.get("JIEDAI_TEST_FONTS", "").split(os.pathsep)):
        for path in sorted(Path(folder).rglob("*")):
            if use := FAMILIES.get(path.name):
                files[use].append(str(path))
    return {use: tuple(paths or files["hei"]) for use, paths in files.items()}


@lru_cache(maxsize=256)
def font(path: str, size: int) -> ImageFont.FreeTypeFont:
    """The font at a size in pixels."""
    index = SIMPLIFIED_FACE if path.endswith("NotoSansCJK-Regular.ttc") else 0
    return ImageFont.truetype(path, size, index=index)
