"""From hits to alerts, in the database: once a subject, graver, eased, whose, how many a day."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.clock import FixedClock
from server.kit.work import House
from server.notices.staff.models import StaffNotice, StaffNoticeKind
from server.risk.alerts.models import NOBODY, RiskAlert, RiskDigest
from server.risk.alerts.rules import NEW_A_DAY_MAX, AlertState, Desk, Severity
from server.risk.alerts.service import snooze
from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.models import RiskThreshold, ThresholdState
from tests.factories.alerts import DAY, alerts, hit, sweep
from tests.factories.custody import plant_funding_account
from tests.factories.customers import plant_customer
from tests.factories.loans import plant_loan
from tests.factories.products import plant_product
from tests.fixtures.house import NOON, AsStaff
from tests.fixtures.world import id_of

OF_IT = StaffNotice.subject_id == RiskAlert.id


async def test_an_indicator_of_a_subject_has_one_living_alert_that_grows_graver_and_notes_that_it_eased(
    owner: AsyncSession, house: House, clock: FixedClock, as_staff: AsStaff
) -> None:
    customer = await plant_customer(owner)
    version, account = await plant_product(owner), await plant_funding_account(owner)
    loan = await plant_loan(owner, customer, version, account, principal_fen=3_000_000)
    await owner.commit()
    assert (
        await sweep(house, hit(customer), hit(customer, code="RB-04", grain=Grain.LOAN, subject_id=loan.loan_id)) == 2
    )
    assert await sweep(house, hit(customer)) == 0
    [of_customer] = await alerts(owner, code="RB-01")
    [of_loan] = await alerts(owner, code="RB-04")
    assert (of_customer.money_fen, of_loan.money_fen) == (3_000_000, 3_000_000)
    assert (of_customer.desk, of_customer.officer_id) == (Desk.OFFICER, customer.officer_id)
    assert of_customer.label is None
    assert of_customer.due_at == NOON + timedelta(hours=24)
    assert of_loan.due_at == NOON + timedelta(hours=72)
    officer = await as_staff("officer.east1")
    until = DAY + timedelta(days=10)
    await snooze(
        officer, alert_id=of_customer.id, until=until, reason="已约定还款", expected_version=of_customer.version
    )

    clock.advance(timedelta(hours=2))
    assert await sweep(house, hit(customer, grade=Grade.CRITICAL, former=Grade.WARN)) == 0
    [worse] = await alerts(owner, code="RB-01")
    assert (worse.severity, worse.state, worse.snoozed_until) == (Severity.CRITICAL, AlertState.OPEN, None)
    assert [line["what"] for line in worse.story] == ["opened", "measured", "snooze", "worsen"]
    assert worse.story[2]["by"] == "officer.east1"

    await sweep(house, hit(customer, grade=Grade.GAP, former=Grade.CRITICAL, value=None))
    [still] = await alerts(owner, code="RB-01")
    assert (still.eased_on, still.version) == (None, worse.version)
    await sweep(house, hit(customer, grade=Grade.NOTHING, former=Grade.CRITICAL))
    [eased] = await alerts(owner, code="RB-01")
    assert (eased.eased_on, eased.state, eased.severity) == (DAY, AlertState.OPEN, Severity.CRITICAL)


async def test_what_is_off_opens_nothing_and_what_triggers_nothing_neither(owner: AsyncSession, house: House) -> None:
    customer = await plant_customer(owner)
    quiet = [hit(customer, code="RB-07"), hit(customer, grade=Grade.UNKNOWN), hit(customer, grade=Grade.NOTHING)]
    assert await sweep(house, *quiet) == 0
    assert await alerts(owner) == []


async def test_each_alert_is_told_to_those_whose_it_is_and_to_nobody_who_it_is_about(
    owner: AsyncSession, house: House
) -> None:
    customer = await plant_customer(owner)
    about_officer = hit(
        code="OF-07",
        grain=Grain.OFFICER,
        subject_id=id_of("risk.hq"),
        branch_id=id_of("hq"),
        officer_id=id_of("risk.hq"),
        label="risk.hq",
    )
    whole_house = hit(code="CU-01", grain=Grain.HOUSE, subject_id=id_of("hq"), branch_id=id_of("hq"), label="hq")
    suspicion = hit(customer, code="RB-12", grain=Grain.LOAN)
    region = hit(code="DV-01", grain=Grain.REGION, subject_id=id_of("east"), branch_id=id_of("east"), label="east")
    assert await sweep(house, hit(customer), about_officer, whole_house, suspicion, region) == 5
    rows = (await owner.execute(select(RiskAlert.code, StaffNotice.staff_id).join(StaffNotice, OF_IT))).all()
    names = {id_of(name): name for name in ("officer.east1", "risk.hq", "finance.hq", "checker.hq")}
    assert {(code, names[staff]) for code, staff in rows} == {
        ("RB-01", "officer.east1"),
        ("CU-01", "finance.hq"),
        ("CU-01", "checker.hq"),
        ("RB-12", "risk.hq"),
        ("DV-01", "risk.hq"),
    }
    [misconduct] = await alerts(owner, code="OF-07")
    assert (misconduct.officer_id, misconduct.customer_id) == (NOBODY, id_of("risk.hq"))


async def test_an_officer_is_told_so_many_a_day_and_the_rest_in_a_digest_that_is_told_once(
    owner: AsyncSession, house: House, clock: FixedClock
) -> None:
    customer = await plant_customer(owner)
    other = await plant_customer(owner, officer="officer2.east1")
    many = [hit(customer, code="RB-04", grain=Grain.LOAN, subject_id=uuid4()) for _ in range(NEW_A_DAY_MAX + 2)]
    grave = hit(customer, code="ML-09", grade=Grade.CRITICAL)
    assert await sweep(house, *many, grave, hit(other)) == NEW_A_DAY_MAX + 4
    assert await sweep(house, hit(customer, code="CF-03")) == 1
    found = await alerts(owner)
    told = Counter((one.officer_id, one.digest_on is None) for one in found)
    assert told == {
        (customer.officer_id, True): NEW_A_DAY_MAX,
        (customer.officer_id, False): 4,
        (other.officer_id, True): 1,
    }
    [weightiest] = [one for one in found if one.code == "ML-09"]
    assert weightiest.digest_on is None
    [digest] = (await owner.execute(select(RiskDigest))).scalars()
    assert (digest.officer_id, digest.alerts, digest.day) == (customer.officer_id, 4, NOON.date())
    kinds = (
        await owner.execute(
            select(StaffNotice.kind, func.count())
            .where(StaffNotice.staff_id == customer.officer_id)
            .group_by(StaffNotice.kind)
        )
    ).all()
    assert dict(kinds) == {StaffNoticeKind.ALERT_OPENED: NEW_A_DAY_MAX, StaffNoticeKind.ALERT_DIGEST: 1}
    clock.advance(timedelta(days=1))
    assert await sweep(house, hit(customer, code="DQ-04")) == 1
    [next_day] = await alerts(owner, code="DQ-04")
    assert next_day.digest_on is None


async def test_an_alert_about_several_speaks_for_each_of_them(owner: AsyncSession, house: House) -> None:
    customer = await plant_customer(owner)
    first, *others = [uuid4() for _ in range(4)]
    gathered = hit(customer, code="DV-01", grain=Grain.APPLICATION, subject_id=first)
    assert await sweep(house, gathered, clusters={first: [first, *others]}) == 1
    singly = [hit(customer, code="DV-01", grain=Grain.APPLICATION, subject_id=one) for one in others]
    assert await sweep(house, *singly) == 0
    [one] = await alerts(owner)
    assert one.cluster == [first, *others]


async def test_an_alert_shows_the_threshold_that_its_value_has_passed(owner: AsyncSession, house: House) -> None:
    customer = await plant_customer(owner)
    own = {"region_id": id_of("east"), "warn": Decimal(1), "critical": Decimal(9), "effective_from": date(2026, 2, 1)}
    four_eyes = {"proposed_by": id_of("risk.hq"), "proposed_at": NOON, "decided_by": id_of("committee1.hq")}
    row = {"id": uuid4(), "code": "RB-01", "number": 1, "reason": "more care", "state": ThresholdState.APPROVED}
    await owner.execute(insert(RiskThreshold).values(**row, **own, **four_eyes, decided_at=NOON))
    await owner.commit()
    far = await plant_customer(owner, officer="officer.west1")
    of_catalogue = hit(far, value=Decimal(2))
    assert await sweep(house, hit(customer, value=Decimal(1)), of_catalogue) == 2
    shown = {one.officer_id: (one.warn, one.critical) for one in await alerts(owner)}
    assert shown == {customer.officer_id: (Decimal(1), Decimal(9)), far.officer_id: (Decimal(2), Decimal(3))}
