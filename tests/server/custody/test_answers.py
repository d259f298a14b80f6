"""The bank's word on an order: every order of words, repetitions, and words that do not fit."""

import asyncio
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from server.custody.answers import take_answer
from server.custody.errors import AnswerQuarantined
from server.custody.events import PaymentFailed, PaymentSettled
from server.custody.rules import FINAL, Fault, OrderState, Verdict
from server.identity.actors import WORKER
from server.kit.clock import FixedClock
from server.kit.errors import Denied
from server.kit.ports import PaymentAnswer, PaymentState
from server.kit.work import Caller
from tests.fixtures.house import AsStaff
from tests.server.custody.conftest import AMOUNT, Desk

FINAL_WORDS = {PaymentState.SETTLED: OrderState.SETTLED, PaymentState.FAILED: OrderState.FAILED}


async def test_every_order_of_the_banks_words_ends_at_the_first_final_one(desk: Desk) -> None:
    words = [PaymentState.PROCESSING, PaymentState.SETTLED, PaymentState.FAILED]
    for said in itertools.permutations(words):
        order, messages = await desk.order(), [uuid4().hex for _ in said]
        desk.events.clear()
        held, paid = await desk.hold()
        for word, message_id in [*zip(said, messages, strict=True), *zip(said, messages, strict=True)]:
            try:
                await desk.says(order, word, message_id=message_id)
            except AnswerQuarantined:
                assert word in FINAL_WORDS
        first = next(FINAL_WORDS[word] for word in said if word in FINAL_WORDS)
        assert (await desk.now(order)).state is first
        assert [type(event) for event in desk.events] == [
            PaymentSettled if first is OrderState.SETTLED else PaymentFailed
        ]
        assert await desk.hold() == (held - AMOUNT, paid + (AMOUNT if first is OrderState.SETTLED else 0))


async def test_a_message_that_comes_twice_is_taken_once(desk: Desk) -> None:
    order = await desk.order()
    verdicts = [await desk.says(order, PaymentState.SETTLED, message_id="M1") for _ in range(3)]
    assert verdicts == [Verdict.TAKEN, Verdict.IGNORED, Verdict.IGNORED]
    assert await desk.inbox() == [(Verdict.TAKEN, None)]
    assert len(desk.events) == 1


async def test_ten_copies_of_a_message_at_once_are_taken_once(desk: Desk) -> None:
    order = await desk.order()
    verdicts = await asyncio.gather(
        *(desk.says(order, PaymentState.SETTLED, message_id="M1") for _ in range(5)),
        *(desk.says(order, PaymentState.SETTLED) for _ in range(5)),
    )
    assert sorted(verdicts) == [Verdict.IGNORED] * 9 + [Verdict.TAKEN]
    assert await desk.hold() == (0, AMOUNT)
    assert len(desk.events) == 1


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"amount_fen": AMOUNT + 1}, Fault.OTHER_AMOUNT),
        ({"amount_fen": AMOUNT - 1}, Fault.OTHER_AMOUNT),
        ({"amount_fen": None}, Fault.OTHER_AMOUNT),
        ({"payee_account": "6217009900000000000"}, Fault.OTHER_PAYEE),
        ({"currency": "USD"}, Fault.OTHER_CURRENCY),
    ],
)
@pytest.mark.parametrize("from_callback", [True, False])
async def test_an_answer_that_does_not_fit_is_kept_and_changes_nothing(
    desk: Desk, wrong: dict[str, Any], fault: Fault, *, from_callback: bool
) -> None:
    order = await desk.order()
    about = wrong if from_callback else wrong | {"message_id": None}
    for _ in range(2):
        with pytest.raises(AnswerQuarantined):
            await desk.says(order, PaymentState.SETTLED, **about)
    found = await desk.now(order)
    assert (found.state, found.finished_at, found.bank_reference) == (OrderState.SENT, None, None)
    assert await desk.hold() == (AMOUNT, 0)
    assert desk.events == []
    assert await desk.jobs() == []
    assert await desk.inbox() == [(Verdict.QUARANTINED, fault)] * (2 if from_callback else 1)
    assert await desk.says(order, PaymentState.SETTLED) is Verdict.TAKEN


async def test_a_quarantined_message_stays_refused_when_it_comes_again(desk: Desk) -> None:
    order = await desk.order()
    for amount in (AMOUNT + 1, AMOUNT):
        with pytest.raises(AnswerQuarantined):
            await desk.says(order, PaymentState.SETTLED, message_id="M1", amount_fen=amount)
    assert (await desk.now(order)).state is OrderState.SENT


async def test_an_answer_about_an_unknown_number_is_quarantined(desk: Desk) -> None:
    order = await desk.order()
    order.number = "000000000000"
    with pytest.raises(AnswerQuarantined):
        await desk.says(order, PaymentState.SETTLED)
    assert await desk.inbox() == [(Verdict.QUARANTINED, Fault.UNKNOWN_NUMBER)]


async def test_an_order_that_was_never_sent_cannot_be_settled(desk: Desk) -> None:
    order = await desk.order(OrderState.CREATED)
    with pytest.raises(AnswerQuarantined):
        await desk.says(order, PaymentState.SETTLED)
    assert (await desk.now(order)).state is OrderState.CREATED


async def test_not_found_sends_the_same_order_again_under_the_same_number(desk: Desk) -> None:
    order = await desk.order(OrderState.UNKNOWN)
    number = order.number
    for _ in range(2):
        await desk.says(order, PaymentState.NOT_FOUND, message_id=None, amount_fen=None)
    found = await desk.now(order)
    assert (found.state, found.send_wanted, found.number) == (OrderState.UNKNOWN, True, number)
    assert await desk.jobs() == ["send_payment"]


@pytest.mark.parametrize("state", sorted(FINAL))
async def test_not_found_after_the_end_sends_nothing(desk: Desk, state: OrderState) -> None:
    order = await desk.order(state)
    assert await desk.says(order, PaymentState.NOT_FOUND, amount_fen=None) is Verdict.IGNORED
    assert (await desk.now(order)).send_wanted is False
    assert await desk.jobs() == []


@pytest.mark.parametrize(
    ("occurred_at", "day"),
    [
        (datetime(2026, 3, 1, 15, 59, tzinfo=UTC), 1),
        (datetime(2026, 3, 1, 16, 1, tzinfo=UTC), 2),
        (datetime(2026, 3, 5, tzinfo=UTC), 2),
        (datetime(2026, 1, 5, tzinfo=UTC), 2),
        (None, 2),
    ],
)
async def test_the_value_date_is_the_banks_day_where_it_can_be_right(
    desk: Desk, occurred_at: datetime | None, day: int
) -> None:
    order = await desk.order()
    await desk.says(order, PaymentState.SETTLED, occurred_at=occurred_at)
    [event] = desk.events
    assert isinstance(event, PaymentSettled)
    assert (event.value_on.month, event.value_on.day) == (3, day)


async def test_staff_cannot_speak_for_the_bank(desk: Desk, as_staff: AsStaff) -> None:
    order = await desk.order()
    for login in ("finance.hq", "admin1.hq", "officer.east1"):
        with pytest.raises(Denied):
            await take_answer(await as_staff(login), answer=PaymentAnswer(order.number, PaymentState.SETTLED, AMOUNT))
    assert (await desk.now(order)).state is OrderState.SENT


async def test_the_worker_takes_answers_too(desk: Desk, clock: FixedClock) -> None:
    order = await desk.order()
    clock.advance(timedelta(seconds=5))
    worker = Caller(desk.house, WORKER)
    assert await take_answer(worker, answer=PaymentAnswer(order.number, PaymentState.SETTLED, AMOUNT)) is Verdict.TAKEN
    assert (await desk.now(order)).finished_at == clock.now()


TOLD: dict[str, tuple[PaymentState, dict[str, Any]]] = {
    "processing": (PaymentState.PROCESSING, {}),
    "settled": (PaymentState.SETTLED, {}),
    "failed": (PaymentState.FAILED, {}),
    "another amount": (PaymentState.SETTLED, {"amount_fen": AMOUNT + 1}),
    "another payee": (PaymentState.SETTLED, {"payee_account": "6217009900000000000"}),
}


@pytest.mark.parametrize("first", TOLD)
async def test_in_every_order_of_true_and_false_words_each_is_filed_once_and_nothing_is_lost(
    desk: Desk, first: str
) -> None:
    """All 120 orders of five words, each told twice: the first true final word counts, false ones are set aside."""
    for rest in itertools.permutations([name for name in TOLD if name != first]):
        order, said = await desk.order(), (first, *rest)
        desk.events.clear()
        known = len(await desk.inbox())
        held, paid = await desk.hold()
        messages = {name: uuid4().hex for name in said}
        codes: dict[str, list[str]] = {name: [] for name in said}
        for name in (*said, *said):
            word, wrong = TOLD[name]
            try:
                verdict = await desk.says(order, word, message_id=messages[name], **wrong)
                codes[name].append(verdict.value)
            except AnswerQuarantined as refusal:
                codes[name].append(refusal.code)
        ended = next(name for name in said if name in {"settled", "failed"})
        other = "failed" if ended == "settled" else "settled"
        assert (await desk.now(order)).state is FINAL_WORDS[TOLD[ended][0]]
        assert codes[ended] == [Verdict.TAKEN, Verdict.IGNORED]
        for name in (other, "another amount", "another payee"):
            assert codes[name] == [AnswerQuarantined.code] * 2
        assert len(await desk.inbox()) == known + len(said)
        assert len(desk.events) == 1
        assert await desk.hold() == (held - AMOUNT, paid + (AMOUNT if ended == "settled" else 0))
