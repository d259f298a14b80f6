"""Which indicators tell: the house begins with a named list, and from then on people turn them on and off.

What is off is measured all the same, and its hits are kept: whoever turns it on is told what it would have said.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.work import Work
from server.loans.closing.days import require_whole_house
from server.risk.alerts import queries
from server.risk.alerts.errors import AlertReasonMissing, IndicatorUnknown, SwitchUnchanged
from server.risk.alerts.models import RiskSwitch
from server.risk.catalogue import catalogue

FILE: Final = Path(__file__).parent / "switched_on.csv"
REASON_LENGTH_MIN: Final = 2
REASON_LENGTH_MAX: Final = 500


@cache
def first_on() -> Mapping[str, tuple[str, str]]:
    """The indicators that a new house has on, each with the reason, in Chinese and English."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: (row["reason_zh"], row["reason_en"]) for row in csv.DictReader(lines)}


async def codes_on(work: Work) -> frozenset[str]:
    """The indicators that tell now (a building block)."""
    turned = {each.code: each.is_on for each in await queries.newest_switches(work.session)}
    return frozenset(code for code in {*first_on(), *turned} if turned.get(code, True))


@use_case(Operation.ALERT_SWITCH)
async def turn(work: Work, *, code: str, on: bool, reason: str) -> str:
    """Turn an indicator on or off for the whole house and say why. Returns its code.

    When it is turned on, the worker opens alerts for what stands triggered already; alerts that stand when it is turned
    off are left to be answered. Refuses with ledger.whole_house_only. Raises IndicatorUnknown, SwitchUnchanged,
    AlertReasonMissing.
    """
    require_whole_house(work)
    said = sound_reason(reason, "reason")
    if code not in catalogue():
        raise IndicatorUnknown(field="code")
    if (code in await codes_on(work)) is on:
        raise SwitchUnchanged(field="on")
    switch = RiskSwitch(id=work.new_id(), code=code, is_on=on, reason=said, turned_by=work.actor.id, turned_at=work.now)
    work.session.add(switch)
    work.touch("risk_switch", switch.id, code=code, on=on)
    if on:
        work.defer("open_standing", code=code)
    return code


def sound_reason(text: str, field: str) -> str:
    """What somebody says for the record, without blanks around it. Raises AlertReasonMissing."""
    said = text.strip()
    if not REASON_LENGTH_MIN <= len(said) <= REASON_LENGTH_MAX:
        raise AlertReasonMissing(field=field)
    return said
