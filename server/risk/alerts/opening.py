"""From hits to alerts: opened once, worsened while they stand, told to whom they belong, the rest in a digest."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from server.identity import queries as identity
from server.kit.clock import start_of
from server.kit.work import Work
from server.risk.alerts import queries
from server.risk.alerts.models import NOBODY, RiskAlert
from server.risk.alerts.money import at_risk
from server.risk.alerts.rules import AlertState, Desk, Severity, Step, desk_of, next_state, told_singly
from server.risk.alerts.stories import told_of
from server.risk.alerts.switching import codes_on
from server.risk.alerts.telling import tell_digests, tell_opened
from server.risk.catalogue import catalogue
from server.risk.grading import Grade, grade
from server.risk.grain import OF_CUSTOMERS, Grain
from server.risk.hits import Hit
from server.risk.thresholds.queries import forced_on
from server.risk.thresholds.rules import Threshold

SEVERITIES = {Grade.WARN: Severity.WARN, Grade.CRITICAL: Severity.CRITICAL}
ANY = "*"
Hours = Mapping[tuple[str, Severity], int]


async def open_for(work: Work, hits: Sequence[Hit], *, clusters: Mapping[UUID, Sequence[UUID]] | None = None) -> int:
    """Turn changes of grade into alerts, inside the transaction that keeps these (a building block of the sweep).

    A hit of an indicator that is off opens nothing; one of a subject with a living alert raises its severity; one that
    is back at nothing is noted on it. `clusters` are, by subject, the applications that an alert is about. Returns how
    many alerts were opened.
    """
    living = await queries.living_for_update(work.session, work.scope, {(hit.code, hit.subject_id) for hit in hits})
    hours = await queries.hours_by_code(work.session)
    for hit in hits:
        alert = living.get((hit.code, hit.subject_id))
        if alert is not None:
            _measured_again(work, alert, hit, hours)
            alert.cluster = list((clusters or {}).get(hit.subject_id, alert.cluster))
    await work.session.flush()
    on = await codes_on(work)
    triggered = [hit for hit in hits if hit.grade in SEVERITIES and hit.code in on]
    fresh = [hit for hit in triggered if (hit.code, hit.subject_id) not in living]
    spoken_of = await queries.gathered(work.session, work.scope, {hit.subject_id for hit in fresh}) if fresh else set()
    fresh = [hit for hit in fresh if (hit.code, hit.subject_id) not in spoken_of]
    return await _open(work, fresh, hours, clusters or {}) if fresh else 0


def _measured_again(work: Work, alert: RiskAlert, hit: Hit, hours: Hours) -> None:
    """A living alert whose grade has changed: graver, lighter or gone. A gap in the data says nothing."""
    severity = SEVERITIES.get(hit.grade)
    if severity is None and hit.grade is not Grade.NOTHING:
        return
    alert.value, alert.inputs, alert.measured_on = hit.value, _inputs(hit), hit.day
    alert.formula_version, alert.version = hit.version, alert.version + 1
    alert.eased_on = hit.day if severity is None else None
    if severity is Severity.CRITICAL and alert.severity is Severity.WARN:
        state = next_state(alert.state, Step.WORSEN)
        assert state is not None
        alert.severity, alert.state, alert.snoozed_until = severity, state, None
        alert.due_at = min(alert.due_at, work.now + _term(hours, alert.code, severity))
        alert.story = told_of(work, alert.story, Step.WORSEN.value)
    else:
        alert.story = told_of(work, alert.story, "eased" if severity is None else "measured")
    work.subjects.append(("alert", alert.id))


async def _open(work: Work, hits: Sequence[Hit], hours: Hours, clusters: Mapping[UUID, Sequence[UUID]]) -> int:
    money = await at_risk(work.session, [(hit.grain, hit.subject_id) for hit in hits])
    for hit in hits:
        gathered = [(Grain.APPLICATION, one) for one in clusters.get(hit.subject_id, ())]
        if gathered:
            sums = await at_risk(work.session, gathered)
            money = {**money, (hit.grain, hit.subject_id): sum(sums.values())}
    house = await identity.headquarters(work.session)
    forced = {day: await forced_on(work.session, day) for day in sorted({hit.day for hit in hits})}
    rows = [_row(work, hit, hours, money.get((hit.grain, hit.subject_id), 0), house) for hit in hits]
    for row, hit in zip(rows, hits, strict=True):
        passed = _passed(hit, forced[hit.day][hit.code])
        row |= {"warn": passed.warn, "critical": passed.critical}
        row["cluster"] = list(clusters.get(hit.subject_id, ()))
    rows.sort(key=lambda row: (row["severity"] is Severity.WARN, -row["money_fen"], row["code"], row["id"]))
    await _put_beyond_the_measure_into_digests(work, rows)
    new = await queries.lay_down(work.session, rows)
    kept = [row for row in rows if row["id"] in new]
    await tell_opened(work, [row for row in kept if row["digest_on"] is None])
    await tell_digests(work, [row for row in kept if row["digest_on"] is not None], house)
    return len(kept)


async def _put_beyond_the_measure_into_digests(work: Work, rows: Sequence[dict[str, Any]]) -> None:
    """Of an owner's new alerts the weightiest are told one by one, up to the measure of the day."""
    already = await queries.told_since(work.session, work.scope, start_of(work.today))
    by_owner: dict[tuple[Desk, UUID], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_owner[owner_of(row)].append(row)
    for owner, own in by_owner.items():
        singly = told_singly(len(own), already=already.get(owner, 0))
        for row in own[singly:]:
            row["digest_on"] = work.today


def owner_of(row: Mapping[str, Any]) -> tuple[Desk, UUID]:
    """Whose day an alert counts to: the officer's, or the desk's."""
    return row["desk"], row["officer_id"] if row["desk"] is Desk.OFFICER else NOBODY


def _row(work: Work, hit: Hit, hours: Hours, money_fen: int, house: UUID) -> dict[str, Any]:
    told, severity = catalogue()[hit.code], SEVERITIES[hit.grade]
    is_customers = hit.grain in OF_CUSTOMERS and hit.customer_id is not None and hit.officer_id is not None
    return {
        "customer_id": hit.customer_id if is_customers else hit.subject_id,
        "id": work.new_id(),
        "branch_id": hit.branch_id or house,
        "officer_id": hit.officer_id if is_customers else NOBODY,
        "code": hit.code,
        "name_zh": told.name_zh,
        "name_en": told.name_en,
        "action": told.action,
        "unit": told.unit,
        "operator": told.operator.value,
        "grain": hit.grain,
        "subject_id": hit.subject_id,
        "label": None if hit.grain is Grain.CUSTOMER else hit.label,
        "desk": desk_of(hit.code, has_officer=is_customers),
        "severity": severity,
        "state": AlertState.OPEN,
        "value": hit.value,
        "inputs": _inputs(hit),
        "formula_version": hit.version,
        "measured_on": hit.day,
        "money_fen": max(0, money_fen),
        "opened_at": work.now,
        "due_at": work.now + _term(hours, hit.code, severity),
        "digest_on": None,
        "story": told_of(work, [], "opened"),
        "version": 1,
    }


def _passed(hit: Hit, forced: Sequence[Threshold]) -> Threshold:
    """The threshold that the value has passed: the general one, or that of a product or region that says this grade."""
    general, how = forced[-1], catalogue()[hit.code].operator
    likely = (general, *forced[:-1])
    says = (one for one in likely if grade(hit.value, how, warn=one.warn, critical=one.critical) is hit.grade)
    return next(says, general)


def _inputs(hit: Hit) -> list[dict[str, Any]]:
    return [{"name": name, "value": None if value is None else str(value)} for name, value in hit.inputs.items()]


def _term(hours: Hours, code: str, severity: Severity) -> timedelta:
    return timedelta(hours=hours.get((code, severity)) or hours[ANY, severity])
