"""Formulas that fail: a division by zero, a field that is not there, a loop without end. The others are measured."""

from collections.abc import Sequence
from datetime import datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from migrations.metadata import metadata
from server.kit.clock import SHANGHAI, FixedClock
from server.kit.work import House
from server.risk.formula import Figure, Formula, FormulaUnsoundError, Relation
from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.models import RiskEdition, RiskFault, RiskHit, RiskSheet, SweepState
from server.risk.registry import RegistryUnsoundError, registry, require_sound
from server.risk.sweeping import doors, running
from server.risk.sweeping.running import sweep
from tests.factories.customers import plant_customer
from tests.fixtures.world import id_of
from tests.server.risk.histories import DAY

SOUND = Formula("RB-07", Grain.CUSTOMER, "0.9")
BY_ZERO = Formula("RB-01", Grain.CUSTOMER, "1 / ({s.income_monthly_fen} - {s.income_monthly_fen})")
NO_FIELD = Formula("RB-03", Grain.CUSTOMER, "{s.no_such_field}")
ENDLESS_ROWS = Relation(
    "endless",
    Grain.CUSTOMER,
    "WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more) "
    "SELECT s.id AS subject, m.n FROM subjects s CROSS JOIN more m",
    ("customers",),
)
ENDLESS = Formula("RB-06", Grain.CUSTOMER, "{n}", {"n": Figure(ENDLESS_ROWS, "max(r.n)")})


@pytest.fixture
def formulas(monkeypatch: pytest.MonkeyPatch) -> list[Formula]:
    """The formulas of this test in the place of all others, and little patience."""
    own: list[Formula] = []

    def of(grain: Grain) -> Sequence[Formula]:
        return [one for one in own if one.grain is grain]

    for module in (doors, running):
        monkeypatch.setattr(module, "formulas_of", of)
    monkeypatch.setattr(doors, "TIMEOUT_SECONDS", 1)
    return own


async def test_formulas_that_fail_are_left_out_and_noted_and_the_rest_goes_on(
    owner: AsyncSession, house: House, clock: FixedClock, formulas: list[Formula]
) -> None:
    clock.instant = datetime.combine(DAY, time(22), SHANGHAI)
    formulas.extend([BY_ZERO, NO_FIELD, SOUND, ENDLESS])
    customer = await plant_customer(owner)
    await owner.commit()
    done = await sweep(house, DAY)
    assert (done.state, done.left_out) == (SweepState.DONE, ("RB-01", "RB-03", "RB-06"))
    await owner.rollback()
    sheet = (await owner.execute(select(RiskSheet).where(RiskSheet.id == customer.customer_id))).scalar_one()
    edition = (await owner.execute(select(RiskEdition))).scalar_one()
    assert edition.codes == ["RB-01", "RB-03", "RB-07", "RB-06"]
    assert (sheet.grades, [None if each is None else str(each) for each in sheet.values]) == (
        "??w?",
        [None, None, "0.9", None],
    )
    reasons = {row.code: row.reason for row in (await owner.execute(select(RiskFault))).scalars()}
    assert {code: reason.split(":")[0] for code, reason in reasons.items()} == {
        "RB-01": "22012",
        "RB-03": "42703",
        "RB-06": "57014",
    }
    noted = (await owner.execute(select(RiskHit).where(RiskHit.code != "RB-07"))).scalars().all()
    assert {(hit.code, hit.grade, hit.subject_id) for hit in noted} == {
        (code, Grade.GAP, id_of("hq")) for code in reasons
    }
    assert all(hit.inputs == {"fault": reasons[hit.code]} for hit in noted)
    told = (await owner.execute(select(RiskHit).where(RiskHit.code == "RB-07"))).scalars().all()
    assert [hit.subject_id for hit in told] == [customer.customer_id]


def sound(rows: str, name: str = "mine", tables: tuple[str, ...] = ("customers",)) -> Formula:
    relation = Relation(name, Grain.CUSTOMER, rows, tables)
    return Formula("RB-01", Grain.CUSTOMER, "{n}", {"n": Figure(relation, "count(*)")})


@pytest.mark.parametrize(
    "formulas",
    [
        [sound("SELECT m.subject FROM mine m")],
        [sound("SELECT o.subject FROM other o"), sound("SELECT id AS subject FROM customers", "other")],
        [sound("SELECT id AS subject FROM customers"), sound("SELECT id AS subject FROM loans", tables=("loans",))],
        [sound("SELECT id AS subject FROM customers", "subjects")],
    ],
    ids=["reads itself", "reads another", "one name for two", "a taken name"],
)
def test_relations_that_run_in_a_circle_or_are_unknown_are_refused_when_they_are_loaded(
    formulas: list[Formula],
) -> None:
    with pytest.raises(RegistryUnsoundError):
        require_sound(formulas)


def test_every_table_that_a_formula_names_is_one() -> None:
    tables = {table for formula in registry().values() for table in formula.tables}
    assert tables - set(metadata.tables) == set()


def test_all_formulas_are_sound_and_a_figure_that_is_not_there_is_refused() -> None:
    require_sound(list(registry().values()))
    with pytest.raises(FormulaUnsoundError):
        Formula("RB-01", Grain.CUSTOMER, "{unknown}")
