"""What each path takes: one table that the limits, the log and the metrics read."""

from collections.abc import Iterable
from dataclasses import dataclass

JSON = "application/json"
MULTIPART = "multipart/form-data"
JSON_BODY_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class PathRule:
    """One path and everything below it. `route_class` names it in logs and metrics; no content types = no body.

    `cross_origin`: pages of the listed origins may call it. Never where a cookie or a one-time link lets in.
    """

    prefix: str
    route_class: str
    methods: frozenset[str] = frozenset({"GET", "HEAD"})
    content_types: frozenset[str] = frozenset()
    max_body_bytes: int = JSON_BODY_BYTES
    websocket_protocols: frozenset[str] = frozenset()
    graphql: bool = False
    cross_origin: bool = False

    def covers(self, path: str) -> bool:
        """Whether the path is the prefix itself or lies below it; `/graphqlx` is not below `/graphql`."""
        return path == self.prefix or path.startswith(self.prefix.rstrip("/") + "/")


class PathTable:
    """Finds the rule of a path: the longest prefix wins, the fallback takes the rest."""

    def __init__(self, rules: Iterable[PathRule], fallback: PathRule) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: len(rule.prefix), reverse=True))
        self.fallback = fallback
        self._exact = {rule.prefix: rule for rule in self.rules}

    def find(self, path: str) -> PathRule:
        exact = self._exact.get(path)
        if exact is not None:
            return exact
        for rule in self.rules:
            if rule.covers(path):
                return rule
        return self.fallback
