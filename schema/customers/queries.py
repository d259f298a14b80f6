"""Root fields that read customers."""

from typing import Any

import strawberry
from sqlalchemy import ColumnElement, LargeBinary, Text, and_, func, literal_column, or_
from sqlalchemy.dialects.postgresql import ARRAY

from schema.customers.views import Customer
from schema.kit.context import Info
from schema.kit.fields import query
from schema.kit.orders import ListOrder, sort_order
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import Test, by_global_id, page
from schema.reading.filters import refers_to
from schema.reading.terms import Terms
from server.customers.models import CustomerKind
from server.customers.search import Search, search_for
from server.customers.sights import CUSTOMERS


@strawberry.type
class CustomerQuery:
    """Part of the root query."""

    @query(CUSTOMERS, "A customer by his id; null when he is missing or out of sight.")
    def customer(self, id: strawberry.ID) -> Customer | None:
        return by_global_id(id, "Customer")

    @query(
        CUSTOMERS,
        "Customers in sight; `search` is pinyin (initials or syllables from the beginning of the name), the last four "
        "digits, a whole number or a name.",
    )
    def customers(
        self,
        info: Info,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        search: str | None = None,
        branch_id: strawberry.ID | None = None,
        officer_id: strawberry.ID | None = None,
        order: ListOrder = ListOrder.NEWEST,
    ) -> Connection[Customer]:
        wanted = search_for(search, info.context.caller.house.ports.master_key)
        tests = (
            *matching(wanted),
            *refers_to("branch_id", branch_id, "Branch", "branchId"),
            *refers_to("officer_id", officer_id, "Staff", "officerId"),
        )
        return page(CUSTOMERS, sort_order(order, "created_at"), *tests, first=first, after=after)


def matching(search: Search | None) -> tuple[Test, ...]:
    """What was typed, as ranges and equalities only: LIKE would lose its index under the row policies."""
    if search is None:
        return ()
    tests = []
    if search.letters:
        tests.append(Test("letters", _letters, _read(search)))
    if search.initials:
        tests.append(Test("initials", _initials, _range(search.initials, "from", "until")))
    if search.initials and search.name_key:
        tests.append(Test("written", _written, {"key": search.name_key}))
    if search.family_name:
        tests.append(Test("family", _family, {"name": search.family_name}))
    if search.last4:
        tests.append(Test("last4", _last4, {"digits": search.last4}))
    if search.number_index:
        tests.append(Test("index", _index, {"number": search.number_index, "phone": search.phone_index}))
    return tuple(tests)


def _range(prefix: str, first: str, after: str) -> dict[str, str]:
    return {first: prefix, after: prefix[:-1] + chr(ord(prefix[-1]) + 1)}


def _read(search: Search) -> dict[str, Any]:
    """Letters as initials, and as syllables: their key, and the keys of what may be the first of them."""
    return _range(search.letters, "from", "until") | {"key": search.name_key, "first": list(search.first_keys)}


def _letters(customer: Any, terms: Terms) -> ColumnElement[bool]:
    """Initials by their range; syllables by their key, among the names whose first syllable the letters begin with.

    The first syllable has an index of its own: one over the whole list of keys would be lost under the row policies.
    """
    first = customer.name_index[literal_column("1")] == func.any(terms.own("first", ARRAY(LargeBinary())))
    return or_(_initials(customer, terms), and_(first, _keyed(customer, terms)))


def _written(customer: Any, terms: Terms) -> ColumnElement[bool]:
    """The characters themselves; a company's name is in the open, and who has no keys is found by his initials."""
    company = customer.kind == literal_column(f"'{CustomerKind.COMPANY.value}'")
    return or_(customer.name_index.is_(None), company, _keyed(customer, terms))


def _keyed(customer: Any, terms: Terms) -> ColumnElement[bool]:
    held: ColumnElement[bool] = terms.own("key", LargeBinary()) == func.any(customer.name_index)
    return held


def _initials(customer: Any, terms: Terms) -> ColumnElement[bool]:
    return and_(customer.name_sort >= terms.own("from", Text()), customer.name_sort < terms.own("until", Text()))


def _family(customer: Any, terms: Terms) -> ColumnElement[bool]:
    return func.left(customer.name_masked, 1) == terms.own("name", Text())


def _last4(customer: Any, terms: Terms) -> ColumnElement[bool]:
    digits = terms.own("digits", Text())
    return or_(customer.number_last4 == digits, customer.phone_last4 == digits)


def _index(customer: Any, terms: Terms) -> ColumnElement[bool]:
    number, phone = terms.own("number", LargeBinary()), terms.own("phone", LargeBinary())
    return or_(customer.number_index == number, customer.phone_index == phone)
