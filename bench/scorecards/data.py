"""The data sets, read out of the wheels that carry them; nothing of those packages is imported.

German credit (UCI Statlog, H. Hofmann, CC BY 4.0), in `autoscore`: 1,000 rows, 30.0 % bad, recoded; its column of sex
and marital status and that of foreign workers are left out, as the law wants, and the invented dates too. Small loans
(`bbbrisk`, provenance unstated): 20,000 rows, 6.9 % bad, without marital status. Neither is of Chinese borrowers:
the figures say that the method works, not that these scorecards would here.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from server.decision.scorecards.sample import Reading, Sample, read_file


@dataclass(frozen=True)
class DataSet:
    """Where a data set stands, and what its scorecard has to reach."""

    package: str
    path: str
    reading: Reading
    auc: float
    ks: float | None


DATA: Final[dict[str, DataSet]] = {
    "german": DataSet(
        "autoscore",
        "data/dataset.csv",
        Reading("target", "1", frozenset({"personal", "foreign_worker", "create_time"})),
        auc=0.76,
        ks=None,
    ),
    "bloan": DataSet(
        "bbbrisk", "datasets/bloan.csv", Reading("is_bad", "1", frozenset({"marital"})), auc=0.85, ks=0.55
    ),
}


def read(name: str) -> Sample:
    """A data set. Raises ModuleNotFoundError naming the package that is missing."""
    wanted = DATA[name]
    found = find_spec(wanted.package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"{wanted.package} is not installed: it carries the data set {name}")
    return read_file(Path(found.submodule_search_locations[0]) / wanted.path, wanted.reading)
