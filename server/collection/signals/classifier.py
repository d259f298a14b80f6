"""The classifier: a learnt vector for each sign and pair of signs, their weighted sum, and a softmax over intents.

Its numbers are learnt from invented utterances by `jiedai bench signals --only train` and lie in `classifier.npz`; it
knows no language beyond them. It tells shares of belief; who is unsure abstains (`reading`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from server.collection.signals.plain import plain
from server.collection.signals.rules import Intent

MODEL: Final = Path(__file__).with_name("classifier.npz")
LENGTHS: Final = (1, 2)
BYTE: Final = 127
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Classifier:
    """Numbers that are learnt.

    `places`: feature to row; `idf` a weight a feature; `vectors` features x intents; `lexicon_weight` and
    `threshold` say how belief is joined with the lexicon and from where on it is told.
    """

    places: Mapping[str, int]
    idf: Numbers
    vectors: Numbers
    bias: Numbers
    intents: tuple[Intent, ...]
    lexicon_weight: float
    threshold: float

    @staticmethod
    def is_edge(name: str) -> bool:
        """Whether a feature tells only where a text begins or ends."""
        return not name.strip("^$")

    def beliefs(self, text: str) -> dict[Intent, float]:
        """A share for each intent; together 1. A text of which nothing is known leaves all alike."""
        counts = features_of(text)
        known = [(self.places[name], count) for name, count in counts.items() if name in self.places]
        if all(self.is_edge(name) for name in counts if name in self.places):
            return dict.fromkeys(self.intents, 1 / len(self.intents))
        rows = np.array([row for row, _ in known])
        told = (1 + np.log(np.array([count for _, count in known], dtype=np.float64))) * self.idf[rows]
        place = told @ self.vectors[rows] / np.linalg.norm(told)
        return dict(zip(self.intents, softmax(place + self.bias).tolist(), strict=True))


def features_of(text: str) -> Counter[str]:
    """Signs and pairs of signs of the plain text, digits alike, with their counts; `^` and `$` are its ends."""
    said = "^" + "".join("0" if sign.isdigit() else sign for sign in plain(text).text) + "$"
    return Counter(said[at : at + length] for length in LENGTHS for at in range(len(said) - length + 1))


def softmax(values: Numbers) -> Numbers:
    """Shares that grow with the values."""
    grown: Numbers = np.exp(values - values.max())
    shares: Numbers = grown / grown.sum()
    return shares


def save(model: Classifier, path: Path = MODEL) -> None:
    """Write a model: vectors as bytes with a scale an intent, names as text, nothing that runs."""
    scale = np.abs(model.vectors).max(axis=0) / BYTE
    np.savez_compressed(
        path,
        features=np.array("\n".join(model.places)),
        idf=model.idf.astype(np.float32),
        vectors=np.round(model.vectors / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=model.bias.astype(np.float32),
        intents=np.array("\n".join(model.intents)),
        said=np.array([model.lexicon_weight, model.threshold]),
    )


def load(path: Path = MODEL) -> Classifier:
    """Read a model."""
    with np.load(path, allow_pickle=False) as told:
        names: Sequence[str] = str(told["features"]).split("\n")
        return Classifier(
            places={name: row for row, name in enumerate(names)},
            idf=_wide(told["idf"]),
            vectors=_wide(told["vectors"]) * _wide(told["scale"]),
            bias=_wide(told["bias"]),
            intents=tuple(Intent(name) for name in str(told["intents"]).split("\n")),
            lexicon_weight=float(told["said"][0]),
            threshold=float(told["said"][1]),
        )


@cache
def house_classifier() -> Classifier:
    """The model of the house, read once."""
    return load()


def _wide(values: Any) -> Numbers:
    return np.asarray(values, dtype=np.float64)
