"""Root fields that read and watch alerts."""

from dataclasses import replace
from typing import Annotated, Any, cast

import strawberry
from sqlalchemy import ColumnElement, Text, literal_column, or_

from schema.alerts.switches import IndicatorSwitch
from schema.alerts.views import AlertDigest, RiskAlert, digests_seen, seen
from schema.kit.context import Info
from schema.kit.fields import query, subscription
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import One, Test, by_global_id, page
from schema.reading.filters import in_states, refers_to
from schema.reading.terms import Terms
from server.identity.passage import WatchPassage
from server.risk.alerts import watching, weighing
from server.risk.alerts.rules import AlertState, Severity
from server.risk.alerts.sights import ALERTS, DIGESTS

WEIGHTIEST = ("-money_fen", "-id")
NEWEST = ("-day", "-id")
SEEN = Test("seen", seen)
DIGESTS_SEEN = Test("digests_seen", digests_seen)

States = Annotated[list[AlertState] | None, strawberry.argument(description="Only in one of these states.")]
Severities = Annotated[list[Severity] | None, strawberry.argument(description="Only of these severities.")]
Digest = Annotated[
    bool | None, strawberry.argument(description="True: only what went into digests; false: only what did not.")
]


@strawberry.type
class AlertQuery:
    """Part of the root query."""

    @query(ALERTS, "Alerts of risk in sight, the most money at risk first.")
    def alerts(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        state: States = None,
        severity: Severities = None,
        code: Annotated[str | None, strawberry.argument(description="Only of this indicator.")] = None,
        customer_id: strawberry.ID | None = None,
        digest: Digest = None,
    ) -> Connection[RiskAlert]:
        more = (*_of_code(code), *refers_to("customer_id", customer_id, "Customer", "customerId"), *_digest(digest))
        return _listed(first, after, state, severity, *more)

    @query(ALERTS, "An alert by its id; null when it is missing or out of sight.")
    def alert(self, id: strawberry.ID) -> RiskAlert | None:
        wanted: Any = by_global_id(id, "RiskAlert")
        assert isinstance(wanted, One)
        return cast("RiskAlert", replace(wanted, tests=(*wanted.tests, SEEN)))

    @query(DIGESTS, "What days had beyond the alerts that were told one by one, the newest first.")
    def alert_digests(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[AlertDigest]:
        return page(DIGESTS, NEWEST, DIGESTS_SEEN, first=first, after=after)

    @query(weighing.weigh)
    async def indicator_switches(self, info: Info) -> list[IndicatorSwitch]:
        return [IndicatorSwitch.of(each) for each in await weighing.weigh(info.context.caller)]


@strawberry.type
class AlertSubscription:
    """Part of the root subscription."""

    @subscription(watching.watch_alerts, Connection[RiskAlert])
    async def alerts(
        self,
        info: Info,
        first: int = FIRST_DEFAULT,
        *,
        state: States = None,
        severity: Severities = None,
        digest: Digest = None,
    ) -> WatchPassage:
        _listed(first, None, state, severity, *_digest(digest))
        return watching.watch_alerts(info.context.caller)


def _listed(
    first: int, after: str | None, state: list[AlertState] | None, severity: list[Severity] | None, *more: Test
) -> Connection[RiskAlert]:
    tests = (SEEN, *in_states(state), *_of_severities(severity), *more)
    return page(ALERTS, WEIGHTIEST, *tests, first=first, after=after)


def _of_severities(wanted: list[Severity] | None) -> tuple[Test, ...]:
    if not wanted:
        return ()
    named = tuple(sorted({each.value for each in wanted}))

    def among(table: Any, _terms: Terms) -> ColumnElement[bool]:
        return or_(*(table.severity == literal_column(f"'{each}'") for each in named))

    return (Test(("severities", named), among),)


def _of_code(code: str | None) -> tuple[Test, ...]:
    if code is None:
        return ()

    def same(table: Any, terms: Terms) -> ColumnElement[bool]:
        found: ColumnElement[bool] = table.code == terms.own("code", Text())
        return found

    return (Test("code", same, {"code": code}),)


def _digest(wanted: bool | None) -> tuple[Test, ...]:
    if wanted is None:
        return ()

    def said(table: Any, _terms: Terms) -> ColumnElement[bool]:
        found: ColumnElement[bool] = table.digest_on.is_not(None) if wanted else table.digest_on.is_(None)
        return found

    return (Test(("digest", wanted), said),)
