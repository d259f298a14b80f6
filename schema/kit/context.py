"""What a resolver has in its hands: the caller, and the loaders of this request."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from datetime import date
from typing import Any, TypeVar

import strawberry
from graphql import DocumentNode
from strawberry.dataloader import DataLoader

from server.kit.clock import business_date
from server.kit.work import Caller

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Door = Callable[..., Awaitable[Sequence[Any]]]
Load = Callable[[Caller, tuple[Any, ...]], Awaitable[Sequence[Any]]]


class Context:
    """One operation. `document` is parsed and judged before anything is executed."""

    def __init__(self, caller: Caller, document: DocumentNode | None = None) -> None:
        self.caller = caller
        self.document = document
        self._loaders: dict[object, DataLoader[Any, Any]] = {}

    def loader(self, door: Door) -> DataLoader[Any, Any]:
        """Batches the keys of sibling fields into one call of a guarded read.

        The door takes `keys` (a sequence) and answers in their order, None for what is not in sight.
        """
        return self.loading(door, lambda caller, keys: door(caller, keys=keys))

    def loading(self, name: Hashable, load: Load) -> DataLoader[Any, Any]:
        """Batches the keys of sibling fields into one call of `load`, which answers in their order."""
        known = self._loaders.get(name)
        if known is None:

            async def loaded(keys: list[Any]) -> Sequence[Any]:
                return await load(self.caller, tuple(keys))

            known = self._loaders[name] = DataLoader(load_fn=loaded)
        return known

    @property
    def today(self) -> date:
        """The business date of this moment."""
        house = self.caller.house
        return business_date(house.ports.clock.now(), house.settings.cut_off_hour)

    def keyed(self, key: str) -> Caller:
        """The caller with the request key of a mutation's input."""
        return self.caller.keyed(key)


Info = strawberry.Info[Context, None]
