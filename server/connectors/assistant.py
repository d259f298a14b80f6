"""The AI service that a house has before it has one: it says nothing.

Another one is an adapter of `server.kit.ports.Assistant`, handed in by the composition root. What it says is shown
beside the evidence under its name, is kept nowhere, and reaches neither rules nor ratings.
"""

from collections.abc import Mapping, Sequence

from server.kit.ports import Advice


class NullAssistant:
    """Nobody is asked and nothing leaves the house."""

    async def advise(self, facts: Sequence[Mapping[str, str]]) -> Advice | None:
        del facts
        return None
