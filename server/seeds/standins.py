"""Somebody is away today: another decides in his name."""

from datetime import date, timedelta
from typing import Final

from server.approvals.models import Delegation
from server.identity import catalogue as posts
from server.kit.clock import start_of
from server.seeds.copying import Rows
from server.seeds.dice import Ids
from server.seeds.staff import id_of

AWAY: Final = "ma.guodong"
STANDS_IN: Final = "gu.wenhan"
DAYS: Final = 5


def write(rows: Rows, ids: Ids, today: date) -> None:
    """The manager of the West is at a training; a member of the committee decides on his cases meanwhile."""
    told = start_of(today) - timedelta(hours=7)
    rows.add(
        Delegation,
        {
            "id": ids.at(told),
            "principal_id": id_of(AWAY),
            "delegate_id": id_of(STANDS_IN),
            "positions": [posts.REGIONAL_MANAGER],
            "valid_from": today,
            "valid_until": today + timedelta(days=DAYS),
            "out_of_office": True,
            "reason": "外出培训",
            "given_by": id_of(AWAY),
            "given_at": told,
        },
    )
