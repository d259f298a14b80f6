"""Progress over stages of different weight, as one line that only grows."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
WHOLE = 1000


class Stages:
    """Turns the progress of each stage into thousandths of the whole."""

    def __init__(self, progress: Progress, weights: dict[str, int]) -> None:
        self._progress = progress
        self._weights = weights
        self._total = sum(weights.values())

    def of(self, stage: str) -> Callable[[int, int], None]:
        """The progress of one stage: called with what is done of how much."""
        names = list(self._weights)
        before = sum(self._weights[name] for name in names[: names.index(stage)])
        weight = self._weights[stage]

        def tell(done: int, total: int) -> None:
            reached = before * total + weight * done
            self._progress(WHOLE * reached // (self._total * max(1, total)), WHOLE, stage)

        tell(0, 1)
        return tell
