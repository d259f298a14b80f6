"""DV, VL and parts of ML: how applications come, brought to each grade, and random days against plain Python."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

from server.applications.rules import ApplicationState
from server.decision.models import Channel
from server.kit.embedded.endpoint import Endpoint
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.server.risk.applicants import GRADES, measured, misgraded, unlike
from tests.server.risk.planting import at, before
from tests.server.risk.portfolio import DAY
from tests.server.risk.rush import Rush, RushReckoning, product_id

OF_APPLICATION: Final = frozenset(
    {*(f"DV-{number:02}" for number in (1, 2, 3, 14, 15)), "VL-03", "VL-04", "VL-07", "VL-10"}
)
OF_CUSTOMER: Final = frozenset({"DV-04", "VL-01", "VL-02", "VL-09", "VL-11", "ML-10", "ML-11"})
GRADED: Final = OF_APPLICATION | OF_CUSTOMER | {"VL-06", "VL-12"}
RECKONED: Final = GRADED
GRAINS: Final = (Grain.CUSTOMER, Grain.APPLICATION, Grain.PRODUCT, Grain.OFFICER)
Planter = Callable[[Rush, int], UUID]


def arrivals(book: Rush, at_: int, counts: tuple[int, int, int], spacing: timedelta, by: str) -> UUID:
    """So many from one source, the last one asked about; staff beside them do not count."""
    source: dict[str, Any] = {by: uuid4().bytes}
    moment = at(before(DAY, 1), 23) - spacing * counts[at_]
    for _ in range(2):
        book.arrived(book.request(book.known()), moment + spacing, Channel.STAFF, **source)
    for _ in range(counts[at_]):
        moment += spacing
        application = book.request(book.known(), moment)
        book.arrived(application, moment, **source)
    application_id: UUID = application["id"]
    return application_id


def same_address(book: Rush, at_: int) -> UUID:
    return arrivals(book, at_, (5, 10, 4), timedelta(minutes=5), "address_index")


def same_network(book: Rush, at_: int) -> UUID:
    return arrivals(book, at_, (30, 80, 29), timedelta(minutes=15), "network_index")


def same_device(book: Rush, at_: int) -> UUID:
    return arrivals(book, at_, (2, 4, 1), timedelta(days=7), "device_index")


def many_devices(book: Rush, at_: int) -> UUID:
    own = book.known()
    for _ in range((4, 7, 3)[at_]):
        moment = at(before(DAY, 29))
        book.arrived(book.request(own, moment), moment, device_index=uuid4().bytes)
    return own["customer_id"]


def at_night(book: Rush, at_: int) -> UUID:
    hour, minute = ((4, 59), (5, 0), (23, 59))[at_]
    night: UUID = book.request(book.known(), at(before(DAY, 1), hour, minute))["id"]
    return night


def new_device(book: Rush, at_: int) -> UUID:
    """Fifty thousand yuan from a phone that was first seen a day before, or earlier, or less money."""
    device, moment = uuid4().bytes, at(before(DAY, 3))
    amount_fen = (5_000_000, 5_000_000, 4_999_999)[at_]
    first = book.request(book.known(), moment - timedelta(hours=(23, 24, 1)[at_]))
    book.arrived(first, first["created_at"], device_index=device)
    application = book.request(book.known(), moment, amount_fen=amount_fen)
    book.arrived(application, moment, device_index=device)
    application_id: UUID = application["id"]
    return application_id


def same_place(book: Rush, at_: int) -> UUID:
    place = uuid4().bytes
    visits = [book.visited(book.known(), place, before(DAY, 29)) for _ in range((3, 6, 2)[at_])]
    book.visited(book.known(), place, before(DAY, 30))
    return visits[0]


def same_employer(book: Rush, at_: int) -> UUID:
    workplace = uuid4().bytes
    for _ in range((5, 12, 4)[at_]):
        application_id: UUID = book.employed(book.known(), workplace, at(before(DAY, 6)))
    book.employed(book.known(), workplace, at(before(DAY, 7)))
    return application_id


def quick(book: Rush, at_: int) -> UUID:
    moment = at(DAY)
    handed_in = moment + timedelta(seconds=(59, 19, 60)[at_])
    application_id: UUID = book.request(book.known(), moment, submitted_at=handed_in)["id"]
    return application_id


def same_words(book: Rush, at_: int) -> UUID:
    words = f"经营稳定，还款来源充足，第{chr(0x4E00 + at_)}类"
    for number in range((4, 10, 3)[at_]):
        application_id: UUID = book.reasoned(f"{words} {number} 号。", at(before(DAY, 6)))
    book.reasoned(words, at(before(DAY, 7)))
    return application_id


def same_phone(book: Rush, at_: int) -> UUID:
    phone = uuid4().bytes
    first = book.known(phone_index=phone)
    for _ in range((2, 4, 1)[at_]):
        book.request(book.known(phone_index=phone), at(DAY, 0))
    book.request(first, at(before(DAY, 1), 23))
    return first["customer_id"]


def same_card(book: Rush, at_: int) -> UUID:
    people, card = [book.known() for _ in range((1, 2, 1)[at_])], uuid4().bytes
    for each in people:
        book.account(each, card)
    return people[0]["customer_id"]


def many_amounts(book: Rush, at_: int) -> UUID:
    own = book.known()
    for number in range((3, 6, 2)[at_]):
        book.request(own, at(before(DAY, 6)), amount_fen=1_000 + number)
        book.request(own, at(before(DAY, 7)), amount_fen=5_000 + number)
    return own["customer_id"]


def many_phones(book: Rush, at_: int) -> UUID:
    own = book.known()
    for number in range((1, 3, 0)[at_]):
        book.amended(own, at(before(DAY, 89)), "phone") if number else book.phone_of_another(own, at(DAY))
    book.amended(own, at(before(DAY, 90)), "phone")
    book.amended(own, at(DAY), "name")
    return own["customer_id"]


def many_products(book: Rush, at_: int) -> UUID:
    own = book.known()
    for _ in range((2, 3, 1)[at_]):
        book.request(own, at(before(DAY, 6)), product_version_id=book.offer(uuid4().hex))
    book.request(own, at(DAY), product_version_id=book.offer(uuid4().hex), state=ApplicationState.REJECTED)
    return own["customer_id"]


def rejected(book: Rush, at_: int) -> UUID:
    own = book.known()
    for _ in range((2, 4, 1)[at_]):
        moment = at(before(DAY, 100))
        book.request(own, moment, state=ApplicationState.REJECTED, decided_at=at(before(DAY, 89)))
    book.request(own, at(before(DAY, 100)), state=ApplicationState.REJECTED, decided_at=at(before(DAY, 90)))
    return own["customer_id"]


def crowded(book: Rush, at_: int) -> UUID:
    """Through one channel as many in a day as else in so many."""
    code = uuid4().hex
    version_id = book.offer(code)
    for number in range((5, 10, 4)[at_] + 56):
        moment = at(DAY) if number >= 56 else at(before(DAY, 1 + number % 28))
        application = book.request(book.known(), moment, product_version_id=version_id)
        book.arrived(application, moment, Channel.SELF_SERVICE)
    return product_id(code)


def near_limits(book: Rush, at_: int) -> UUID:
    officer_id = book.hire()
    for number in range(20):
        limited = (4_500_000, 48_000_000, 50_000_000, 4_999_999)[number % 4]
        amount_fen = limited if number < (5, 9, 4)[at_] else (5_000_000, 4_499_999)[number % 2]
        book.request(book.known(officer_id=officer_id), at(before(DAY, 29)), amount_fen=amount_fen)
    return officer_id


PLANTERS: Final[dict[str, Planter]] = {
    "DV-01": same_address,
    "DV-02": same_network,
    "DV-03": same_device,
    "DV-04": many_devices,
    "DV-14": at_night,
    "DV-15": new_device,
    "VL-01": same_phone,
    "VL-02": same_card,
    "VL-03": same_place,
    "VL-04": same_employer,
    "VL-06": crowded,
    "VL-07": quick,
    "VL-09": many_amounts,
    "VL-10": same_words,
    "VL-11": many_phones,
    "VL-12": near_limits,
    "ML-10": many_products,
    "ML-11": rejected,
}


async def test_how_applications_come_is_brought_to_each_grade(endpoint: Endpoint, database_name: str) -> None:
    assert set(PLANTERS) == GRADED
    book = Rush()
    planted = {code: {grade: plant(book, GRADES.index(grade)) for grade in GRADES} for code, plant in PLANTERS.items()}
    values = await measured(endpoint, database_name, book, *GRAINS)
    wrong = [misgraded(values, people, frozenset({code})) for code, people in planted.items()]
    assert [each for each in wrong if each] == []


async def test_an_address_from_which_many_may_come_is_not_held_against_them(
    endpoint: Endpoint, database_name: str
) -> None:
    book = Rush()
    application_id = same_address(book, GRADES.index(Grade.CRITICAL))
    address = next(row["address_index"] for row in book.rows["decision_arrivals"])
    book.allowed(address, DAY)
    values = await measured(endpoint, database_name, book, Grain.APPLICATION)
    assert values[application_id]["DV-01"] == 0


def moment_of(dice: Random) -> datetime:
    return at(before(DAY, dice.choice((0, 0, 1, 3, 6, 7, 20, 28, 29, 30, 85))), dice.randrange(24), dice.randrange(60))


def plant_random(dice: Random) -> Rush:
    book = Rush()
    phones, cards, places, sources = ([uuid4().bytes for _ in range(size)] for size in (12, 12, 8, 8))
    versions = [book.offer(code) for code in ("one", "two", "three")]
    officers = [book.hire() for _ in range(3)]
    for _ in range(25):
        own = book.known(phone_index=dice.choice(phones), officer_id=dice.choice(officers))
        for card in dice.sample(cards, dice.randrange(3)):
            book.account(own, card)
        for place in dice.sample(places, dice.randrange(2)):
            book.visited(own, place, before(DAY, dice.choice((0, 29, 30))))
        for workplace in dice.sample(phones, dice.randrange(2)):
            book.employed(own, workplace, moment_of(dice))
        for _ in range(dice.randrange(4)):
            what = dice.choice(("phone", "name", "income_monthly_fen"))
            book.amended(own, at(before(DAY, dice.choice((0, 89, 90)))), what)
        for _ in range(dice.randrange(5)):
            moment = moment_of(dice)
            state = dice.choice((ApplicationState.IN_REVIEW, ApplicationState.REJECTED, ApplicationState.WITHDRAWN))
            application = book.request(
                own,
                moment,
                state=state,
                amount_fen=dice.choice((4_499_999, 4_500_000, 5_000_000, 48_000_000)),
                product_version_id=dice.choice(versions),
                decided_at=at(DAY) if state is ApplicationState.REJECTED else None,
                submitted_at=dice.choice((None, moment + timedelta(seconds=dice.randrange(100)))),
            )
            if dice.random() < 0.8:
                names = ("address_index", "network_index", "device_index")
                told = {name: dice.choice((None, *sources[:4])) for name in names}
                book.arrived(application, moment, dice.choice((Channel.STAFF, *[Channel.SELF_SERVICE] * 3)), **told)
            if dice.random() < 0.7:
                words = dice.choice(("经营稳定，还款来源充足。", "经营稳定 还款来源充足", "流水与申报一致，建议批准"))
                book.opinion(application, words, at(before(DAY, dice.choice((0, 6, 7)))))
    return book


async def test_random_days_come_to_what_plain_python_says(endpoint: Endpoint, database_name: str) -> None:
    book = plant_random(Random(20260930))
    reckoning = RushReckoning(book)
    values = await measured(endpoint, database_name, book, *GRAINS)
    for row in book.rows["customers"]:
        assert unlike(values[row["id"]], reckoning.of_customer(row)) == {}
    for row in book.rows["applications"]:
        assert unlike(values[row["id"]], reckoning.of_application(row)) == {}
    for officer in book.rows["staff"]:
        assert unlike(values[officer["id"]], {"VL-12": reckoning.near_limits(officer["id"])}) == {}
    for code in ("one", "two", "three"):
        assert unlike(values[product_id(code)], {"VL-06": reckoning.spike(code)}) == {}
