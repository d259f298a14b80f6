"""The browser that the tests drive, and what else they look with: found, or installed where that is allowed."""

import ctypes.util
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from server.commands.console import say

VARIABLE = "JIEDAI_CHROMIUM"
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """Return the program that JIEDAI_CHROMIUM names, or the first Chromium on PATH."""
    asked = os.environ.get(VARIABLE)
    return asked or next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def prepare_browser(*, install: bool) -> bool:
    """Put the browser's path into JIEDAI_CHROMIUM; False only where a missing browser is a failure (CI).

    With `install`, root on Debian gets what is missing: Chromium, a font with Chinese, the library that OCR links to,
    and `pdfsig`, the second eye on signed papers.
    """
    if install and os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get"):
        _install(_missing_packages())
    browser = find_browser()
    if browser:
        os.environ[VARIABLE] = browser
        return True
    say(f"browser tests are skipped: no Chromium on PATH and {VARIABLE} is not set")
    return os.environ.get("CI") != "true"


def _missing_packages() -> list[str]:
    """Debian packages to install, by what this machine lacks."""
    wanted: dict[str, Callable[[], bool]] = {
        "chromium": lambda: find_browser() is not None,
        "fonts-noto-cjk": _writes_chinese,
        "poppler-utils": lambda: shutil.which("pdfsig") is not None,
        "libgl1": lambda: ctypes.util.find_library("GL") is not None,
    }
    return [package for package, is_there in wanted.items() if not is_there()]


def _writes_chinese() -> bool:
    """Whether some installed font has Chinese; without one, screenshots show boxes."""
    lister = shutil.which("fc-list")
    if not lister:
        return False
    answer = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True, check=False)  # noqa: S603  # fixed words
    return bool(answer.stdout.strip())


def _install(packages: list[str]) -> None:
    """Install Debian packages; what fails shows later as a browser that is missing."""
    if not packages:
        return
    say(f"installing Debian packages: {' '.join(packages)}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
        command = ["apt-get", *words]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # fixed words
        if result.returncode != 0:
            say(f"apt-get {words[0]} failed: {(result.stderr.strip().splitlines() or ['no message'])[-1]}")
            return
