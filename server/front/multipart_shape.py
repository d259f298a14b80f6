"""The shape of a multipart body, checked while it streams by: nothing is stored but the GraphQL fields.

GraphQL multipart requests carry `operations` (the request, files as null) and `map` (part name to the places in
`operations` that its file fills) before the files; both are checked before the first byte is let through.
"""

from typing import TYPE_CHECKING, Any, cast

import python_multipart
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from server.front.json_shape import check_graphql, parse_object
from server.front.refusals import BodyTooLarge, MultipartMalformed

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MAX_PARTS = 20
MAX_FIELD_BYTES = 100_000
MAX_MAP_PATHS = 20
OPERATIONS = "operations"
MAP = "map"


class MultipartShape:
    """Fed with the body's chunks; raises MultipartMalformed, BodyTooLarge or a JSON refusal at the first fault."""

    def __init__(self, boundary: str, *, graphql: bool) -> None:
        self._graphql = graphql
        self._fields: dict[str, bytearray] = {}
        self._names: list[str] = []
        self._collecting: bytearray | None = None
        self._header = [b"", b""]
        self._disposition = b""
        self._ended = False
        self._checked = not graphql
        self._expected: frozenset[str] = frozenset()
        callbacks = {
            "on_part_begin": self._begin_part,
            "on_header_field": lambda data, start, end: self._grow_header(0, data[start:end]),
            "on_header_value": lambda data, start, end: self._grow_header(1, data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._open_part,
            "on_part_data": lambda data, start, end: self._take(data[start:end]),
            "on_part_end": self._end_part,
            "on_end": self._end,
        }
        self._parser = python_multipart.MultipartParser(boundary, cast("MultipartCallbacks", callbacks))

    @property
    def ready(self) -> bool:
        """Whether what must come first has come and was right, so that the inner application may see the body."""
        return self._checked

    def feed(self, chunk: bytes) -> None:
        try:
            self._parser.write(chunk)
        except FormParserError:
            raise MultipartMalformed("body", reason="not in the form that the boundary announces") from None

    def finish(self) -> None:
        """The body is complete: its closing boundary has come, and every file that the map names."""
        if not self._ended:
            raise MultipartMalformed("body", reason="the closing boundary is missing")
        if not self._checked:
            raise MultipartMalformed(OPERATIONS, reason="operations and map must come first")
        missing = self._expected - set(self._names)
        if missing:
            raise MultipartMalformed(MAP, reason="a file that the map names is missing")

    def _begin_part(self) -> None:
        self._disposition = b""
        self._header = [b"", b""]
        if len(self._names) >= MAX_PARTS:
            raise MultipartMalformed("body", reason=f"more than {MAX_PARTS} parts")

    def _grow_header(self, side: int, data: bytes) -> None:
        self._header[side] += data

    def _end_header(self) -> None:
        if self._header[0].lower() == b"content-disposition":
            self._disposition = self._header[1]
        self._header = [b"", b""]

    def _open_part(self) -> None:
        kind, options = parse_options_header(self._disposition)
        raw = options.get(b"name")
        if kind != b"form-data" or not raw:
            raise MultipartMalformed("body", reason="a part has no name")
        name = raw.decode("utf-8", "replace")
        if name in self._names:
            raise MultipartMalformed("body", reason="a part is given twice")
        self._names.append(name)
        if self._graphql and not self._checked:
            if name != (OPERATIONS, MAP)[len(self._fields)] or b"filename" in options:
                raise MultipartMalformed(OPERATIONS, reason="operations and map must come first")
            self._collecting = self._fields[name] = bytearray()

    def _take(self, data: bytes) -> None:
        if self._collecting is None:
            return
        self._collecting += data
        if len(self._collecting) > MAX_FIELD_BYTES:
            raise BodyTooLarge(self._names[-1], limit_bytes=MAX_FIELD_BYTES)

    def _end_part(self) -> None:
        self._collecting = None
        if MAP in self._fields and not self._checked:
            self._expected = check_graphql_fields(bytes(self._fields[OPERATIONS]), bytes(self._fields[MAP]))
            self._fields.clear()
            self._checked = True

    def _end(self) -> None:
        self._ended = True


def check_graphql_fields(operations: bytes, places: bytes) -> frozenset[str]:
    """The part names that `map` announces. Raises MultipartMalformed or a JSON refusal.

    Every path of the map must lead through `operations` to a null, as the multipart request specification says.
    """
    request = parse_object(operations, field=OPERATIONS)
    check_graphql(request)
    mapping = parse_object(places, field=MAP)
    paths = [path for group in mapping.values() if isinstance(group, list) for path in group]
    shaped = all(isinstance(group, list) and group for group in mapping.values())
    if not shaped or not all(isinstance(path, str) for path in paths):
        raise MultipartMalformed(MAP, reason="each file needs a list of paths")
    if len(paths) > MAX_MAP_PATHS:
        raise MultipartMalformed(MAP, reason=f"more than {MAX_MAP_PATHS} paths")
    if len(set(paths)) != len(paths) or not all(leads_to_null(request, path.split(".")) for path in paths):
        raise MultipartMalformed(MAP, reason="a path does not lead to a null in operations")
    return frozenset(mapping)


def leads_to_null(value: Any, path: list[str]) -> bool:
    """Whether the path, keys and list indexes, ends at a null below `variables`."""
    if path[0] != "variables":
        return False
    for step in path:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isascii() and step.isdigit() and int(step[:9]) < len(value):
            value = value[int(step[:9])]
        else:
            return False
    return value is None
