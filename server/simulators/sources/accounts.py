"""Drawn accounts: sixteen months of movements, and what became of the money of a loan. Most people are in order."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final

Content = dict[str, Any]
FEN: Final = 100
MONTHS: Final = 16
PAYERS: Final = ("甲商行", "乙超市", "丙餐饮店", "丁批发部", "戊平台")
ELSEWHERE_PERCENT: Final = 8
SALARY_DAY, RENT_DAY, UTILITY_DAY = 10, 5, 18


def flow_of(dice: Random, subject: Mapping[str, str], today: date) -> Content:
    """The movements of a shop, or of somebody who earns a wage."""
    since = _month(today, MONTHS - 1)
    usual = dice.randint(8, 60) * 1_000 * FEN
    earns = subject.get("kind") != "company" and dice.randrange(2) == 0
    moves = [move for back in range(MONTHS) for move in _of_month(dice, _month(today, back), usual, earns=earns)]
    moves = sorted((each for each in moves if since <= each[0] <= today), key=lambda each: each[0])
    balance, told = usual, []
    for on, amount, party, kind in moves:
        balance += amount
        told.append({"on": on.isoformat(), "amount_fen": amount, "balance_fen": balance, "party": party, "kind": kind})
    return {"as_of": today.isoformat(), "since": since.isoformat(), "moves": told}


def _month(today: date, back: int) -> date:
    number = today.year * 12 + today.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)


def _of_month(dice: Random, first: date, usual: int, *, earns: bool) -> list[tuple[date, int, str, str]]:
    """Income of about the usual amount, rent, utilities, and what is spent of the rest."""
    rent = usual // 8
    moves = [
        (first + timedelta(days=RENT_DAY - 1), -rent, "房东", "rent"),
        (first + timedelta(days=UTILITY_DAY - 1), -dice.randint(80, 900) * FEN, "电力公司", "utility"),
    ]
    if earns:
        moves.append((first + timedelta(days=SALARY_DAY - 1), usual, "某单位", "salary"))
    else:
        left = usual
        for _ in range(dice.randint(9, 14)):
            part = min(left, int(usual * dice.lognormvariate(-2.6, 0.8)) + dice.randint(1, 99))
            left -= part
            if part > 0:
                moves.append((first + timedelta(days=dice.randrange(28)), part, dice.choice(PAYERS), "trade"))
    for _ in range(6):
        spent = -int(usual * dice.uniform(0.05, 0.13))
        moves.append((first + timedelta(days=dice.randrange(28)), spent, dice.choice(PAYERS), "other"))
    return moves


def trail_of(dice: Random, _subject: Mapping[str, str], today: date) -> Content:
    """Money that went to suppliers, and now and then a part of it elsewhere."""
    paid_on = today - timedelta(days=dice.randint(5, 60))
    spent = [_payment(dice, paid_on, today, "trade") for _ in range(dice.randint(1, 4))]
    if dice.randrange(100) < ELSEWHERE_PERCENT:
        elsewhere = dice.choice(("securities", "property", "wealth", "lender", "cash", "related"))
        spent.append(_payment(dice, paid_on, today, elsewhere))
    return {"as_of": today.isoformat(), "paid_on": paid_on.isoformat(), "spent": spent}


def _payment(dice: Random, paid_on: date, today: date, payee: str) -> Content:
    on = min(paid_on + timedelta(days=dice.randint(0, 20)), today)
    founded = on - timedelta(days=dice.randint(300, 6_000))
    return {
        "on": on.isoformat(),
        "amount_fen": dice.randint(5, 80) * 1_000 * FEN,
        "payee": payee,
        "agreed": payee == "trade",
        "founded_on": founded.isoformat() if payee == "trade" else None,
    }
