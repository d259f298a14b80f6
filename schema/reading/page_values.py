"""The parameters of a page: how many rows, from where, and the key that signs its cursors."""

from typing import Any

from schema.reading import cursors
from schema.reading.catalogue import sort_kinds
from schema.reading.descriptions import Page
from server.kit.work import Caller


def page_values(page: Page, caller: Caller) -> dict[str, Any]:
    """Raises Invalid for a cursor that is no good in this list."""
    token_key = caller.house.settings.token_key.get_secret_value()
    inner, outer = cursors.pads(token_key)
    values: dict[str, Any] = {"first": page.first, "inner": inner, "outer": outer}
    return values | {f"after{n}": value for n, value in enumerate(place_of(page, token_key))}


def place_of(page: Page, token_key: bytes) -> tuple[Any, ...]:
    """The sort values of the row after which the page begins; nothing for the first page."""
    if page.after is None:
        return ()
    kinds = sort_kinds(page.model, page.order)
    return cursors.read(token_key, cursors.list_name(page.model, page.order), page.after, kinds)
