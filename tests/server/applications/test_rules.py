"""The table of states, cell by cell; quotes; hashes."""

import itertools
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.applications.errors import QuoteDateOutOfRange, WrongState
from server.applications.rules import (
    MOVES,
    ApplicationState,
    Content,
    Step,
    check_move,
    content_hash,
    moved,
    opinion_hash,
    quote,
    shown_ratio,
    with_editor,
)
from server.terms.model import Method

S = ApplicationState
LEGAL = {
    (S.DRAFT, Step.AMEND): {S.DRAFT},
    (S.DRAFT, Step.SUBMIT): {S.IN_REVIEW, S.APPROVED, S.REJECTED},
    (S.DRAFT, Step.WITHDRAW): {S.WITHDRAWN},
    (S.RETURNED, Step.AMEND): {S.RETURNED},
    (S.RETURNED, Step.SUBMIT): {S.IN_REVIEW, S.APPROVED, S.REJECTED},
    (S.RETURNED, Step.WITHDRAW): {S.WITHDRAWN},
    (S.IN_REVIEW, Step.APPROVE): {S.APPROVED},
    (S.IN_REVIEW, Step.RETURN): {S.RETURNED},
    (S.IN_REVIEW, Step.REJECT): {S.REJECTED},
    (S.IN_REVIEW, Step.WITHDRAW): {S.WITHDRAWN},
    (S.APPROVED, Step.WITHDRAW): {S.WITHDRAWN},
    (S.APPROVED, Step.ACCEPT): {S.APPROVED},
    (S.APPROVED, Step.CONTRACT): {S.CONTRACTED},
    (S.CONTRACTED, Step.DISBURSE): {S.DISBURSED},
    (S.CONTRACTED, Step.RESCIND): {S.WITHDRAWN},
    (S.REJECTED, Step.REVIEW): {S.IN_REVIEW},
    (S.DRAFT, Step.SECURE): {S.DRAFT},
    (S.RETURNED, Step.SECURE): {S.RETURNED},
    (S.APPROVED, Step.SECURE): {S.APPROVED},
    (S.DRAFT, Step.UNSECURE): {S.DRAFT},
    (S.RETURNED, Step.UNSECURE): {S.RETURNED},
    (S.APPROVED, Step.UNSECURE): {S.APPROVED},
    (S.REJECTED, Step.UNSECURE): {S.REJECTED},
    (S.WITHDRAWN, Step.UNSECURE): {S.WITHDRAWN},
}
CELLS = list(itertools.product(ApplicationState, Step))


@pytest.mark.parametrize(("state", "step"), CELLS)
def test_every_cell_of_the_state_table_is_legal_or_refused(state: ApplicationState, step: Step) -> None:
    legal = LEGAL.get((state, step))
    if legal is None:
        with pytest.raises(WrongState) as refusal:
            check_move(state, step)
        assert refusal.value.code == "application.wrong_state"
        assert refusal.value.message_zh
        assert refusal.value.message_en
        return
    assert check_move(state, step) == legal
    for target in ApplicationState:
        if target in legal:
            assert moved(state, step, target) is target
        else:
            with pytest.raises(ValueError, match="does not lead"):
                moved(state, step, target)


@given(steps=st.lists(st.tuples(st.sampled_from(Step), st.sampled_from(ApplicationState)), max_size=20))
def test_no_walk_reaches_money_without_an_approval(steps: list[tuple[Step, ApplicationState]]) -> None:
    state, seen = S.DRAFT, [S.DRAFT]
    for step, target in steps:
        if target in MOVES.get((state, step), frozenset()):
            state = moved(state, step, target)
            seen.append(state)
    if S.DISBURSED in seen:
        assert seen.index(S.APPROVED) < seen.index(S.CONTRACTED) < seen.index(S.DISBURSED)
    for final in (S.WITHDRAWN, S.DISBURSED):
        assert final not in seen[:-1]
    # what the rules refused comes back in one way only: before a person
    assert all(after is S.IN_REVIEW for before, after in itertools.pairwise(seen) if before is S.REJECTED)


@dataclass
class Version:
    """A product version for quotes."""

    method: Method = Method.EQUAL_INSTALMENT
    rate_annual: Decimal = Decimal("0.144")
    convention: str = "prc_360"
    fee_share: Decimal = Decimal(0)
    plan: dict[str, Any] = field(default_factory=dict)


def test_a_quote_is_the_schedule_with_its_annual_rate() -> None:
    found = quote(Version(), 3_000_000, 12, date(2026, 3, 2))
    assert sum(row.principal_fen for row in found.rows) == 3_000_000
    assert found.apr.quantize(Decimal("0.0001")) == Decimal("0.1440")
    assert found.highest_instalment_fen == max(row.total_fen for row in found.rows)
    assert found.total_interest_fen == sum(row.total_fen for row in found.rows) - 3_000_000
    assert found.term_days == 365


def test_a_fee_raises_the_annual_rate_and_comes_with_the_first_instalment() -> None:
    dear = quote(Version(fee_share=Decimal("0.02")), 3_000_000, 12, date(2026, 3, 2))
    assert dear.rows[0].fee_fen == 60_000
    assert [row.fee_fen for row in dear.rows[1:]] == [0] * 11
    assert dear.apr > Decimal("0.144")
    assert dear.highest_instalment_fen == dear.rows[0].total_fen


@pytest.mark.parametrize("start_on", [date(1989, 12, 31), date(2199, 1, 1)])
def test_a_quote_from_an_absurd_day_is_refused(start_on: date) -> None:
    with pytest.raises(QuoteDateOutOfRange):
        quote(Version(), 3_000_000, 36, start_on)


CONTENT = Content(uuid4(), uuid4(), uuid4(), 3_000_000, 12, "equipment", "account:00")
OTHER: dict[str, Any] = {
    "application_id": uuid4(),
    "customer_id": uuid4(),
    "product_version_id": uuid4(),
    "amount_fen": 3_000_001,
    "term_months": 13,
    "purpose": "stock",
    "account": None,
    "rate_annual": Decimal("0.2"),
    "security": ("party:guarantor",),
}


def test_the_same_content_has_the_same_hash() -> None:
    assert content_hash(CONTENT) == content_hash(replace(CONTENT))
    assert len(content_hash(CONTENT)) == 64


@pytest.mark.parametrize("field", [field.name for field in fields(Content)])
def test_any_other_content_has_another_hash(field: str) -> None:
    assert content_hash(replace(CONTENT, **{field: OTHER[field]})) != content_hash(CONTENT)


def test_content_without_a_rate_of_its_own_is_the_text_that_it_always_was() -> None:
    assert "rate_annual" not in CONTENT.canonical
    assert "security" not in CONTENT.canonical
    dearer = replace(CONTENT, rate_annual=Decimal("0.1520"))
    assert dearer.canonical == replace(dearer, rate_annual=Decimal("0.152")).canonical


def test_an_opinions_hash_covers_content_officer_time_and_reason() -> None:
    officer, at = uuid4(), "2026-03-02T04:00:00+00:00"
    hashes = {
        opinion_hash(CONTENT, "经营稳定", officer_id=officer, at=at),
        opinion_hash(replace(CONTENT, amount_fen=1), "经营稳定", officer_id=officer, at=at),
        opinion_hash(CONTENT, "经营一般", officer_id=officer, at=at),
        opinion_hash(CONTENT, "经营稳定", officer_id=uuid4(), at=at),
        opinion_hash(CONTENT, "经营稳定", officer_id=officer, at="2026-03-02T04:00:01+00:00"),
    }
    assert len(hashes) == 5


def test_every_editor_stands_once_among_the_editors() -> None:
    first, second = uuid4(), uuid4()
    assert with_editor([first], first) == [first]
    assert with_editor([first], second) == [first, second]
    assert with_editor(with_editor([first], second), first) == [first, second]


def test_a_ratio_above_half_is_never_shown_as_half() -> None:
    assert shown_ratio(Decimal("0.50000001")) == Decimal("0.5001")
    assert shown_ratio(Decimal("0.5")) == Decimal("0.5000")
    assert shown_ratio(None) is None
