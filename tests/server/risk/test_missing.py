"""Each of the three hundred indicators is measured, or it is said which data is missing; none is both."""

from types import SimpleNamespace

import pytest

from server.risk import lacking
from server.risk.catalogue import catalogue
from server.risk.lacking import Missing, missing
from server.risk.registry import RegistryUnsoundError, registry


def test_every_indicator_is_measured_or_what_it_lacks_is_told() -> None:
    assert set(registry()) | set(missing()) == set(catalogue())
    assert set(registry()) & set(missing()) == set()
    assert len(registry()) >= 240
    assert [row.code for row in missing().values() if not row.zh.strip() or not row.en.strip()] == []


@pytest.mark.parametrize("codes", [("RB-02",), ("XX-99",), ("RB-99", "RB-99")], ids=["measured", "unknown", "twice"])
def test_what_is_measured_unknown_or_told_twice_is_refused(
    monkeypatch: pytest.MonkeyPatch, codes: tuple[str, ...]
) -> None:
    rows = SimpleNamespace(MISSING=tuple(Missing(code, "数据", "data") for code in codes))
    monkeypatch.setattr(lacking, "import_module", lambda _: rows)
    with pytest.raises(RegistryUnsoundError):
        missing.__wrapped__()
