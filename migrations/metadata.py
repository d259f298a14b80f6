"""The metadata of every table of ours: imports each subject's models."""

import importlib.util
import pkgutil

import server
from server.kit import data_keys, idempotency
from server.kit.database import Base

assert idempotency.IdempotencyKey.__table__ is not None
assert data_keys.CustomerKey.__table__ is not None


def _subjects_with_models() -> list[str]:
    subjects = [module.name for module in pkgutil.iter_modules(server.__path__) if module.ispkg]
    return [f"server.{name}.models" for name in subjects if importlib.util.find_spec(f"server.{name}.models")]


for module in _subjects_with_models():
    importlib.import_module(module)

metadata = Base.metadata
