"""How much of the small business the rules decide alone, and why the rest was sent to people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from server.applications import queries
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work

BELOW_FEN: Final = 5_000_000
DAYS_MAX: Final = 1_096
EXPOSURE: Final = "exposure"
EXPOSURE_ZH: Final = "客户及集团敞口已超出自动审批额度"
EXPOSURE_EN: Final = "what customer and group owe already asks for a higher tier"


@dataclass(frozen=True)
class Referral:
    """Why applications went to people: a rule (one of its sentences), or what was owed already; how many."""

    code: str
    zh: str
    en: str
    count: int


@dataclass(frozen=True)
class StraightThrough:
    """Of the applications below 50,000 yuan, how many the rules decided alone, and why the rest went to people."""

    considered: int
    approved_at_once: int
    refused_at_once: int
    referred: int
    reasons: Sequence[Referral]


@read(Operation.DASHBOARD_READ)
async def straight_through(work: Work, *, days: int = 92) -> StraightThrough:
    """The straight-through rate below 50,000 yuan over the last days, in sight of the caller.

    One application may have been referred for several reasons: it counts with each.
    """
    since = work.now - timedelta(days=min(max(days, 1), DAYS_MAX))
    asked = work.session, work.scope, since, BELOW_FEN
    total, approved, refused, owing = await queries.decided_alone(*asked)
    reasons = [Referral(*row) for row in await queries.referrals(*asked)]
    if owing:
        reasons.append(Referral(EXPOSURE, EXPOSURE_ZH, EXPOSURE_EN, owing))
    reasons.sort(key=lambda each: (-each.count, each.code))
    return StraightThrough(total, approved, refused, total - approved - refused, reasons)
