"""Hiring, importing, appointing, resetting, disabling, handing over; two administrators at any time."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.models import Customer
from server.identity import catalogue, handover, reads, sessions, staffing
from server.identity.errors import (
    LastAdministrators,
    NotAnOfficer,
    OwnRights,
    PositionBeyondReach,
    StillHasCustomers,
    UnknownBranch,
    UnknownPosition,
    WeakPassword,
)
from server.identity.models import PositionRole, Staff, StaffPosition, StaffState
from server.kit.errors import Denied, DomainError, NotFound, Unauthenticated
from server.kit.hints import Hints
from server.kit.work import Caller
from tests.factories.customers import plant_customer
from tests.fixtures.asking import ask
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import PASSWORD, id_of

HOUR_SECONDS = 3600.0
PATIENCE_SECONDS = 30.0
NEW = staffing.NewStaff("new.officer", "陈新", "east-1", (catalogue.OFFICER,), "first password 1")


async def branches(caller: Caller) -> set[str]:
    """Codes of the branches that the caller sees."""
    return {row["code"] for row in (await ask(caller, "{ branches { code } }"))["branches"]}


async def count(owner: AsyncSession) -> int:
    await owner.rollback()
    return (await owner.execute(select(func.count()).select_from(Staff))).scalar_one()


async def test_a_hired_officer_must_choose_a_password_before_he_may_do_anything_else(
    as_staff: AsStaff, nobody: Caller, house: object
) -> None:
    await staffing.hire(await as_staff("admin1.hq"), staff=NEW)
    tokens = await sessions.log_in(nobody, login=NEW.login, password=NEW.password)
    assert isinstance(tokens, sessions.Tokens)
    actor = await nobody.house.actors.actor_of(nobody.house, tokens.access)  # type: ignore[attr-defined]  # Sessions
    caller = replace(nobody, actor=actor, idempotency_key="k1")
    with pytest.raises(Denied):
        await branches(caller)
    await staffing.change_password(caller, old=NEW.password, new="my own password 2")
    assert await branches(caller) == {"east-1"}
    assert house


async def test_an_import_takes_all_rows_or_none_and_names_each_fault(as_staff: AsStaff, owner: AsyncSession) -> None:
    before = await count(owner)
    rows = (NEW, replace(NEW, login="Bad Login"), replace(NEW, login="other.one", branch_code="nowhere"), NEW)
    report = await staffing.import_staff(await as_staff("admin1.hq"), rows=rows, dry_run=False)
    assert [(error.row, error.field, error.code) for error in report.errors] == [
        (2, "login", "staff.login_unsound"),
        (3, "branchCode", "staff.unknown_branch"),
        (4, "login", "staff.login_taken"),
    ]
    assert await count(owner) == before
    good = (NEW, replace(NEW, login="other.one"))
    assert (await staffing.import_staff(await as_staff("admin1.hq"), rows=good, dry_run=True)).created == 0
    assert await count(owner) == before
    assert (await staffing.import_staff(await as_staff("admin1.hq"), rows=good, dry_run=False)).created == len(good)
    assert await count(owner) == before + len(good)


async def test_a_weak_first_password_or_an_unknown_position_is_refused(as_staff: AsStaff, owner: AsyncSession) -> None:
    before = await count(owner)
    with pytest.raises(WeakPassword):
        await staffing.hire(await as_staff("admin1.hq"), staff=replace(NEW, password="short"))
    with pytest.raises(UnknownPosition):
        await staffing.hire(await as_staff("admin1.hq"), staff=replace(NEW, positions=("emperor",)))
    assert await count(owner) == before


async def test_nobody_raises_his_own_rights(as_staff: AsStaff, owner: AsyncSession) -> None:
    with pytest.raises(OwnRights):
        await staffing.appoint(
            await as_staff("admin1.hq"), staff_id=id_of("admin1.hq"), positions=(catalogue.COMMITTEE,)
        )
    held = select(StaffPosition.position_code).where(StaffPosition.staff_id == id_of("admin1.hq"))
    assert list((await owner.execute(held)).scalars()) == [catalogue.ADMINISTRATOR]


@pytest.fixture
async def regional(as_staff: AsStaff, owner: AsyncSession) -> Caller:
    """The regional manager of the east, who administers the staff there."""
    row = insert(PositionRole).values(position_code=catalogue.REGIONAL_MANAGER, role_code="administering")
    await owner.execute(row)
    await owner.commit()
    return await as_staff("manager.east")


@pytest.mark.parametrize(
    ("login", "position", "error"),
    [
        ("officer.east1", catalogue.AUDITOR, PositionBeyondReach),
        ("officer.west1", catalogue.REVIEWER, NotFound),
        ("auditor.hq", catalogue.OFFICER, NotFound),
    ],
    ids=["up to headquarters", "in another region", "down from headquarters"],
)
async def test_who_administers_a_region_appoints_within_it(
    regional: Caller, owner: AsyncSession, login: str, position: str, error: type[DomainError]
) -> None:
    before = await held_by(owner, login)
    with pytest.raises(error):
        await staffing.appoint(regional, staff_id=id_of(login), positions=(position,))
    assert await held_by(owner, login) == before
    inside = fresh(regional)
    await staffing.appoint(inside, staff_id=id_of("officer.east2"), positions=(catalogue.REGIONAL_MANAGER,))
    assert await held_by(owner, "officer.east2") == {catalogue.REGIONAL_MANAGER}


async def test_who_administers_a_region_hires_for_it(regional: Caller, owner: AsyncSession) -> None:
    before = await count(owner)
    with pytest.raises(PositionBeyondReach):
        await staffing.hire(regional, staff=replace(NEW, positions=(catalogue.OFFICER, catalogue.FINANCE)))
    with pytest.raises(UnknownBranch):
        await staffing.hire(fresh(regional), staff=replace(NEW, branch_code="west-1"))
    assert await count(owner) == before
    await staffing.hire(fresh(regional), staff=NEW)
    assert await count(owner) == before + 1


async def test_who_administers_a_region_takes_over_nobody_who_sees_farther(
    regional: Caller, as_staff: AsStaff, owner: AsyncSession
) -> None:
    colleague = id_of("collector.east1")
    await staffing.appoint(await as_staff("admin1.hq"), staff_id=colleague, positions=(catalogue.AUDITOR,))
    with pytest.raises(PositionBeyondReach):
        await staffing.reset(fresh(regional), staff_id=colleague, password="another first 3")
    with pytest.raises(PositionBeyondReach):
        await staffing.disable(fresh(regional), staff_id=colleague)
    with pytest.raises(PositionBeyondReach):
        await staffing.appoint(fresh(regional), staff_id=colleague, positions=(catalogue.OFFICER,))
    assert await held_by(owner, "collector.east1") == {catalogue.AUDITOR}
    state = select(Staff.state).where(Staff.id == colleague)
    assert (await owner.execute(state)).scalar_one() is StaffState.ACTIVE


async def held_by(owner: AsyncSession, login: str) -> set[str]:
    """The positions that somebody holds until further notice."""
    await owner.rollback()
    held = select(StaffPosition.position_code).where(
        StaffPosition.staff_id == id_of(login), StaffPosition.valid_until.is_(None)
    )
    return set((await owner.execute(held)).scalars())


async def test_two_administrators_remain(as_staff: AsStaff, owner: AsyncSession) -> None:
    with pytest.raises(LastAdministrators):
        await staffing.disable(await as_staff("admin1.hq"), staff_id=id_of("admin2.hq"))
    with pytest.raises(LastAdministrators):
        await staffing.appoint(await as_staff("admin1.hq"), staff_id=id_of("admin2.hq"), positions=(catalogue.OFFICER,))
    state = select(Staff.state).where(Staff.id == id_of("admin2.hq"))
    assert (await owner.execute(state)).scalar_one() is StaffState.ACTIVE


async def test_an_appointment_bites_on_the_next_request(as_staff: AsStaff) -> None:
    officer = await as_staff("officer.east1")
    assert await branches(officer) == {"east-1"}
    await staffing.appoint(
        await as_staff("admin1.hq"), staff_id=officer.actor.id, positions=(catalogue.REGIONAL_MANAGER,)
    )
    assert await branches(officer) == {"east", "east-1", "east-2"}


async def test_a_reset_or_disabled_member_is_out_at_once(as_staff: AsStaff) -> None:
    for login, act in (("officer.east2", "reset"), ("collector.east1", "disable")):
        victim = await as_staff(login)
        admin = await as_staff("admin1.hq")
        if act == "reset":
            await staffing.reset(admin, staff_id=victim.actor.id, password="another first 3")
        else:
            await staffing.disable(admin, staff_id=victim.actor.id)
        with pytest.raises(Unauthenticated):
            await reads.me(victim)


async def test_customers_are_handed_over_whole_with_a_preview_before(as_staff: AsStaff, owner: AsyncSession) -> None:
    planted = [await plant_customer(owner, officer="officer.east1") for _ in range(3)]
    ids = {"from_staff_id": id_of("officer.east1"), "to_staff_id": id_of("officer.east2")}
    kind = handover.HandoverKind.LEAVE
    admin = await as_staff("admin1.hq")
    with pytest.raises(StillHasCustomers):
        await staffing.disable(admin, staff_id=id_of("officer.east1"))
    shown = await handover.transfer_customers(fresh(admin), **ids, kind=kind, preview=True)
    assert (shown.customers, await officers(owner)) == (len(planted), {id_of("officer.east1")})
    done = await handover.transfer_customers(fresh(admin), **ids, kind=kind, preview=False)
    assert done.moved == shown.moved
    assert await officers(owner) == {id_of("officer.east2")}
    state = select(Staff.state).where(Staff.id == id_of("officer.east1"))
    assert (await owner.execute(state)).scalar_one() is StaffState.ON_LEAVE


async def test_customers_go_to_another_active_officer_only(as_staff: AsStaff, owner: AsyncSession) -> None:
    await plant_customer(owner, officer="officer.east1")
    for wrong in ("officer.east1", "auditor.hq"):
        with pytest.raises(NotAnOfficer):
            await handover.transfer_customers(
                await as_staff("admin1.hq"),
                from_staff_id=id_of("officer.east1"),
                to_staff_id=id_of(wrong),
                kind=handover.HandoverKind.TRANSFER,
                preview=False,
            )
    assert await officers(owner) == {id_of("officer.east1")}


async def test_an_officer_administers_nobody(as_staff: AsStaff, owner: AsyncSession) -> None:
    before = await count(owner)
    with pytest.raises(Denied):
        await staffing.hire(await as_staff("officer.east1"), staff=NEW)
    assert await count(owner) == before


async def test_a_lost_phone_ends_the_other_sessions(as_staff: AsStaff) -> None:
    lost, kept = await as_staff("officer.east1"), await as_staff("officer.east1")
    assert await sessions.end_other_sessions(kept) == 1
    with pytest.raises(Unauthenticated):
        await reads.me(lost)
    assert (await reads.me(fresh(kept))).staff.login == "officer.east1"


async def officers(owner: AsyncSession) -> set[object]:
    await owner.rollback()
    return set((await owner.execute(select(Customer.officer_id))).scalars())


def test_the_test_worlds_password_is_strong_enough() -> None:
    from server.identity.passwords import check_strength

    check_strength(PASSWORD)


async def test_whoever_watches_looks_again_when_customers_have_changed_hands(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    await plant_customer(owner, officer="officer.east1")
    admin = await as_staff("admin1.hq")
    hints = Hints(poll_seconds=HOUR_SECONDS, blind_poll_seconds=HOUR_SECONDS)
    admin = replace(admin, house=replace(admin.house, hints=hints))
    bells = [hints.bell(f"loan:{id_of('any')}"), hints.bell("case")]
    for bell in bells:
        await anext(bell)
    ids = {"from_staff_id": id_of("officer.east1"), "to_staff_id": id_of("officer2.east1")}
    await handover.transfer_customers(fresh(admin), **ids, kind=handover.HandoverKind.LEAVE, preview=False)
    async with asyncio.timeout(PATIENCE_SECONDS):
        for bell in bells:
            await anext(bell)
