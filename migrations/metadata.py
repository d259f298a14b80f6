"""The metadata of every table of ours: imports each subject's models."""

import importlib
import pkgutil

import server
from server.kit import data_keys, idempotency
from server.kit.database import Base

assert idempotency.IdempotencyKey.__table__ is not None
assert data_keys.CustomerKey.__table__ is not None


def _models() -> list[str]:
    """Of each subject, and of its folders."""
    found = [module.name for module in pkgutil.walk_packages(server.__path__, f"{server.__name__}.")]
    return [name for name in found if name.endswith(".models")]


for module in _models():
    importlib.import_module(module)

metadata = Base.metadata
