"""Typefaces of the invented papers: those of Python packages always, Debian's when they can be fetched.

A face is drawn by lot from the whole list; one that is not on this machine is replaced by the packaged face of the same
use, so that a case keeps its truth and its layout everywhere.
"""

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

SYSTEM = Path("/usr/share/fonts")
FOLDER_VARIABLE = "JIEDAI_BENCH_FONTS"
DEBIAN = (
    "fonts-arphic-gbsn00lp",
    "fonts-arphic-gkai00mp",
    "fonts-lxgw-wenkai",
    "fonts-wqy-zenhei",
    "fonts-noto-cjk",
    "fonts-ocr-b",
    "fonts-sil-nuosusil",
    "fonts-tibetan-machine",
    "fonts-dejavu-core",
)


@dataclass(frozen=True)
class Face:
    """A typeface's file; `package` carries it, `narrow` means that it has the characters of GB 2312 only."""

    file: str
    package: str | None = None
    index: int = 0
    narrow: bool = False


SANS = Face("NotoSansSC-Regular.otf", "pylopdf_fonts_zh_cn")
SERIF = Face("NotoSerifSC-Regular.otf", "pylopdf_fonts_zh_cn")
MICRO = Face("wqy-microhei.ttc", "paperang_p2_fonts_cjk")
ZEN = Face("wqy-zenhei.ttc")
SONG = Face("gbsn00lp.ttf", narrow=True)
KAI = Face("gkai00mp.ttf", narrow=True)
WENKAI, WENKAI_BOLD = Face("LXGWWenKai-Regular.ttf"), Face("LXGWWenKai-Bold.ttf")
SANS_BOLD, SERIF_BOLD = Face("NotoSansCJK-Bold.ttc", index=2), Face("NotoSerifCJK-Bold.ttc", index=2)
FACES: dict[str, tuple[Face, ...]] = {
    "hei": (SANS, MICRO, ZEN, SANS, SANS_BOLD),
    "card": (SANS, MICRO, ZEN, MICRO),
    "song": (SERIF, SONG, SERIF, SERIF_BOLD),
    "kai": (KAI, WENKAI, WENKAI_BOLD),
    "print": (SERIF, SONG, SANS, ZEN, KAI, WENKAI, MICRO, SERIF),
    "digits": (Face("OCRB.otf"), SANS, MICRO, Face("OCRB.otf")),
    "korean": (Face("NotoSansCJK-Regular.ttc", "noto_cjk_sans_otc", index=1),),
    "yi": (Face("NuosuSIL-Regular.ttf"),),
    "tibetan": (Face("TibetanMachineUni.ttf"),),
    "arabic": (Face("DejaVuSans.ttf"),),
}
STAND_IN = {"song": SERIF, "kai": SERIF, "print": SERIF}


@lru_cache(maxsize=1)
def files() -> dict[str, Path]:
    """File name -> path, of every typeface on this machine that a face may use."""
    wanted = {face.file for faces in FACES.values() for face in faces}
    folders = [
        Path(found.origin).parent for face in (SANS, MICRO, *FACES["korean"]) if (found := _spec(face)) and found.origin
    ]
    extra = [Path(folder) for folder in os.environ.get(FOLDER_VARIABLE, "").split(os.pathsep) if folder]
    return {
        path.name: path for folder in (SYSTEM, *extra, *folders) for path in folder.rglob("*") if path.name in wanted
    }


def _spec(face: Face) -> ModuleSpec | None:
    return find_spec(face.package) if face.package else None


def present(use: str) -> bool:
    """Whether a face made for this use is here."""
    return any(face.file in files() for face in FACES[use])


def pick(dice: random.Random, use: str) -> Face:
    """A face for the use; one roll of the dice whatever is installed."""
    face = dice.choice(FACES[use])
    return face if face.file in files() else STAND_IN.get(use, SANS)


@lru_cache(maxsize=512)
def sized(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels."""
    return ImageFont.truetype(files()[face.file], size, index=face.index)


@lru_cache(maxsize=8192)
def holds(face: Face, character: str) -> bool:
    """Whether the face draws the character; those of GB 2312 lack the rarer ones."""
    if not face.narrow:
        return True
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def fetch(folder: Path, say: Callable[[str], None]) -> None:
    """Unpack Debian's typefaces below `folder`, once; where that cannot be, the packaged ones stand in."""
    target = folder / "fonts"
    os.environ[FOLDER_VARIABLE] = str(target)
    missing = {face.file for faces in FACES.values() for face in faces} - files().keys()
    files.cache_clear()
    if missing - files().keys() and shutil.which("apt-get") and shutil.which("dpkg-deb"):
        target.mkdir(parents=True, exist_ok=True)
        say("fetching typefaces from Debian's packages")
        if os.geteuid() == 0:
            subprocess.run(["apt-get", "update", "-q"], capture_output=True, check=False)
        for package in DEBIAN:
            subprocess.run(["apt-get", "download", package], cwd=target, capture_output=True, check=False)
        for archive in target.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(archive), str(target)], capture_output=True, check=False)
            archive.unlink()
        files.cache_clear()
    absent = sorted({face.file for faces in FACES.values() for face in faces} - files().keys())
    if absent:
        say(f"typefaces that are not here, others stand in: {', '.join(absent)}")
