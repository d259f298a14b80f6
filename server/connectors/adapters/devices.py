"""What a service that knows devices says of the phone from which somebody applies."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from server.connectors.adapters.form import Answer
from server.connectors.reading import Reading
from server.connectors.vocabulary import Fact

SPEED_MAX: Final = 100_000
FLAGS: Final = ("emulated", "rooted", "cloned", "masked", "gps_mocked", "elsewhere", "remote_controlled", "on_call")


@dataclass(frozen=True, slots=True)
class Device:
    """The environment of one session: its kit runs on the applicant's phone under the application's number."""

    needs: tuple[str, ...] = ("phone", "application")

    def read(self, content: Reading, today: date) -> Answer:
        """{seen_on, one flag or null for each of `FLAGS`, speed_kmh or null}."""
        as_of = content.day("seen_on", until=today)
        facts = [Fact(f"device_{name}", content.flag(name)) for name in FLAGS if content.knows(name)]
        if content.knows("speed_kmh"):
            facts.append(Fact("device_speed_kmh", Decimal(content.number("speed_kmh", SPEED_MAX))))
        return Answer(as_of, tuple(facts))
