"""SN: who is connected with whom, brought to each grade, and random circles against plain Python."""

from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

import pytest

from server.kit.embedded.endpoint import Endpoint
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.fixtures.world import id_of
from tests.server.risk.applicants import GRADES, OFFICER, measured, misgraded, unlike
from tests.server.risk.circles import Circles, Own, Reckoning
from tests.server.risk.planting import at, before
from tests.server.risk.portfolio import DAY

OF_CUSTOMER: Final = frozenset(f"SN-{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 9, 11, 12))
GRADED: Final = OF_CUSTOMER | {"SN-08", "SN-13"}
RECKONED: Final = GRADED


def plant(book: Circles, grade: Grade) -> tuple[UUID, UUID]:
    """Somebody, and his loan, whose circle is as the grade has it."""
    at_ = GRADES.index(grade)
    own = book.known(income_monthly_fen=1_000)
    silent: dict[str, Any] = {"agreed_on": None}
    reached = silent if grade is Grade.CRITICAL else {}
    for _ in range((1, 2, 0)[at_]):
        phone = uuid4().bytes
        book.contact(own, phone, **reached)
        book.lent_to(book.known(phone_index=phone), 31)
    shared = uuid4().bytes
    book.contact(own, shared, **reached)
    for _ in range((2, 5, 1)[at_]):
        book.contact(book.known(), shared)
    for _ in range((2, 1, 0)[at_]):
        book.contact(own, uuid4().bytes, **silent)
    for _ in range((3, 5, 2)[at_]):
        book.contact(own, uuid4().bytes, ended_at=at(before(DAY, 89)), ended_by=OFFICER)
    _tie(book, own, at_)
    _circle(book, own, grade)
    book.guarantees(own, book.known(), (25_000, 49_000, 24_000)[at_])
    if grade is Grade.CRITICAL:
        first, second = book.known(), book.known()
        for person, debtor in ((own, first), (first, second), (second, own)):
            book.guarantees(person, debtor)
    group_id = uuid4()
    member = book.known()
    for each in (own, member):
        book.grouped(each, group_id)
    for _ in range((2, 4, 1)[at_]):
        book.request(member, at(before(DAY, 29)))
    loan, account = book.lent_to(own), uuid4().bytes
    book.paid_into(loan, account)
    book.paid_into(book.lent_to(book.known()), account, entrusted=grade is not Grade.CRITICAL)
    return own["customer_id"], loan["id"]


def _tie(book: Circles, own: Own, at_: int) -> None:
    """Late loans two steps away among as many as the grade needs."""
    nearer, further = book.known(), book.known()
    book.tied(nearer, own)
    book.guarantees(further, nearer)
    book.lent_to(further, 31)
    for _ in range((9, 3, 10)[at_]):
        book.lent_to(nearer, 30)


def _circle(book: Circles, own: Own, grade: Grade) -> None:
    """Four in a ring, eight with one card, or two."""
    if grade is Grade.CRITICAL:
        for each in (own, *(book.known() for _ in range(7))):
            book.account(each, b"one card")
        return
    ring = [own, *(book.known() for _ in range(3 if grade is Grade.WARN else 1))]
    for number, each in enumerate(ring):
        card = uuid4().bytes
        book.account(each, card)
        book.account(ring[(number + 1) % len(ring)], card)


async def test_people_come_to_each_grade_by_their_circle(endpoint: Endpoint, database_name: str) -> None:
    book = Circles()
    planted = {grade: plant(book, grade) for grade in GRADES}
    values = await measured(endpoint, database_name, book, Grain.CUSTOMER, Grain.LOAN)
    assert misgraded(values, {grade: keys[0] for grade, keys in planted.items()}, OF_CUSTOMER) == {}
    assert misgraded(values, {grade: keys[1] for grade, keys in planted.items()}, frozenset({"SN-13"})) == {}


@pytest.mark.parametrize(("grade", "size"), [(Grade.WARN, 5), (Grade.CRITICAL, 10), (Grade.NOTHING, 4)])
async def test_the_house_knows_its_largest_circle_of_guarantees_and_no_star_is_one(
    endpoint: Endpoint, database_name: str, grade: Grade, size: int
) -> None:
    book = Circles()
    ring = [book.known() for _ in range(size)]
    for number, each in enumerate(ring):
        book.guarantees(each, ring[number - 1])
        book.guarantees(ring[0], book.known())
    values = await measured(endpoint, database_name, book, Grain.HOUSE)
    assert misgraded(values, {grade: id_of("hq")}, frozenset({"SN-08"})) == {}
    assert values[id_of("hq")]["SN-08"] == size


def plant_random(dice: Random) -> tuple[Circles, list[Own]]:
    book = Circles()
    phones = [uuid4().bytes for _ in range(30)]
    people = [book.known(phone_index=phone, income_monthly_fen=dice.choice((0, 700, 5_000))) for phone in phones[:25]]
    cards, places, accounts = ([uuid4().bytes for _ in range(size)] for size in (30, 30, 12))
    groups = [uuid4(), uuid4(), None, None]
    for own in people:
        _random_contacts(book, dice, own, phones)
        book.grouped(own, dice.choice(groups))
        for card in dice.sample(cards, dice.choice((0, 1, 2))):
            book.account(own, card)
        for place in dice.sample(places, dice.choice((0, 1))):
            book.visited(own, place, dice.choice((3, 89, 95)))
        for _ in range(dice.randrange(3)):
            book.request(own, at(before(DAY, dice.choice((0, 29, 30, 50)))))
        for _ in range(dice.randrange(3)):
            loan = book.lent_to(
                own, dice.choice((-5, 30, 31, 100)), disbursed_on=before(DAY, dice.choice((5, 179, 180)))
            )
            entrusted = dice.random() < 0.2
            book.paid_into(loan, dice.choice(accounts), dice.choice((1, 179, 180)), entrusted=entrusted)
        for other in dice.sample(people, dice.choice((0, 0, 1, 2))):
            if other is not own:
                book.tied(own, other, ended=dice.random() < 0.2)
        for other in dice.sample(people, dice.choice((0, 1))):
            if other is not own:
                book.guarantees(own, other, dice.randrange(1, 10**5), ended=dice.random() < 0.2)
    return book, people


def _random_contacts(book: Circles, dice: Random, own: Own, phones: list[bytes]) -> None:
    for phone in dice.sample(phones, dice.randrange(4)):
        told: dict[str, Any] = {"recorded_at": at(before(DAY, dice.choice((1, 89, 90, 200))))}
        if dice.random() < 0.4:
            told |= {"ended_at": at(before(DAY, dice.choice((0, 89, 90)))), "ended_by": OFFICER}
        book.contact(own, phone, **told, agreed_on=dice.choice((None, DAY)))


@pytest.mark.parametrize("seed", [1, 2])
async def test_random_circles_come_to_what_plain_python_says(endpoint: Endpoint, database_name: str, seed: int) -> None:
    book, people = plant_random(Random(seed))
    reckoning = Reckoning(book)
    values = await measured(endpoint, database_name, book, Grain.CUSTOMER, Grain.LOAN, Grain.HOUSE)
    reckoned = {own["customer_id"]: reckoning.of_customer(own) for own in people}
    assert {str(key): wrong for key, wanted in reckoned.items() if (wrong := unlike(values[key], wanted))} == {}
    for loan in book.rows["loans"]:
        assert unlike(values[loan["id"]], {"SN-13": reckoning.payees(loan)}) == {}
    assert values[id_of("hq")]["SN-08"] == reckoning.largest_circle()
