"""The plain way: a logistic regression on raw columns, scaled, gaps filled with the median, a column a category."""

from typing import Any

import numpy as np

from server.decision.scorecards.sample import Numbers, Sample


def risk(learn: Sample, held: Sample) -> Numbers:
    """Log-odds of the held-out rows; scale, medians and categories are learnt from the others."""
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    names = list(learn.columns)
    is_category = [isinstance(learn.columns[name], tuple) for name in names]
    numbers = make_pipeline(SimpleImputer(strategy="median", keep_empty_features=True), StandardScaler())
    split = ColumnTransformer(
        [
            ("numbers", numbers, [at for at, each in enumerate(is_category) if not each]),
            ("categories", OneHotEncoder(handle_unknown="ignore"), [at for at, each in enumerate(is_category) if each]),
        ]
    )
    plain: Any = make_pipeline(split, LogisticRegression(max_iter=5000))
    plain.fit(_frame(learn, names), learn.bad)
    answered: Numbers = plain.decision_function(_frame(held, names))
    return answered


def _frame(sample: Sample, names: list[str]) -> Any:
    frame = np.empty((len(sample), len(names)), dtype=object)
    for at, name in enumerate(names):
        column = sample.columns[name]
        frame[:, at] = ["" if each is None else each for each in column] if isinstance(column, tuple) else column
    return frame
