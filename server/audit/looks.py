"""Which recorded operations show personal data in clear, and which of them hand out a file."""

from typing import Final

LOOKS: Final = (
    "collection:reveal",
    "customer:hand_over_data",
    "customer:reveal",
    "document:read",
    "dossier:draw",
    "payment:download",
    "report:draw",
    "statement:reveal",
)
"""Each of them is a use case, so whoever does it is on record, with the subjects and, where it is asked for, why."""
TAKEN_OUT: Final = ("customer:hand_over_data", "dossier:draw", "payment:download", "report:draw")
