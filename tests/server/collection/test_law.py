"""No contact that the law forbids goes out: ten thousand by the rules alone, some hundreds through the door."""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from random import Random
from typing import Any
from uuid import UUID

from server.collection.contacting.noting import note_contact
from server.collection.contacting.planning import Planned
from server.collection.rules import ContactState
from server.compliance import catalogue
from server.compliance.contacts.models import ContactChannel, MessageKind
from server.compliance.engine import put
from server.compliance.rules import LENDERS_USUAL, Trigger
from server.kit.rulebook import FindingOutcome
from server.kit.work import Caller
from tests.factories.relations import plant_contact
from tests.fixtures.house import fresh
from tests.server.collection.conftest import Desk
from tests.server.collection.law import LENDER, Law, Wish, wishes

SEED = 20261123
GENERATED, THROUGH_THE_DOOR = 10_000, 200
DEBTORS = 4
BEGINS = datetime(2026, 3, 1, 16, 0, tzinfo=UTC)
DONE = frozenset({ContactState.SENT, ContactState.REACHED, ContactState.MISSED})


class Register:
    """What the register of contacts would answer, by looking through all of it each time."""

    def __init__(self) -> None:
        self.made: defaultdict[int, list[tuple[Wish, bool]]] = defaultdict(list)

    def facts(self, wish: Wish) -> dict[str, Any]:
        own = self.made[wish.debtor]
        today = [(made, answered) for made, answered in own if made.local.date() == wish.local.date()]
        calls = [(made, answered) for made, answered in today if made.channel == "call"]
        failures = 0
        for made, answered in reversed(own):
            if not made.third:
                if answered:
                    break
                failures += 1
        return {
            "local_hour": wish.local.hour,
            "channel": wish.channel,
            "to_kind": "contact" if wish.third else "self",
            "message_kind": "demand" if wish.demand else "call_back",
            "text": wish.text,
            "debtor_consent": wish.consents,
            "debtor_lost": ["number_invalid"] if wish.lost else [],
            "effective_calls_today": sum(answered for made, answered in calls if not made.third),
            "unanswered_dials_today": sum(not answered for made, answered in calls if made.third == wish.third),
            "consecutive_failures": failures,
            "contact_refused": wish.channel in {"call", "message"}
            and any(made.refuses for made, _ in own if made.channel == "call" and made.third and wish.third),
            "first_contact": not any(answered for _, answered in own),
            "script_tags": ["identity"] if LENDER in wish.text else [],
        }


def test_of_ten_thousand_contacts_exactly_those_go_out_that_the_law_allows() -> None:
    law, register, broken, allowed = Law(), Register(), Counter[str](), 0
    rules = [each for each in catalogue.in_force(BEGINS.date()) if Trigger.COLLECTION.value in each.triggers]
    assert len(rules) >= 9
    for wish in wishes(Random(SEED), GENERATED, debtors=40, begins=BEGINS, minutes=8 * 24 * 60):
        facts = register.facts(wish)
        found = put(rules, facts, kind="any", lenders=LENDERS_USUAL, labels=catalogue.labels())
        against = law.against(wish)
        assert {each.code for each in found.findings} == against, wish
        assert (found.outcome is FindingOutcome.PASS) is not bool(against)
        broken.update(against)
        if not against:
            allowed += 1
            law.make(wish)
            register.made[wish.debtor].append((wish, wish.answered or wish.channel in {"message", "letter"}))
    assert allowed > GENERATED // 4
    assert set(broken) == {f"CL-{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 12)}, "each rule was met"
    assert min(broken.values()) > 5


async def test_through_the_door_no_illegal_contact_goes_out_and_hardly_a_legal_one_is_kept_back(desk: Desk) -> None:
    law, refused, dice = Law(), 0, Random(SEED + 1)
    cases: dict[int, tuple[UUID, UUID]] = {}
    collector = await desk.collector()
    for debtor in range(DEBTORS):
        debt, case_id = await desk.opened(70)
        phone = f"1990099{debtor:04}"
        cases[debtor] = (case_id, await plant_contact(desk.owner, debt.customer, phone=phone))
    for wish in wishes(dice, THROUGH_THE_DOOR, debtors=DEBTORS, begins=BEGINS, minutes=2 * 24 * 60):
        desk.clock.instant = wish.at
        against = law.against(wish)
        contact_id = await _through(desk, collector, wish, cases[wish.debtor])
        done = (await desk.contact(contact_id)).state
        if done in DONE:
            assert not against, (wish, against)
            law.make(wish)
        else:
            assert done in {ContactState.REFUSED, ContactState.CANCELLED}
            refused += 1
    made = sum(law.done.values())
    assert made + refused == THROUGH_THE_DOOR
    assert made > THROUGH_THE_DOOR // 5
    assert len(await desk.notices()) <= made


async def _through(desk: Desk, collector: Caller, wish: Wish, about: tuple[UUID, UUID]) -> UUID:
    """Plan it, and make it if it may be made; answers the contact."""
    case_id, person_id = about
    planned = Planned(
        ContactChannel(wish.channel),
        MessageKind.DEMAND if wish.demand else MessageKind.CALL_BACK,
        text=wish.text,
        person_id=person_id if wish.third else None,
        consented=wish.consents,
        utc_offset_minutes=wish.offset,
        lost=("number_invalid",) if wish.lost else (),
    )
    contact = await desk.plan(collector, case_id, planned)
    if contact.state is ContactState.PLANNED and wish.channel == "message":
        await desk.work()
    elif contact.state is ContactState.PLANNED:
        answered = wish.answered or wish.channel == "letter"
        noting = fresh(collector)
        await note_contact(noting, contact_id=contact.id, reached=answered, recorded=True, refused_further=wish.refuses)
    return contact.id
