"""What the register of property says of what is charged for an application."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from server.connectors.adapters.form import Answer
from server.connectors.reading import Reading
from server.connectors.vocabulary import Fact

INDEX_MAX: Final = 1_000_000
DAYS_MAX: Final = 36_500
PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class PropertyRegister:
    """Owner, seals, and how the prices of such property have moved since it was charged."""

    needs: tuple[str, ...] = ("name", "number", "application")

    def read(self, content: Reading, today: date) -> Answer:
        """{as_of, owner_matched, sealed, index_now and index_then or null, liquidation_days or null}.

        Indexes are whole numbers of one base; their change is rounded half to even at four places.
        """
        as_of = content.day("as_of", until=today)
        facts = [
            Fact("property_owner_matched", content.flag("owner_matched")),
            Fact("property_sealed", content.flag("sealed")),
        ]
        if content.knows("index_now") and content.knows("index_then"):
            now, then = (Decimal(content.number(name, INDEX_MAX, 1)) for name in ("index_now", "index_then"))
            facts.append(Fact("property_index_change", (now / then - 1).quantize(PLACES, ROUND_HALF_EVEN)))
        if content.knows("liquidation_days"):
            facts.append(Fact("property_liquidation_days", Decimal(content.number("liquidation_days", DAYS_MAX))))
        return Answer(as_of, tuple(facts))
