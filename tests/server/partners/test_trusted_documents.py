"""Publishing and revoking at the doors: versions stand side by side, nothing is changed, everything is on record."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from schema.partners.publishing import enter_build
from schema.root import build as build_schema
from schema.wire.documents import Judge
from server.audit.models import AuditRecord
from server.identity.models import RightsEpoch
from server.kit.errors import Denied, Invalid
from server.kit.work import House
from server.partners import service
from server.partners.errors import DocumentMismatch, DocumentUnsound, DocumentWithdrawn, TeamUnknown, TeamUnsound
from server.partners.models import ClientTeam, TrustedDocument
from server.partners.rules import BUILD_TEAM, DOCUMENTS_MAX, Grant, NewDocument, Verdict, sha256_of, verdict
from tests.factories.partners import TEAM, WHO, plant_published, plant_team
from tests.fixtures.house import AsStaff, fresh


def document(text_: str = WHO, name: str = "Who") -> NewDocument:
    return NewDocument(sha256_of(text_), name, "query", text_)


async def count(owner: AsyncSession) -> int:
    await owner.rollback()
    return (await owner.execute(select(func.count()).select_from(TrustedDocument))).scalar_one()


async def epochs(owner: AsyncSession) -> list[int]:
    await owner.rollback()
    return list((await owner.execute(select(RightsEpoch.value).order_by(RightsEpoch.id))).scalars())


@pytest.fixture
async def team(owner: AsyncSession) -> str:
    code = await plant_team(owner)
    await owner.commit()
    return code


async def test_the_same_manifest_again_changes_nothing(as_staff: AsStaff, owner: AsyncSession, team: str) -> None:
    admin = await as_staff("admin1.hq")
    assert await service.publish(admin, team=team, version="1.0.0", documents=(document(),)) == 1
    before = await epochs(owner)
    assert await service.publish(fresh(admin), team=team, version="1.0.0", documents=(document(),)) == 0
    assert (await count(owner), await epochs(owner)) == (1, before)


async def test_publishing_and_revoking_raise_both_epochs(as_staff: AsStaff, owner: AsyncSession, team: str) -> None:
    admin = await as_staff("admin1.hq")
    before = await epochs(owner)
    await service.publish(admin, team=team, version="1.0.0", documents=(document(),))
    published = await epochs(owner)
    await service.revoke(fresh(admin), sha256=document().sha256, reason="a test")
    assert published == [epoch + 1 for epoch in before]
    assert await epochs(owner) == [epoch + 2 for epoch in before]


@pytest.mark.parametrize("version", ["", "1 0", "版本", "-1", "1" * 61, "1;2"])
async def test_a_version_is_a_plain_label(as_staff: AsStaff, owner: AsyncSession, team: str, version: str) -> None:
    with pytest.raises(Invalid):
        await service.publish(await as_staff("admin1.hq"), team=team, version=version, documents=(document(),))
    assert await count(owner) == 0


@pytest.mark.parametrize(
    ("documents", "error"),
    [
        ((), DocumentUnsound),
        ((document(), document()), DocumentUnsound),
        ((document(name=""),), DocumentUnsound),
        ((document("x" * 20_001),), DocumentUnsound),
        ((replace(document(), text="query Other { a }"),), DocumentMismatch),
        (tuple(document(f"query Q{n} {{ a }}") for n in range(DOCUMENTS_MAX + 1)), DocumentUnsound),
    ],
    ids=["none", "twins", "nameless", "long", "tampered", "many"],
)
async def test_an_unsound_manifest_is_refused_whole(
    as_staff: AsStaff, owner: AsyncSession, team: str, documents: tuple[NewDocument, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await service.publish(await as_staff("admin1.hq"), team=team, version="1.0.0", documents=documents)
    assert await count(owner) == 0


async def test_only_for_a_team_that_exists(as_staff: AsStaff, owner: AsyncSession) -> None:
    with pytest.raises(TeamUnknown):
        await service.publish(await as_staff("admin1.hq"), team=TEAM, version="1", documents=(document(),))
    assert await count(owner) == 0


async def test_who_does_not_hold_the_operation_publishes_nothing(
    as_staff: AsStaff, owner: AsyncSession, team: str
) -> None:
    officer = await as_staff("officer.east1")
    await plant_published(owner, "1.0.0")
    await owner.commit()
    for refused in (
        service.publish(officer, team=team, version="2.0.0", documents=(document(),)),
        service.revoke(fresh(officer), sha256=document().sha256, reason="a test"),
        service.set_team(fresh(officer), code="mine", name="Mine", positions=()),
        service.published(officer),
        service.standings(officer, team=team, version="1.0.0", ids=()),
        service.compose(officer),
    ):
        with pytest.raises(Denied):
            await refused
    held = (await owner.execute(select(TrustedDocument.revoked_at))).scalars().all()
    assert list(held) == [None]


@pytest.mark.parametrize(
    "given",
    [
        {"code": "X", "name": "Name", "positions": ()},
        {"code": "tablet", "name": " ", "positions": ()},
        {"code": "tablet", "name": "Tablet", "positions": ("no_such_position",)},
    ],
    ids=["code", "name", "positions"],
)
async def test_an_unsound_team_is_refused(as_staff: AsStaff, owner: AsyncSession, given: dict[str, object]) -> None:
    with pytest.raises(TeamUnsound):
        await service.set_team(await as_staff("admin1.hq"), **given)  # type: ignore[arg-type]  # cases of one table
    assert (await owner.execute(select(func.count()).select_from(ClientTeam))).scalar_one() == 0


async def test_the_servers_role_can_neither_change_nor_remove_a_text(
    house: House, owner: AsyncSession, team: str
) -> None:
    await plant_published(owner, "1.0.0", team=team)
    await owner.commit()
    for statement in ("UPDATE trusted_documents SET text = 'x'", "DELETE FROM trusted_documents"):
        async with house.database.session() as session:
            with pytest.raises(ProgrammingError):
                await session.execute(text(statement))


async def test_a_build_is_entered_once_and_never_brings_back_what_was_revoked(
    house: House, as_staff: AsStaff, owner: AsyncSession
) -> None:
    judge = Judge(build_schema().catalogue.schema)
    built = {sha256_of(WHO): WHO}
    assert await enter_build(house, judge, "0.1.0", built) == 1
    assert await enter_build(house, judge, "0.1.0", built) == 0
    await service.revoke(await as_staff("admin1.hq"), sha256=sha256_of(WHO), reason="a test")
    assert await enter_build(house, judge, "0.2.0", built) == 0
    rows = (await owner.execute(select(TrustedDocument.team_code, TrustedDocument.revoked_at))).all()
    assert [(row.team_code, row.revoked_at is None) for row in rows] == [(BUILD_TEAM, False)]
    by = select(AuditRecord.actor_id).where(AuditRecord.operation == "trusted_document:publish")
    assert list((await owner.execute(by)).scalars()) == [service.PUBLISHER.id]
    admin = await as_staff("admin1.hq")
    with pytest.raises(DocumentWithdrawn):
        await service.publish(admin, team=BUILD_TEAM, version="0.2.0", documents=(document(),))


def test_the_build_is_trusted_until_every_publication_of_it_is_revoked() -> None:
    held, gone = (Grant(BUILD_TEAM, frozenset(), revoked=revoked) for revoked in (False, True))
    stranger = Grant("tablet", frozenset({"collector"}), revoked=False)
    officer = frozenset({"loan_officer"})
    assert verdict([], officer, of_the_build=True) is Verdict.USABLE
    assert verdict([gone, held], officer, of_the_build=True) is Verdict.USABLE
    assert verdict([gone], officer, of_the_build=True) is Verdict.REVOKED
    assert verdict([stranger], officer, of_the_build=True) is Verdict.USABLE
    assert verdict([stranger], officer, of_the_build=False) is Verdict.UNKNOWN
    assert verdict([stranger], frozenset({"collector"}), of_the_build=False) is Verdict.USABLE
    assert verdict([], officer, of_the_build=False) is Verdict.UNKNOWN
