"""The law of contacts with debtors, written down a second time and by other hands than the engine's.

GB/T 45251-2025 and the banks' guide of 30 January 2026 as plain questions over what was really done. Nothing here reads
the catalogue or the register of contacts.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

LENDER = "示例小额贷款有限公司"
POLITE = f"您好，这里是{LENDER}，请您安排时间与我们联系"
DEBT = f"您好，这里是{LENDER}，您的贷款有500元逾期，请还款"
CALL_BACK = "您好，请转告本人方便时与我们联系，谢谢"
WRONG = {
    "再不还钱就让你好看": "CL-08",
    "你这个老赖": "CL-08",
    "我们已经通知你单位": "CL-08",
    "先去别的平台借来还上": "CL-12",
    "打到我的卡上就行": "CL-08",
}
CHANNELS = ("call", "call", "call", "message", "message", "letter", "visit")
OFFSETS = (None, None, None, 480, 360, 540)
SHANGHAI = 480


@dataclass(frozen=True, slots=True)
class Wish:
    """A contact that somebody wants to make."""

    debtor: int
    at: datetime
    channel: str
    third: bool
    demand: bool
    text: str
    consents: bool
    offset: int | None
    lost: bool
    answered: bool
    refuses: bool

    @property
    def local(self) -> datetime:
        """At the debtor's place."""
        return self.at + timedelta(minutes=SHANGHAI if self.offset is None else self.offset)


@dataclass
class Law:
    """What was done so far, and what may not be done next."""

    reached: Counter[tuple[int, date]] = field(default_factory=Counter)
    rung_out: Counter[tuple[int, bool, date]] = field(default_factory=Counter)
    in_vain: Counter[int] = field(default_factory=Counter)
    never_again: set[tuple[int, bool]] = field(default_factory=set)
    told_who: set[int] = field(default_factory=set)
    done: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))

    def against(self, wish: Wish) -> set[str]:
        """The rules that this contact would break."""
        day, broken = wish.local.date(), set[str]()
        if not 8 <= wish.local.hour < 22 and not wish.consents:
            broken.add("CL-01")
        if wish.channel == "call":
            if self.reached[wish.debtor, day] >= 3:
                broken.add("CL-02")
            if self.rung_out[wish.debtor, wish.third, day] >= 6:
                broken.add("CL-03")
        if wish.third:
            broken |= self._of_others(wish)
        broken |= {code for words, code in WRONG.items() if words in wish.text}
        if wish.debtor not in self.told_who and LENDER not in wish.text:
            broken.add("CL-07")
        return broken

    def _of_others(self, wish: Wish) -> set[str]:
        broken = set[str]()
        if wish.demand:
            broken.add("CL-04")
        refused = wish.channel in {"call", "message"} and (wish.debtor, True) in self.never_again
        if (not wish.lost and self.in_vain[wish.debtor] < 3) or refused:
            broken.add("CL-05")
        if any(word in wish.text for word in ("贷款", "逾期", "还款", "还钱", "500元")):
            broken.add("CL-06")
        return broken

    def make(self, wish: Wish) -> None:
        """It was done."""
        day, answered = wish.local.date(), wish.answered or wish.channel in {"message", "letter"}
        self.done[wish.debtor] += 1
        if wish.channel == "call" and answered and not wish.third:
            self.reached[wish.debtor, day] += 1
        if wish.channel == "call" and not answered:
            self.rung_out[wish.debtor, wish.third, day] += 1
        if not wish.third:
            self.in_vain[wish.debtor] = 0 if answered else self.in_vain[wish.debtor] + 1
        if answered:
            self.told_who.add(wish.debtor)
        if wish.refuses and wish.channel == "call":
            self.never_again.add((wish.debtor, wish.third))


def wishes(dice: Random, count: int, *, debtors: int, begins: datetime, minutes: int) -> list[Wish]:
    """Contacts in the order of time, of which a good part would break the law."""
    instants = sorted(begins + timedelta(minutes=dice.randrange(minutes)) for _ in range(count))
    return [_wish(dice, at, dice.randrange(debtors)) for at in instants]


def _wish(dice: Random, at: datetime, debtor: int) -> Wish:
    third = dice.random() < 0.2
    demand = not third or dice.random() < 0.15
    text = dice.choice((POLITE, POLITE, CALL_BACK)) if third and not demand else dice.choice((POLITE, DEBT, DEBT))
    if dice.random() < 0.08:
        text += dice.choice(tuple(WRONG))
    answered = dice.random() < 0.45
    return Wish(
        debtor,
        at,
        dice.choice(CHANNELS if not third else ("call", "message")),
        third,
        demand,
        text,
        consents=dice.random() < 0.05,
        offset=dice.choice(OFFSETS),
        lost=dice.random() < 0.3,
        answered=answered,
        refuses=answered and dice.random() < 0.05,
    )
