"""Each value of a sheet as a row of its own: the indicators of a customer, an application or a loan, the worst first.

No table: a sheet is taken apart where it is read, so there is nothing that could differ from it, and the row policies
of sheets hold for it.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import ARRAY, BigInteger, Column, Numeric, Text, func, literal_column, null, select
from sqlalchemy.orm import Mapped

from server.identity.operations import Operation
from server.identity.sights import sight
from server.kit.database import Base, Scoped, one_of
from server.risk.alerts.rules import Desk, desk_of
from server.risk.catalogue import catalogue
from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.models import RiskEdition, RiskName, RiskSheet

WORST_FIRST: Final = "cw?n."
"""The letters of grades in the order of their rank, from 1."""

_VALUES = func.unnest(
    RiskEdition.codes,
    RiskSheet.values,
    func.string_to_array(RiskSheet.grades, null(), type_=ARRAY(Text())),
    RiskEdition.versions,
).table_valued(
    Column("code", Text()),
    Column("value", Numeric()),
    Column("grade", one_of(Grade)),
    Column("version", BigInteger()),
    name="measured",
)
_MEASURED = _VALUES.render_derived()


class MeasuredIndicator(Scoped, Base):
    """One value: of which subject (`id`), which indicator, what it comes to and since which day it stands like this."""

    __table__ = (
        select(
            RiskSheet.customer_id,
            RiskSheet.id,
            RiskSheet.branch_id,
            RiskSheet.officer_id,
            RiskSheet.grain,
            _MEASURED.c.code,
            RiskName.name_zh,
            RiskName.name_en,
            RiskName.unit,
            _MEASURED.c.value,
            _MEASURED.c.grade,
            func.strpos(literal_column(f"'{WORST_FIRST}'"), _MEASURED.c.grade, type_=BigInteger).label("rank"),
            _MEASURED.c.version,
            RiskSheet.as_of,
        )
        .join_from(RiskSheet, RiskEdition, RiskEdition.id == RiskSheet.edition)
        .join(_MEASURED, literal_column("true"))
        .join(RiskName, RiskName.code == _MEASURED.c.code)
        .subquery("risk_measured")
    )
    __mapper_args__ = {"primary_key": [__table__.c.customer_id, __table__.c.id, __table__.c.code]}  # noqa: RUF012 - SQLAlchemy reads it as a plain attribute

    grain: Mapped[Grain]
    code: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    unit: Mapped[str]
    value: Mapped[Decimal | None]
    grade: Mapped[Grade]
    rank: Mapped[int]
    version: Mapped[int]
    as_of: Mapped[date]


MEASURED = sight(MeasuredIndicator, Operation.INDICATOR_READ, "Values of customers, applications and loans in sight.")


def known_to(*, every_officer: bool) -> tuple[str, ...]:
    """The codes of customers' indicators that whoever does not see the whole house may know, as with alerts.

    `every_officer`: he sees whole branches, and not his own customers alone.
    """
    desks = {code: desk_of(code, has_officer=True) for code in catalogue()}
    if every_officer:
        return tuple(sorted(code for code, desk in desks.items() if desk is not Desk.COMPLIANCE))
    return tuple(sorted(code for code, desk in desks.items() if desk is Desk.OFFICER))
