"""The scorecard of the demonstration: learnt from the public small loans on what applications here know as well.

    python -m bench.scorecards.demonstration    writes server/seeds/scorecard.json anew

Age, debt ratio and income of the data set become the facts of the same names; incomes in fen. Where no income is told
its debt column holds an amount instead of a ratio, so both are missing there. Its borrowers are not this lender's, and
not Chinese: the model card says so, and the demonstration shows how a scorecard is carried, not how good it is here.
"""

import csv
import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from bench.scorecards.data import DATA
from server.decision.scorecards.card import Learnt, file_of
from server.decision.scorecards.sample import Reading, Sample, sample_of
from server.decision.scorecards.training import Options, fit, table_of
from server.decision.scorecards.validating import cross_validate

TARGET: Final = Path(__file__).parents[2] / "server" / "seeds" / "scorecard.json"
FOLDS: Final = 5
SOURCE: Final = "bbbrisk 1.0.2 bloan.csv (MIT) 公开数据，来源未说明，并非中国借款人 public, not Chinese borrowers"
OPTIONS: Final = Options(
    code="demonstration",
    labels={
        "age_years": ("年龄（周岁）", "age in full years"),
        "debt_ratio": ("负债收入比", "debt ratio"),
        "income_monthly_fen": ("月收入（分）", "monthly income in fen"),
    },
    iv_min=0.0,
)


def sample() -> Sample:
    """The rows with the names that facts have here. Raises ModuleNotFoundError naming the package that is missing."""
    wanted = DATA["bloan"]
    found = find_spec(wanted.package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"{wanted.package} is not installed: it carries the data set")
    path = Path(found.submodule_search_locations[0]) / wanted.path
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [_facts(row) for row in csv.DictReader(stream)]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return sample_of(columns, Reading("bad"), source=SOURCE)


def learnt() -> Learnt:
    """Everything that the file is made of."""
    known = sample()
    model = fit(known, OPTIONS)
    table = table_of(model, OPTIONS)
    validation = cross_validate(known, OPTIONS, folds=FOLDS)
    return Learnt(known, model, table, OPTIONS, validation)


def _facts(row: dict[str, str]) -> dict[str, Any]:
    income = float(row["income"]) if row["income"] else 0.0
    known = income > 0
    return {
        "age_years": int(row["age"]),
        "debt_ratio": float(row["debrate"]) if known else None,
        "income_monthly_fen": round(income * 100) if known else None,
        "bad": int(row["is_bad"]),
    }


if __name__ == "__main__":
    TARGET.write_text(json.dumps(file_of(learnt()), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET}\n")
