"""The app's sources and its build."""

from pathlib import Path

import pytest

from mobile_api.build_hook import ensure_built

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def web() -> Path:
    """The folder of the TypeScript sources."""
    return ROOT / "mobile_api" / "web"


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder of the built app, fresh."""
    return ensure_built(ROOT)
