"""The bench of refusals counts what became of the files thrown."""

from bench.ocr.refusals import Thrown, figures


def test_the_figures_name_the_slowest_refusal_the_most_memory_and_what_fell_over() -> None:
    found = [
        Thrown("cut", "picture.broken", 0.3, 12),
        Thrown("bomb", "picture.too_many_pixels", 2.4, 40),
        Thrown("odd", None, 9.0, 310),
        Thrown("worst", "crash MemoryError", 0.1, 5),
    ]
    told = {figure.name: (figure.value, figure.met) for figure in figures(found, ["left.tmp"])}
    assert told == {
        "kinds of bad file": (4, False),
        "fallen over": (1, False),
        "slowest refusal": (2.4, False),
        "memory above idle": (310, False),
        "left in the temporary folder": (1, False),
        "read as sound pictures": (1, None),
    }
