"""Who still uses what is going away: the deprecated parts of a document, found when it is judged, counted at each use.

A deprecated field, argument, input field or enum value stays for two releases. The counts say when it is really out of
use, and by whose client it is not: clients name themselves in `X-Client-Name` and `X-Client-Version`. What comes inside
variables is not looked through: an input field that goes away is seen where it is written in the document.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable

import structlog
from graphql import (
    ArgumentNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLSchema,
    ObjectFieldNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    visit,
)
from prometheus_client import CollectorRegistry, Counter
from starlette.requests import HTTPConnection

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]{0,39}")
OWN_CLIENTS = frozenset({"staff-app", "graphiql"})
UNNAMED = "unnamed"
OTHER = "other"
TOLD_MAX = 1_000

_log = structlog.get_logger()


def has_deprecations(schema: GraphQLSchema) -> bool:
    """Whether any part of a schema is going away: most of the time nothing is, and no document need be walked."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLEnumType):
            parts: Iterable[object] = kind.values.values()
        else:
            fields = getattr(kind, "fields", {}).values()
            parts = [*fields, *(argument for field in fields for argument in getattr(field, "args", {}).values())]
        if not kind.name.startswith("__") and any(getattr(part, "deprecation_reason", None) for part in parts):
            return True
    return False


def deprecated_parts(schema: GraphQLSchema, document: DocumentNode) -> frozenset[str]:
    """The schema coordinates of what a valid document uses and the schema has deprecated."""
    info = TypeInfo(schema)
    seen = _Deprecated(info)
    visit(document, TypeInfoVisitor(info, seen))
    return frozenset(seen.found)


class _Deprecated(Visitor):
    """Collects coordinates: `Type.field`, `Type.field(argument:)`, `Input.field`, `Enum.VALUE`."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.found: set[str] = set()

    def enter_field(self, node: FieldNode, *_: object) -> None:
        field = self.info.get_field_def()
        if field is not None and field.deprecation_reason is not None:
            self.found.add(f"{self.info.get_parent_type()}.{node.name.value}")

    def enter_argument(self, node: ArgumentNode, *_: object) -> None:
        argument, field = self.info.get_argument(), self.info.get_field_def()
        if argument is None or argument.deprecation_reason is None or field is None:
            return
        for name, known in getattr(self.info.get_parent_type(), "fields", {}).items():
            if known is field:
                self.found.add(f"{self.info.get_parent_type()}.{name}({node.name.value}:)")

    def enter_object_field(self, node: ObjectFieldNode, *_: object) -> None:
        holder = get_named_type(self.info.get_parent_input_type())
        fields = holder.fields if isinstance(holder, GraphQLInputObjectType) else {}
        known = fields.get(node.name.value)
        if known is not None and known.deprecation_reason is not None:
            self.found.add(f"{holder}.{node.name.value}")

    def enter_enum_value(self, node: EnumValueNode, *_: object) -> None:
        value = self.info.get_enum_value()
        if value is not None and value.deprecation_reason is not None:
            self.found.add(f"{get_named_type(self.info.get_input_type())}.{node.value}")


class DeprecationCounts:
    """Counts uses by part and client. Clients that the house does not know share one label, so labels stay few."""

    def __init__(self, registry: CollectorRegistry, known_clients: frozenset[str] = frozenset()) -> None:
        self._known = OWN_CLIENTS | known_clients
        self._told: OrderedDict[tuple[str, str, str], None] = OrderedDict()
        self._uses = Counter(
            "jiedai_deprecated_uses",
            "Requests that used a deprecated part of the API",
            ("part", "client"),
            registry=registry,
        )

    def count(self, parts: frozenset[str], connection: HTTPConnection) -> None:
        """One request whose document uses these parts; the first from a client in this process stands in the log."""
        name = _given(connection, "x-client-name", NAME)
        version = _given(connection, "x-client-version", VERSION)
        client = name if name in self._known else OTHER if name else UNNAMED
        for part in sorted(parts):
            self._uses.labels(part, client).inc()
            self._tell(part, name or UNNAMED, version)

    def _tell(self, part: str, name: str, version: str) -> None:
        key = (part, name, version)
        if key in self._told:
            return
        self._told[key] = None
        while len(self._told) > TOLD_MAX:
            self._told.popitem(last=False)
        _log.warning("deprecated_part_used", part=part, client=name, client_version=version)


def _given(connection: HTTPConnection, header: str, form: re.Pattern[str]) -> str:
    """A header's value where it is well formed, else ''."""
    value = connection.headers.get(header, "")
    return value if form.fullmatch(value) else ""
