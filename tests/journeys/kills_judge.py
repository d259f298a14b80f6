"""What the bank's books and the API say of every loan that was paid out and repaid while things broke."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from tests.journeys.kills_clients import REPAYMENTS, Life, Tally
from tests.journeys.kills_house import Mortal


def judge(house: Mortal, tally: Tally, lived: Sequence[Life]) -> dict[str, Any]:
    """The figures of a siege."""
    books = house.books()
    paid = Counter(order["amount_fen"] for order in books["orders"] if order["state"] == "SETTLED")
    moved = Counter(entry["order_number"] for entry in books["entries"])
    wanted = Counter(life.contracted.amount_fen for life in lived)
    entered = [Counter(one["amount"] for one in life.seen()["repayments"]) for life in lived]
    acknowledged = [Counter(life.repaid) for life in lived]
    pairs: list[tuple[Counter[Any], Counter[Any]]] = [(paid, wanted), *zip(entered, acknowledged, strict=True)]
    return {
        "payments": paid.total(),
        "repayments": sum(each.total() for each in entered),
        "lost": sum((due - found).total() for found, due in pairs),
        "doubled": sum((found - due).total() for found, due in pairs),
        "orders": len(books["orders"]),
        "moved_once": set(moved.values()) == {2},
        "in_doubt": tally.doubtful,
        "in_doubt_carried_out": tally.carried_out,
        "sent_again": tally.sent_again,
    }


def require_whole(house: Mortal, figures: dict[str, Any], loans: int) -> None:
    """Nothing lost, nothing doubled, and `jiedai verify` finds nothing."""
    code, out, err = house.run("verify")
    assert code == 0, out + err
    assert (figures["lost"], figures["doubled"]) == (0, 0), figures
    assert (figures["payments"], figures["repayments"]) == (loans, loans * REPAYMENTS), figures
    assert (figures["orders"], figures["moved_once"]) == (loans, True), figures
