"""The branches that somebody gives to a program: never more than he sees himself."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from server.kit.errors import Invalid, NotFound
from server.kit.work import Work

BRANCHES_MAX: Final = 500


def given_branches(work: Work, branch_ids: Collection[UUID]) -> list[UUID]:
    """Those asked for, or all in sight: written down one by one where that is a part of the house (a building block).

    Raises Invalid and NotFound, both of the field branchIds.
    """
    wanted = sorted(set(branch_ids) or work.scope.branches or ())
    if len(wanted) > BRANCHES_MAX:
        raise Invalid(field="branchIds", reason=f"at most {BRANCHES_MAX}")
    if not work.scope.covers(wanted):
        raise NotFound(field="branchIds")
    return wanted
