"""The list of screens is whole: every route of the router has its pictures, and they stay small."""

import re

from tests.journeys.catalogue import ROUTES
from tests.journeys.take_screens import BYTES_MAX, FOLDER, INDEX
from tests.journeys.walking import routes


def test_every_route_of_the_router_stands_in_the_catalogue_and_in_the_list() -> None:
    listed = set(re.findall(r"^\| `([^`]+)`", INDEX.read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == set(routes()) == {pattern for pattern, _, _ in ROUTES}


def test_every_picture_of_the_list_is_there_and_no_other_and_all_are_small_together() -> None:
    named = re.findall(r"\(screenshots/screens/([^)]+)\)", INDEX.read_text(encoding="utf-8"))
    assert sorted(named) == sorted(path.name for path in FOLDER.iterdir())
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= BYTES_MAX
