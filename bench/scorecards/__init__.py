"""Scorecards on public data sets: ours beside a plain logistic regression on raw columns, over the same folds."""
