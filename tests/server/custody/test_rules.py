"""How an order moves, by every word and in every order of words."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.custody.rules import FINAL, Fault, Heard, Known, OrderState, judge, pause_seconds
from server.kit.ports import PaymentAnswer, PaymentState

KNOWN = Known(OrderState.SENT, 500, b"payee")
FINAL_WORDS = {PaymentState.SETTLED: OrderState.SETTLED, PaymentState.FAILED: OrderState.FAILED}
words = st.sampled_from(PaymentState)


def heard(state: PaymentState, amount_fen: int | None = 500, **more: object) -> Heard:
    return Heard(PaymentAnswer("1", state, amount_fen), **more)  # type: ignore[arg-type]  # fields by name


@given(st.lists(words, max_size=8))
def test_the_first_final_word_stands_whatever_comes_after_it(said: list[PaymentState]) -> None:
    known, contradicted = KNOWN, False
    for word in said:
        judged = judge(known, heard(word))
        if isinstance(judged, Fault):
            contradicted = True
            assert judged is Fault.CONTRADICTED
        else:
            assert known.state not in FINAL or judged is known.state
            known = replace(known, state=judged)
    finals = [FINAL_WORDS[word] for word in said if word in FINAL_WORDS]
    assert known.state is finals[0] if finals else known.state not in FINAL
    assert contradicted == (len(set(finals)) > 1)


@pytest.mark.parametrize("state", OrderState)
@pytest.mark.parametrize("word", PaymentState)
@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"amount_fen": 501}, Fault.OTHER_AMOUNT),
        ({"currency": "USD"}, Fault.OTHER_CURRENCY),
        ({"payee_index": b"other"}, Fault.OTHER_PAYEE),
    ],
)
def test_another_amount_currency_or_payee_is_a_fault_in_every_state(
    state: OrderState, word: PaymentState, wrong: dict[str, object], fault: Fault
) -> None:
    assert judge(replace(KNOWN, state=state), heard(word, **wrong)) is fault  # type: ignore[arg-type]  # fields by name


def test_money_that_moved_must_be_told_with_its_amount() -> None:
    assert judge(KNOWN, heard(PaymentState.SETTLED, None)) is Fault.OTHER_AMOUNT
    assert judge(KNOWN, heard(PaymentState.UNKNOWN, None)) is OrderState.UNKNOWN


@pytest.mark.parametrize("word", PaymentState)
def test_the_bank_cannot_know_an_order_that_was_never_sent(word: PaymentState) -> None:
    silent = word in {PaymentState.UNKNOWN, PaymentState.NOT_FOUND}
    judged = judge(replace(KNOWN, state=OrderState.CREATED), heard(word))
    assert judged is (OrderState.CREATED if silent else Fault.NEVER_SENT)


def test_pauses_grow_to_a_limit_and_never_end() -> None:
    pauses = [pause_seconds(asked) for asked in (*range(5), 99, 100, 999, 1000, 10**6)]
    assert pauses == [1, 2, 4, 8, 8, 8, 60, 60, 600, 600]
    assert all(a <= b for a, b in itertools.pairwise(pauses))
