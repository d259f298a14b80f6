"""How a value of the database becomes the JSON of its GraphQL type: in SQL, and the same text in Python.

Amounts leave as decimal strings of yuan, rates without needless zeros, enums by name, instants in ISO 8601 with as
many places as they need, ids as global ids. `Float` has no rendering: PostgreSQL and Python write 1.0 differently.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from graphql import GraphQLEnumType, GraphQLList, GraphQLOutputType, get_named_type, get_nullable_type
from sqlalchemy import ColumnElement, Integer, LargeBinary, Text, case, cast, func, literal_column

from server.kit.database import Owned

PLAIN = frozenset({"String", "Boolean", "Date", "DateTime"})
KEY_LENGTH_MAX = 63
"""PostgreSQL cuts longer identifiers, and response keys become identifiers."""


class NotRendered(Exception):
    """There is no SQL for a value of this type."""


def rendered(value: ColumnElement[Any], kind: GraphQLOutputType) -> ColumnElement[Any]:
    """A value as its GraphQL type shows it. Raises NotRendered."""
    named = get_named_type(kind)
    if isinstance(get_nullable_type(kind), GraphQLList):
        if named.name != "String":
            raise NotRendered
        return value
    if isinstance(named, GraphQLEnumType):
        return _enum(value, named)
    if named.name in PLAIN:
        return value
    if named.name == "Money":
        return cast(value * literal_column("0.01"), Text)
    if named.name == "Rate":
        return cast(func.trim_scale(value), Text)
    if named.name == "Int":
        return cast(value, Integer)
    raise NotRendered


def _enum(value: ColumnElement[Any], kind: GraphQLEnumType) -> ColumnElement[Any]:
    stored = {name: str(member.value) for name, member in kind.values.items()}
    text = cast(value, Text)
    if all(name == held.upper() for name, held in stored.items()):
        return func.upper(text)
    return case(*((text == held, name) for name, held in stored.items()))


def global_id_sql(kind: str, table: Any, model: type) -> ColumnElement[str]:
    """`kit.global_ids.encode` as SQL."""
    key: ColumnElement[Any] = func.uuid_send(table.id, type_=LargeBinary)
    if issubclass(model, Owned):
        key = func.uuid_send(table.customer_id, type_=LargeBinary).op("||")(key)
    return text_literal(f"{kind}_").op("||")(func.encode(key, literal_column("'hex'")))


def text_literal(text: str) -> ColumnElement[str]:
    """Text of ours inside a statement, as PostgreSQL quotes it."""
    quoted = text.replace("'", "''")
    return literal_column(f"'{quoted}'", Text())


def base64_sql(value: ColumnElement[Any]) -> ColumnElement[str]:
    """Bytes in base64url without padding; `encode` breaks long lines, which goes as well."""
    # what has no partner among the second characters is left out
    text = func.encode(value, literal_column("'base64'"))
    return func.translate(text, literal_column("E'+/=\\n'"), literal_column("'-_'"))


def plain_text(value: Any) -> str:
    """A sort value as text, the same as PostgreSQL writes it into JSON."""
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date | UUID | int | str):
        return str(value)
    message = f"{type(value).__name__} is no sort value"
    raise TypeError(message)


def iso(instant: datetime) -> str:
    """ISO 8601 as PostgreSQL's JSON has it: no zeros at the end of the fraction."""
    text = instant.isoformat()
    if not instant.microsecond:
        return text
    head, _, rest = text.partition(".")
    return f"{head}.{rest[:6].rstrip('0')}{rest[6:]}"
