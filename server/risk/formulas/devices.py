"""DV: from where and from what applications come. Only who applies himself is told by his own device and address."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.answering import APPLICATION_ANSWERS, flag, number
from server.risk.relations.applying import (
    APPLICATION_ADDRESS,
    APPLICATION_DEVICE,
    APPLICATION_FIRST,
    APPLICATION_NETWORK,
    CUSTOMER_DEVICES,
)
from server.risk.relations.telling import CUSTOMER_SAID

LARGE_FEN: Final = 5_000_000
NIGHT_ENDS_HOUR: Final = 5
APPLIED_AT: Final = "coalesce({s.submitted_at}, {s.created_at})"


def _seen(code: str, fact: str) -> Formula:
    return Formula(code, Grain.APPLICATION, "{seen}", {"seen": flag(APPLICATION_ANSWERS, fact)}, external=True)


FORMULAS: Final = (
    Formula(
        "DV-01",
        Grain.APPLICATION,
        "coalesce({applications}, 0)",
        {"applications": Figure(APPLICATION_ADDRESS, "count(*)")},
    ),
    Formula(
        "DV-02",
        Grain.APPLICATION,
        "coalesce({applications}, 0)",
        {"applications": Figure(APPLICATION_NETWORK, "count(*)")},
    ),
    Formula(
        "DV-03",
        Grain.APPLICATION,
        "coalesce({people}, 0)",
        {"people": Figure(APPLICATION_DEVICE, "count(DISTINCT r.shared)")},
    ),
    Formula(
        "DV-04",
        Grain.CUSTOMER,
        "coalesce({devices}, 0)",
        {"devices": Figure(CUSTOMER_DEVICES, "count(DISTINCT r.device_index)")},
    ),
    _seen("DV-06", "device_emulated"),
    _seen("DV-07", "device_rooted"),
    _seen("DV-08", "device_cloned"),
    _seen("DV-09", "device_masked"),
    _seen("DV-10", "device_gps_mocked"),
    _seen("DV-12", "device_elsewhere"),
    Formula(
        "DV-13", Grain.CUSTOMER, "{speed_kmh}", {"speed_kmh": number(CUSTOMER_SAID, "device_speed_kmh")}, external=True
    ),
    Formula(
        "DV-14",
        Grain.APPLICATION,
        f"(extract(hour FROM {APPLIED_AT} AT TIME ZONE 'Asia/Shanghai') < {NIGHT_ENDS_HOUR})::int",
    ),
    Formula(
        "DV-15",
        Grain.APPLICATION,
        f"coalesce({APPLIED_AT} < {{first_at}} + interval '24 hours' AND {{s.requested_amount_fen}} >= {LARGE_FEN},"
        " false)::int",
        {"first_at": Figure(APPLICATION_FIRST, "min(r.first_at)")},
    ),
    _seen("DV-16", "device_remote_controlled"),
    _seen("DV-17", "device_on_call"),
)
