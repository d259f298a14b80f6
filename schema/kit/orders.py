"""The orders in which lists can be had."""

from enum import Enum

import strawberry


@strawberry.enum(description="In which order rows come.")
class ListOrder(Enum):
    """Newest first is the default everywhere."""

    NEWEST = strawberry.enum_value("newest", description="The newest first.")
    OLDEST = strawberry.enum_value("oldest", description="The oldest first.")


@strawberry.enum(description="In which order loans and applications come.")
class AmountOrder(Enum):
    """By age or by amount."""

    NEWEST = strawberry.enum_value("newest", description="The newest first.")
    OLDEST = strawberry.enum_value("oldest", description="The oldest first.")
    LARGEST = strawberry.enum_value("largest", description="The largest amount first.")
    SMALLEST = strawberry.enum_value("smallest", description="The smallest amount first.")


def sort_order(order: Enum, instant: str, amount: str = "") -> tuple[str, ...]:
    """The columns of an order; the id settles what is left."""
    column = instant if order.value in {"newest", "oldest"} else amount
    sign = "-" if order.value in {"newest", "largest"} else ""
    return f"{sign}{column}", f"{sign}id"
