"""The list of screens and its pictures belong together, and they stay small."""

import re

from tests.journeys.take_screens import BYTES_MAX, FOLDER, INDEX


def test_every_picture_of_the_list_is_there_and_no_other_and_all_are_small_together() -> None:
    named = re.findall(r"\(screenshots/screens/([^)]+)\)", INDEX.read_text(encoding="utf-8"))
    assert sorted(named) == sorted(path.name for path in FOLDER.iterdir())
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= BYTES_MAX
