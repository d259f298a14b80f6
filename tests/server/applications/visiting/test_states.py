"""The table of a visit's states, cell by cell."""

from itertools import product

import pytest

from server.applications.visiting.errors import VisitWrongState
from server.applications.visiting.states import STATE_NAMES, VisitState, VisitVerb, moved

S, V = VisitState, VisitVerb
LEADS = {
    (S.DRAFT, V.SAVE): {S.DRAFT},
    (S.DRAFT, V.SUBMIT): {S.WAITING, S.STANDING},
    (S.WAITING, V.AGREE): {S.STANDING},
    (S.WAITING, V.SEND_BACK): {S.RETURNED},
    (S.WAITING, V.CORRECT): {S.CORRECTED},
    (S.STANDING, V.CORRECT): {S.CORRECTED},
}


@pytest.mark.parametrize(("state", "verb"), list(product(S, V)))
def test_each_state_and_verb_leads_where_the_table_says_or_is_refused(state: VisitState, verb: VisitVerb) -> None:
    allowed = LEADS.get((state, verb), set())
    for to in S:
        if to in allowed:
            assert moved(state, verb, to) is to
        elif allowed:
            with pytest.raises(ValueError, match="does not lead"):
                moved(state, verb, to)
        else:
            with pytest.raises(VisitWrongState):
                moved(state, verb, to)


def test_every_state_has_its_name_in_both_languages() -> None:
    assert set(STATE_NAMES) == set(S)
