"""The house in its market: figures, policies, and what plain Python makes of them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from hashlib import md5
from itertools import pairwise, takewhile
from statistics import stdev
from uuid import UUID

from server.compliance.registers.kinds import RegisterKind, faults
from server.compliance.registers.models import RegisterEntry
from server.customers.models import CustomerKind
from server.loans.rules import ActKind
from server.reference.models import LenderFigure, LprRate, Tenor
from tests.fixtures.world import id_of
from tests.server.risk.applicants import OFFICER, Applicants, Number, over
from tests.server.risk.planting import Row, before
from tests.server.risk.portfolio import DAY

SPRING, SUMMER = date(2026, 1, 1), date(2026, 8, 1)


class World(Applicants):
    """The house, its market, and what authorities make known."""

    def market(self, code: str, value: str | float | Decimal, on: date = SPRING) -> None:
        self.add(LenderFigure, code=code, value=Decimal(value), effective_from=on)

    def prime(self, rate: str | Decimal, on: date) -> None:
        self.add(LprRate, tenor=Tenor.ONE_YEAR, effective_from=on, rate=Decimal(rate))

    def policy(self, effective_in: int, **facts: str) -> UUID:
        day = (DAY + timedelta(days=effective_in)).isoformat()
        told = {"kind": "rule", "published_on": "2026-01-01", "effective_on": day, **facts}
        assert faults(RegisterKind.POLICY, told) == []
        owner = {"customer_id": None, "officer_id": OFFICER, "branch_id": id_of("hq")}
        entered = {"entered_on": SPRING, "name": "政策", "kind": RegisterKind.POLICY}
        entry: UUID = self.add(RegisterEntry, **owner, **entered, facts=told)["id"]
        return entry

    def sued(self, cases: int | None, on: date = DAY) -> None:
        """A company, and how often the register says that it was sued; None: nobody asked."""
        own = self.known(kind=CustomerKind.COMPANY)
        if cases is not None:
            self.answered(own, "business_register", {"court_cases_3m": cases, "register_matched": True}, on)


def product_id(code: str) -> UUID:
    return UUID(md5(code.encode(), usedforsecurity=False).hexdigest())


def months_back(count: int) -> date:
    month = DAY.year * 12 + DAY.month - 1 - count
    return date(month // 12, month % 12 + 1, 1)


def last(book: World, code: str, on: date = DAY) -> Fraction | None:
    """The figure that holds on a day."""
    known = [row for row in book.rows["lender_figures"] if row["code"] == code and row["effective_from"] <= on]
    return Fraction(max(known, key=lambda row: row["effective_from"])["value"]) if known else None


def series(book: World, prefix: str) -> dict[str, list[tuple[date, Fraction]]]:
    """All figures whose code begins so, by code, the oldest first."""
    found: dict[str, list[tuple[date, Fraction]]] = defaultdict(list)
    for row in book.rows["lender_figures"]:
        if row["code"].startswith(prefix) and row["effective_from"] <= DAY:
            found[row["code"]].append((row["effective_from"], Fraction(row["value"])))
    return {code: sorted(values) for code, values in found.items()}


def run_below_50(values: Sequence[tuple[date, Fraction]]) -> int:
    return len(list(takewhile(lambda each: each[1] < 50, reversed(values))))


def sum_of(rows: Sequence[Row], wanted: Callable[[Row], bool] = lambda _: True) -> int:
    return sum(row["outstanding_fen"] for row in rows if wanted(row))


def of_house(book: World) -> dict[str, Number]:
    loans = book.rows["loans"]
    trade = {row["application_id"]: row["trade"].value for row in book.rows["visits"]}
    of_trade = {name: [row for row in loans if trade.get(row["application_id"]) == name] for name in trade.values()}
    shares = {
        name: Fraction(sum_of(rows, lambda row: (DAY - row["next_due_on"]).days > 90), sum_of(rows))
        for name, rows in of_trade.items()
    }
    outside = {name: last(book, f"market_npl_{name}") for name in shares}
    told = {row["customer_id"]: row for row in book.rows["connector_inquiries"]}
    recent = [row["facts"][0]["value"] for row in told.values() if row["observed_on"] > date(2026, 6, 30)]
    cost = last(book, "funding_cost_annual")
    former = last(book, "funding_cost_annual", date(2026, 6, 30))
    acts = [row for row in book.rows["loan_acts"] if date(2026, 8, 30) < row["value_on"] <= DAY]
    signs = {ActKind.WRITE_OFF: 1, ActKind.RECOVERY: -1}
    lost = sum(row["amount_fen"] * signs[row["kind"]] for row in acts)
    yearly = sum((row["outstanding_fen"] * Fraction(row["rate_annual"]) for row in loans), Fraction(0))
    assert cost is not None
    assert former is not None
    return {
        "IP-01": over(sum_of(of_trade["farming"]), sum_of(loans)),
        "IP-02": max(shares.values()),
        "IP-05": max(share - known for name, share in shares.items() if (known := outside[name]) is not None),
        "IP-10": over(sum(value != "0" for value in recent), len(book.rows["customers"])),
        "MC-08": cost - former,
        "MC-09": (yearly - 12 * lost) / sum_of(loans) - cost,
    }


def of_market(book: World) -> dict[str, Number]:
    primes = {row["effective_from"]: Fraction(row["rate"]) for row in book.rows["lpr_rates"]}
    changes = [
        stdev([float(new / old - 1) for (_, old), (on, new) in pairwise(values) if on > before(DAY, 60)])
        for values in series(book, "market_price_index_").values()
    ]
    cities = [values[-1][1] for values in series(book, "market_house_price_").values()]
    return {
        "IP-03": max(run_below_50(values) for values in series(book, "market_pmi_").values()),
        "IP-04": min(values[-1][1] for values in series(book, "market_revenue_growth_").values()),
        "IP-06": Decimal(max(changes)),
        "MC-01": primes[SUMMER] - primes[date(2026, 6, 30)],
        "MC-03": last(book, "market_unemployment"),
        "MC-04": last(book, "market_youth_unemployment"),
        "MC-05": run_below_50(series(book, "market_pmi")["market_pmi"]),
        "MC-06": last(book, "market_cpi_growth"),
        "MC-07": Fraction(sum(value < 0 for value in cities), len(cities)),
    }


def of_policy(book: World, entry: Row) -> dict[str, Number]:
    trade = {row["application_id"]: row["trade"].value for row in book.rows["visits"]}
    under = {id_of(name): {name, name.partition("-")[0]} for name in ("east-1", "east-2", "west-1")}

    def is_open(facts: dict[str, str]) -> bool:
        return facts.get("implemented_on", "9") > DAY.isoformat()

    facts, loans = entry["facts"], book.rows["loans"]
    unmet = [
        row["facts"]
        for row in book.rows["compliance_entries"]
        if is_open(row["facts"]) and row["facts"]["effective_on"] <= DAY.isoformat()
    ]
    touched = sum_of(
        loans,
        lambda row: (
            trade.get(row["application_id"], "-") == facts.get("trade")
            or facts.get("branch_code") in under[row["branch_id"]]
        ),
    )
    return {
        "IP-07": (date.fromisoformat(facts["effective_on"]) - DAY).days if is_open(facts) else None,
        "IP-08": len(unmet) if facts in unmet else 0,
        "IP-09": over(touched, sum_of(loans)),
    }


def of_region(book: World, region: str) -> Number:
    struck = {
        row["facts"].get("branch_code")
        for row in book.rows["compliance_entries"]
        if row["facts"]["kind"] == "disaster" and row["facts"]["effective_on"] <= DAY.isoformat()
    }
    branches = [name for name in ("east-1", "east-2", "west-1") if name.startswith(region)]
    ids = {id_of(name) for name in branches if name in struck or region in struck}
    return over(sum_of(book.rows["loans"], lambda row: row["branch_id"] in ids), sum_of(book.rows["loans"]))
