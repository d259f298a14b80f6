"""All passes, then the names of what is left."""

from collections.abc import Sequence
from datetime import date

from server.reconciliation.matching import passes
from server.reconciliation.matching.leftovers import Leftovers
from server.reconciliation.matching.table import Table
from server.reconciliation.matching.values import Before, Item, Line, Result

PASSES = (
    passes.cancel_out,
    passes.by_number,
    passes.several_lines,
    passes.by_loan,
    passes.by_payer,
    passes.payer_together,
)


def match(
    lines: Sequence[Line],
    items: Sequence[Item],
    *,
    covered_until: date | None,
    before: Before | None = None,
    known_orders: frozenset[str] = frozenset(),
) -> Result:
    """Match open lines with open items and name the breaks.

    `covered_until` is the last day of the statements: an item is missing in the bank when they have gone some days
    beyond it. `before` is what was matched earlier, as far back as a duplicate may lie.
    """
    table = Table(lines, items, before or Before())
    for each in PASSES:
        each(table)
    return Result(table.groups, Leftovers(table, known_orders).breaks(covered_until))
