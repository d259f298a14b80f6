"""What each source says of somebody nobody has told it about: drawn from his number, the same for ever.

Most people are in order. Months and days are reckoned back from the simulator's own day.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from server.seeds.dice import dice_of
from server.simulators.sources.accounts import flow_of, trail_of

Content = dict[str, Any]
DAYS_A_MONTH: Final = 30
FEN: Final = 100


def content_of(source: str, subject: Mapping[str, str], today: date, seed: int = 0) -> Content:
    """The content of a source's answer about a subject on a day. Raises KeyError for an unknown source."""
    number = subject.get("number", "")
    mark = f"{source}|{number}|{subject.get('application', '')}|{subject.get('account', '')}"
    return DRAWN[source](dice_of(seed, mark), subject, today)


def _chance(dice: Random, percent: int) -> bool:
    return dice.randrange(100) < percent


def _name_id(dice: Random, _subject: Mapping[str, str], _today: date) -> Content:
    return {"matched": True, "phone_matched": True, "phone_months": dice.randint(8, 150)}


def _liveness(dice: Random, _subject: Mapping[str, str], _today: date) -> Content:
    return {"passed": True, "score": dice.randint(85, 99), "face_score": dice.randint(86, 99)}


def _bank_card(_dice: Random, _subject: Mapping[str, str], _today: date) -> Content:
    return {"matched": True}


def _business_register(dice: Random, _subject: Mapping[str, str], today: date) -> Content:
    founded = today - timedelta(days=dice.randint(400, 6_000))
    record = "clean" if _chance(dice, 90) else "minor"
    told = {"matched": True, "status": "active", "founded_on": founded.isoformat(), "court_record": record}
    return told | {"changes_12m": dice.choice((0, 0, 0, 1, 2)), "cases_3m": 1 if _chance(dice, 2) else 0}


def _sanctions(_dice: Random, _subject: Mapping[str, str], today: date) -> Content:
    return {"lists_of": today.isoformat(), "hits": []}


def _credit_bureau(dice: Random, _subject: Mapping[str, str], today: date) -> Content:
    if _chance(dice, 6):
        return {"report_on": today.isoformat(), "found": False}
    overdues = [_overdue(dice, today) for _ in range(dice.randint(1, 3))] if _chance(dice, 20) else []
    lines = {"used_percent": dice.randint(5, 85), "full_months": 0} if _chance(dice, 80) else None
    recent = dice.choice((0, 0, 1, 1, 2, 3, 5))
    return {
        "report_on": today.isoformat(),
        "found": True,
        "months": dice.randint(18, 140),
        "overdues": overdues,
        "inquiries_3m": recent,
        "lines": lines,
        "activity": (activity := _activity(dice, recent)),
        "debts": _debts(dice, activity["balance_fen"]),
    }


def _debts(dice: Random, balance_fen: int) -> Content:
    """What is paid a month on what he owes, what of it nothing secures, and what he guarantees for others."""
    return {
        "monthly_fen": balance_fen // dice.randint(20, 60),
        "unsecured_fen": balance_fen * dice.randint(0, 100) // 100,
        "guaranteed_fen": dice.randint(1, 30) * 10_000 * FEN if _chance(dice, 10) else 0,
    }


def _activity(dice: Random, inquiries: int) -> Content:
    lenders = dice.choice((0, 1, 1, 2, 2, 3))
    return {
        "inquiries_1m": dice.randint(0, inquiries),
        "inquiries_6m": inquiries + dice.choice((0, 0, 1, 2)),
        "lenders": lenders,
        "online_lenders": dice.randint(0, min(lenders, 2)),
        "new_accounts_6m": dice.randint(0, inquiries),
        "balance_fen": lenders * dice.randint(5, 120) * 1_000 * FEN,
    }


def _overdue(dice: Random, today: date) -> Content:
    began = today - timedelta(days=dice.randint(60, 1_400))
    stage = dice.choice((1, 1, 1, 2))
    return {
        "on": began.isoformat(),
        "amount_fen": dice.randint(20_000, 3_000_000),
        "stage": stage,
        "paid_on": (began + timedelta(days=min(stage * DAYS_A_MONTH, 55))).isoformat(),
    }


def _tax(dice: Random, subject: Mapping[str, str], today: date) -> Content:
    turnover = dice.randint(30, 600) * 1_000_000
    is_firm = subject.get("kind") == "company"
    return {
        "as_of": today.replace(day=1).isoformat(),
        "grade": dice.choice("AABBBMC"),
        "arrears_fen": 0 if _chance(dice, 95) else dice.randint(1, 50) * 10_000,
        "turnover_fen": turnover,
        "former_turnover_fen": turnover * 100 // dice.randint(85, 130),
        "income_fen": None if is_firm else dice.randint(8, 40) * 1_200_000,
    }


def _social_security(dice: Random, subject: Mapping[str, str], today: date) -> Content:
    is_firm = subject.get("kind") == "company"
    return {
        "as_of": today.replace(day=1).isoformat(),
        "months": dice.choice((4, 10, 18, 40, 60, 84)),
        "base_fen": None if is_firm else dice.randint(45, 220) * 100 * FEN,
        "continuity": dice.choice(("good", "good", "fair")) if is_firm else None,
    }


def _commerce(dice: Random, _subject: Mapping[str, str], today: date) -> Content:
    usual = dice.randint(10, 300) * 100 * FEN
    settled = [usual * dice.randint(60, 140) // 100 for _ in range(11)]
    return {"as_of": today.isoformat(), "settled_fen": [*settled, usual if _chance(dice, 90) else -usual // 10]}


def _supply_chain(dice: Random, _subject: Mapping[str, str], today: date) -> Content:
    buyers = ("东方装备制造有限公司", "北辰食品集团有限公司", "华润通商贸有限公司")
    receivables = [
        {
            "reference": f"YS{dice.randrange(10**10):010d}",
            "debtor": dice.choice(buyers),
            "amount_fen": dice.randint(20, 400) * 1_000 * FEN,
            "due_on": (today + timedelta(days=dice.randint(20, 170))).isoformat(),
            "confirmed_on": (today - timedelta(days=dice.randint(1, 40))).isoformat(),
        }
        for _ in range(dice.randint(1, 3))
    ]
    return {"as_of": today.isoformat(), "receivables": receivables}


def _device(dice: Random, _subject: Mapping[str, str], today: date) -> Content:
    rare = {name: _chance(dice, 1) for name in ("emulated", "cloned", "gps_mocked", "remote_controlled")}
    seldom = {name: _chance(dice, 3) for name in ("rooted", "masked", "elsewhere", "on_call")}
    return {"seen_on": today.isoformat(), **rare, **seldom, "speed_kmh": dice.randint(0, 120)}


def _property_register(dice: Random, _subject: Mapping[str, str], today: date) -> Content:
    then = dice.randint(900, 1_300)
    return {
        "as_of": today.isoformat(),
        "owner_matched": True,
        "sealed": _chance(dice, 1),
        "index_now": then * dice.randint(93, 108) // 100,
        "index_then": then,
        "liquidation_days": dice.randint(60, 240),
    }


DRAWN: Final[Mapping[str, Callable[[Random, Mapping[str, str], date], Content]]] = {
    "bank_card": _bank_card,
    "bank_flow": flow_of,
    "business_register": _business_register,
    "commerce": _commerce,
    "credit_bureau": _credit_bureau,
    "device": _device,
    "fund_trail": trail_of,
    "liveness": _liveness,
    "name_id": _name_id,
    "property_register": _property_register,
    "sanctions": _sanctions,
    "social_security": _social_security,
    "supply_chain": _supply_chain,
    "tax": _tax,
}
"""By source."""
