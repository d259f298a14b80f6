"""Templates of papers, purely: which values a text may say, whether one is sound, and the text with its values in.

A template's texts are plain sentences with `{names}`. What is filled in is data: braces in a name stay braces.
"""

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Final

from server.contracts.errors import FieldMissing, TemplateUnsound
from server.contracts.models import TemplateKind

TEXTS_MAX: Final = 60
TEXT_LENGTH_MAX: Final = 2_000
READING_SECONDS_MAX: Final = 600

PARTIES: Final = frozenset({"number", "lender", "borrower", "account"})
WISH: Final = frozenset({"amount", "amount_words", "term_months", "purpose", "method"})
COSTS: Final = frozenset({"rate_annual", "apr", "penalty", "total"})
NAMES: Final[Mapping[TemplateKind, frozenset[str]]] = {
    TemplateKind.LOAN_CONTRACT: PARTIES | WISH | COSTS | {"borrower_number", "phone", "day_count"},
    TemplateKind.COST_DISCLOSURE: PARTIES | WISH | COSTS,
    TemplateKind.SECURITY_TERMS: PARTIES | WISH | COSTS,
}
"""What the texts of each kind may say. Every name is also required of its paper: an empty one refuses the paper."""


def names_in(text: str) -> set[str]:
    """The names that a text says. Raises TemplateUnsound for braces that name nothing, or say how to format."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise TemplateUnsound(field="texts", reason=str(error)) from error
    for _, name, form, conversion in parts:
        if name is not None and (not name.isidentifier() or form or conversion):
            raise TemplateUnsound(field="texts", reason=f"{{{name}}}")
    return {name for _, name, _, _ in parts if name is not None}


def check_template(kind: TemplateKind, title: str, texts: Sequence[str], reading_seconds: int) -> None:
    """Raises TemplateUnsound, naming the field, and in its reason the name that no paper of this kind knows."""
    if not 0 < len(title.strip()) <= TEXT_LENGTH_MAX:
        raise TemplateUnsound(field="title", reason="title")
    if not 0 < len(texts) <= TEXTS_MAX or not all(0 < len(text.strip()) <= TEXT_LENGTH_MAX for text in texts):
        raise TemplateUnsound(field="texts", reason="texts")
    for text in texts:
        if unknown := names_in(text) - NAMES[kind]:
            raise TemplateUnsound(field="texts", reason=f"{{{min(unknown)}}}")
    if not 0 <= reading_seconds <= READING_SECONDS_MAX:
        raise TemplateUnsound(field="readingSeconds", reason="readingSeconds")


def filled(kind: TemplateKind, texts: Sequence[str], values: Mapping[str, str]) -> list[str]:
    """The texts with their values in. Raises FieldMissing naming the first value that is not there."""
    wanted = NAMES[kind].union(*map(names_in, texts))
    for name in sorted(wanted):
        if not values.get(name, "").strip():
            raise FieldMissing(field=name, name=name)
    return [text.format_map(values) for text in texts]
