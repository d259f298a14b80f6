"""The model card and the file that a scorecard travels in."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

from server.decision.scorecards.canonical import digest
from server.decision.scorecards.measures import SHARE_FLOOR, power
from server.decision.scorecards.sample import Sample
from server.decision.scorecards.table import Table, TableUnsound, read_table, written
from server.decision.scorecards.training import Model, Options
from server.decision.scorecards.validating import Validation

FORMAT: Final = "jiedai-scorecard/1"
IV_SUSPECT: Final = 0.5
DEFAULTS_MIN: Final = 100
PSI_REBUILD: Final = 0.25
BANDS: Final = 10

LIMITS: Final[tuple[tuple[str, str], ...]] = (
    (
        "样本只含已发放的贷款，未含被拒申请（未做拒绝推断），对未见过的客群不适用",
        "Learnt from loans that were made: refused applications are not in it (no reject inference)",
    ),
    (
        "评分只作参考事实，最终由规则与人工决定；借款人有权要求说明和人工复核（个人信息保护法第24条）",
        "The score is one fact among others: rules and people decide, the borrower may ask for a human (PIPL art. 24)",
    ),
    (
        "不使用性别、民族、宗教、疾病、籍贯、婚姻、生物识别信息（征信业管理条例第14条，个人信息保护法第24、28条）",
        "Sex, nation, religion, disease, birthplace, marital status and biometric data are refused (see the law above)",
    ),
    (
        f"群体稳定性指标（PSI）超过{PSI_REBUILD}时须重建",
        f"To be rebuilt once the population stability index passes {PSI_REBUILD}",
    ),
)


@dataclass(frozen=True)
class Learnt:
    """All that training gives: the sample, the model, its table, how it was judged."""

    sample: Sample
    model: Model
    table: Table
    options: Options
    validation: Validation
    later: Mapping[str, Any] | None = None
    window: Mapping[str, str] | None = None
    dropped: tuple[str, ...] = ()


def file_of(learnt: Learnt) -> dict[str, Any]:
    """Table and card as plain JSON, with the digest of the table."""
    table = written(learnt.table)
    return {"format": FORMAT, "digest": digest(table), "table": table, "card": card_of(learnt)}


def read_file(told: Any) -> tuple[Table, dict[str, Any]]:
    """Table and card out of a file's JSON. Raises TableUnsound, of a changed digest too."""
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise TableUnsound(f"no {FORMAT}")
    table, card = read_table(told.get("table")), told.get("card")
    if not isinstance(card, dict):
        raise TableUnsound("the model card is missing")
    if told.get("digest") != digest(written(table)):
        raise TableUnsound("the table is not the one that was trained: its digest differs")
    return table, card


def card_of(learnt: Learnt) -> dict[str, Any]:
    """What was learnt from what, how well, and where it ends."""
    sample, options = learnt.sample, learnt.options
    share = f"{options.share_min:.0%}"
    dates = sorted(sample.dates) if sample.dates else None
    risk = learnt.model.log_odds(sample)
    return {
        "code": options.code,
        "data": {
            "source": sample.source,
            "rows": len(sample),
            "defaults": sample.defaults,
            "bad_rate": round(sample.defaults / len(sample), 5),
            "period": [str(dates[0]), str(dates[-1])] if dates else None,
            "window": dict(learnt.window) if learnt.window else None,
            "dropped": list(learnt.dropped),
        },
        "method": {
            "bins": f"tree, at most {options.bins_max}, each at least {share} of the rows, laid inside folds",
            "regression": "logistic on weights of evidence, L2 with C = 10, coefficients above zero",
            "scale": {"base": options.base_score, "odds": options.base_odds, "pdo": options.double_points},
            "monotone": dict(options.directions),
            "seed": options.seed,
            "scikit_learn": version("scikit-learn"),
        },
        "figures": {
            "held_out": learnt.validation.told,
            "on_training_rows": {"auc": round(power(sample.bad, risk).auc, 4)},
            "later": dict(learnt.later) if learnt.later else None,
        },
        "features": _features(learnt),
        "spread": _spread(learnt),
        "limits": [{"zh": zh, "en": en} for zh, en in LIMITS],
    }


def _features(learnt: Learnt) -> list[dict[str, Any]]:
    ivs = {name: binning.iv for name, binning in learnt.model.binnings.items()}
    return [
        {
            "name": each.name,
            "zh": each.zh,
            "en": each.en,
            "iv": round(ivs[each.name], 4),
            "suspect": ivs[each.name] > IV_SUSPECT,
        }
        for each in learnt.table.features
    ]


def _spread(learnt: Learnt) -> dict[str, list[float]]:
    """Edges of ten equal bands of the training scores and the share in each: what later populations are held to."""
    import numpy as np

    scores = scores_of(learnt.table, learnt.sample)
    edges = np.unique(np.quantile(scores, np.linspace(0, 1, BANDS + 1)[1:-1]))
    counts = np.bincount(np.searchsorted(edges, scores, side="right"), minlength=len(edges) + 1)
    return {
        "edges": [float(each) for each in edges],
        "shares": [round(float(each), 6) for each in counts / len(scores)],
    }


def scores_of(table: Table, sample: Sample) -> Any:
    """The score of every row by the table of points."""
    import numpy as np

    return np.array([table.score(sample.row(at)).score for at in range(len(sample))], dtype=float)


def judged_on(table: Table, card: Mapping[str, Any], sample: Sample) -> dict[str, Any]:
    """A scorecard on other rows: discrimination, and how far their scores have moved from those it was learnt on."""
    import numpy as np

    from server.decision.scorecards.measures import brier, reliability

    scores = scores_of(table, sample)
    found = power(sample.bad, -scores)
    probability = np.array([table.probability(each) for each in scores])
    spread = card["spread"]
    counts = np.bincount(np.searchsorted(spread["edges"], scores, side="right"), minlength=len(spread["shares"]))
    before = np.maximum(np.array(spread["shares"]), SHARE_FLOOR)
    after = np.maximum(counts / len(scores), SHARE_FLOOR)
    return {
        "source": sample.source,
        "rows": len(sample),
        "defaults": sample.defaults,
        "auc": round(found.auc, 4),
        "gini": round(found.gini, 4),
        "ks": round(found.ks, 4),
        "psi": round(float(np.sum((after - before) * np.log(after / before))), 4),
        "brier": round(brier(sample.bad, probability), 5),
        "reliability": reliability(sample.bad, probability),
    }
