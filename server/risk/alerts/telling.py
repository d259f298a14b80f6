"""Who hears of an alert: its officer, or the holders of its desk's positions; never who it is about."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final
from uuid import UUID

from server.identity import queries as identity
from server.kit.work import Work
from server.notices.staff import queries as notices
from server.notices.staff.models import StaffNoticeKind as Kind
from server.notices.staff.service import TOPIC
from server.risk.alerts import queries
from server.risk.alerts.models import NOBODY
from server.risk.alerts.rules import POSITIONS, Desk, Severity

ALERT: Final = "alert"
WEIGHTS: Final = {Severity.WARN: ("预警", "Warning"), Severity.CRITICAL: ("严重预警", "Critical")}
Row = Mapping[str, Any]


async def tell_opened(work: Work, rows: Sequence[Row]) -> None:
    """Lay notices on the lists of those whose alerts these are, and ring for whoever watches."""
    desks = await holders(work, {row["desk"] for row in rows} - {Desk.OFFICER})
    told: list[dict[str, Any]] = []
    for row in rows:
        whose = {row["officer_id"]} if row["desk"] is Desk.OFFICER else desks[row["desk"]]
        zh, en = WEIGHTS[row["severity"]]
        about = _notice(work, Kind.ALERT_OPENED, str(row["id"]), "RiskAlert", row["id"])
        about |= {
            "of_customer": row["customer_id"],
            "text_zh": f"{zh}：{row['name_zh']}",
            "text_en": f"{en}: {row['name_en']}",
        }
        told += [about | {"id": work.new_id(), "staff_id": staff} for staff in sorted(whose - {row["subject_id"]})]
        work.subjects.append((ALERT, row["id"]))
    await lay_down(work, told)


async def tell_digests(work: Work, rows: Sequence[Row], house: UUID) -> None:
    """Count what goes beyond the measure to the day's digests; a digest is told once, when it begins."""
    if not rows:
        return
    digests = await queries.add_to_digests(work.session, _counted(work, rows, house))
    desks = await holders(work, {one.desk for one in digests} - {Desk.OFFICER})
    told: list[dict[str, Any]] = []
    for digest in digests:
        about = _notice(work, Kind.ALERT_DIGEST, f"{digest.desk} {digest.day}", "AlertDigest", digest.id)
        about |= {
            "of_customer": None,
            "text_zh": "今日其余预警已并入汇总",
            "text_en": "Further alerts of today stand in the digest",
        }
        whose = {digest.officer_id} if digest.desk is Desk.OFFICER else desks[digest.desk]
        told += [about | {"id": work.new_id(), "staff_id": staff} for staff in sorted(whose)]
    work.subjects.append((ALERT, digests[0].id))
    await lay_down(work, told)


def _counted(work: Work, rows: Sequence[Row], house: UUID) -> list[dict[str, Any]]:
    """Digests to add to, by desk and officer: how many alerts, and the money at risk in them."""
    found: dict[tuple[Desk, UUID], dict[str, Any]] = {}
    for row in rows:
        is_officers = row["desk"] is Desk.OFFICER
        officer_id, branch_id = (row["officer_id"], row["branch_id"]) if is_officers else (NOBODY, house)
        empty = {"branch_id": branch_id, "officer_id": officer_id, "desk": row["desk"], "day": work.today}
        one = found.setdefault((row["desk"], officer_id), empty | {"id": work.new_id(), "alerts": 0, "money_fen": 0})
        one["alerts"] += 1
        one["money_fen"] += row["money_fen"]
    return [found[key] for key in sorted(found)]


async def holders(work: Work, desks: set[Desk]) -> dict[Desk, set[UUID]]:
    """Who holds a position of these desks today."""
    return {desk: await holding(work, POSITIONS[desk]) for desk in sorted(desks)}


async def holding(work: Work, positions: AbstractSet[str]) -> set[UUID]:
    """Active staff who hold one of these positions today."""
    return {one.id for code in sorted(positions) for one in await identity.holders_of(work.session, code, work.today)}


async def lay_down(work: Work, told: Sequence[Mapping[str, Any]]) -> None:
    """Keep notices, many in a statement, and ring for their owners."""
    for at in range(0, len(told), queries.BATCH):
        await notices.lay_down(work.session, told[at : at + queries.BATCH])
    work.subjects += [(TOPIC, staff_id) for staff_id in sorted({row["staff_id"] for row in told})]


def _notice(work: Work, kind: Kind, occasion: str, subject_kind: str, subject_id: UUID) -> dict[str, Any]:
    return {
        "kind": kind,
        "occasion": occasion,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "created_at": work.now,
    }
