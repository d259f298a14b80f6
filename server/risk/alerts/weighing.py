"""How often each indicator was right, with its switch beside it: what is always wrong is turned off."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work
from server.risk.alerts import queries
from server.risk.alerts.models import RiskSwitch
from server.risk.alerts.queries import Tally
from server.risk.alerts.rules import Verdicts
from server.risk.alerts.switching import first_on
from server.risk.catalogue import Indicator, catalogue
from server.risk.registry import registry

NONE = Tally(Verdicts(), 0, 0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """An indicator: whether it tells, why, and what its alerts came to. `is_measured`: there is a formula."""

    indicator: Indicator
    is_measured: bool
    is_on: bool
    reason_zh: str | None
    reason_en: str | None
    turned: RiskSwitch | None
    tally: Tally


@read(Operation.ALERT_WEIGH)
async def weigh(work: Work) -> Sequence[Weighed]:
    """Every indicator by its code: whether it is on and since when, how its alerts in sight have ended, what stands."""
    turned = {each.code: each for each in await queries.newest_switches(work.session)}
    tallies = await queries.tallies(work.session, work.scope)
    return [_weighed(each, turned.get(each.code), tallies.get(each.code, NONE)) for each in catalogue().values()]


def _weighed(indicator: Indicator, turned: RiskSwitch | None, tally: Tally) -> Weighed:
    reasons = first_on().get(indicator.code)
    zh, en = (turned.reason, turned.reason) if turned else reasons or (None, None)
    is_on = turned.is_on if turned else reasons is not None
    return Weighed(indicator, indicator.code in registry(), is_on, zh, en, turned, tally)
