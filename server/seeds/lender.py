"""What the house itself is: products, prime rates, net assets, region codes, accounts of its own."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final
from uuid import UUID

from server.compliance.rules import NET_ASSETS
from server.custody.models import FundingAccount, FundingAllotment, FundingHold, FundingState
from server.custody.payout.rules import Channel
from server.identity import catalogue as posts
from server.kit.clock import start_of
from server.ledger import rules as books
from server.products import catalogue
from server.products.models import Product, ProductVersion
from server.reference import catalogue as reference
from server.reference.models import LenderFigure, LprRate, RegionCode, Tenor
from server.seeds.copying import Rows
from server.seeds.dice import Ids, moment
from server.seeds.places import BRANCHES, PLACES, REGIONS
from server.seeds.posting import Booked
from server.seeds.staff import holders, id_of
from server.terms.model import Method

YEARS_BACK: Final = 3
QUARTER_DAYS: Final = 91
ALLOTMENT_STEP_FEN: Final = 1_000_000_00 * 10
CONSUMER: Final = "consumer_principal"
CONSUMER_PURPOSES: Final = ("renovation", "education", "medical", "appliances")

# first day, one year, five years: those of the reference tables
LPR: Final = tuple(
    (date.fromisoformat(day), Decimal(one_year) / reference.PER_CENT, Decimal(five_years) / reference.PER_CENT)
    for day, one_year, five_years in reference.LPR
)
# net assets at the end of the year before: what concentration is measured on
NET_ASSETS_FEN: Final = (168_000_000_00, 174_500_000_00, 181_200_000_00, 189_600_000_00)
FUNDING: Final = (
    ("funding_nonstandard_fen", 82_000_000_00, "银行借款与股东借款余额"),
    ("funding_standard_fen", 0, "未发行资产支持证券"),
    ("funding_due_30_days_fen", 6_500_000_00, "未来30天到期的融资"),
    ("target_npl_bp_biz_equal", 300, "产品方案目标不良率3%"),
)
"""What the house owes, and the share of bad loans that its main product was made for, from the year's first day on."""
BANK_NAMES: Final = {"hq": "工商银行", "east": "交通银行", "south": "招商银行", "west": "建设银行"}
BY_FILE: Final = {"west": "county_csv_gbk"}
"""Regions whose bank has no link: its payments and debits go in files of this profile."""


@dataclass(eq=False)
class Offer:
    """A version of a product, as the house lends it."""

    id: UUID
    code: str
    method: Method
    amount_min_fen: int
    amount_max_fen: int
    term_months_min: int
    term_months_max: int
    rate_annual: Decimal
    purposes: tuple[str, ...]
    convention: str = "prc_360"
    penalty_multiple: Decimal = Decimal("1.5")
    fee_share: Decimal = Decimal(0)
    plan: dict[str, Any] = field(default_factory=dict)
    servicing: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Lender:
    """What the histories need of the house."""

    business: Offer
    consumer: Offer

    def net_assets_fen(self, on: date, today: date) -> int:
        """The figure that holds on a day."""
        return NET_ASSETS_FEN[max(0, YEARS_BACK - (today.year - on.year))]


def opened_on(today: date) -> date:
    """The first day of the house's figures."""
    return date(today.year - YEARS_BACK, 1, 1)


def lender(ids: Ids, today: date) -> Lender:
    """The two products of the histories: 经营贷 in equal instalments and 消费贷 in equal principal."""
    at = start_of(opened_on(today))
    business = Offer(
        ids.at(at),
        catalogue.CODE,
        Method.EQUAL_INSTALMENT,
        1_000_000,
        500_000_000,
        3,
        36,
        Decimal("0.144"),
        catalogue.PURPOSES,
    )
    # at most 200,000.00 yuan to a person for consumption: 金规〔2024〕26号
    consumer = Offer(
        ids.at(at), CONSUMER, Method.EQUAL_PRINCIPAL, 500_000, 20_000_000, 3, 24, Decimal("0.156"), CONSUMER_PURPOSES
    )
    return Lender(business, consumer)


def write(rows: Rows, ids: Ids, house: Lender, today: date) -> None:
    """Everything but the products of the products' own catalogue."""
    begins, risk = opened_on(today), holders(posts.RISK)[0].id
    at = start_of(begins)
    rows.add(Product, {"code": CONSUMER, "name_zh": "消费贷", "name_en": "Consumer loan", "created_at": at})
    version = {name: getattr(house.consumer, name) for name in Offer.__dataclass_fields__ if name != "code"}
    more = {"product_code": CONSUMER, "number": 1, "purposes": list(CONSUMER_PURPOSES), "verified_by": {}, "visit": {}}
    rows.add(ProductVersion, version | more | {"effective_from": begins, "created_by": risk, "created_at": at})
    for first_day, one_year, five_years in LPR:
        for tenor, rate in ((Tenor.ONE_YEAR, one_year), (Tenor.FIVE_YEARS, five_years)):
            rows.add(LprRate, {"tenor": tenor, "effective_from": first_day, "rate": rate})
    for back, value in enumerate(reversed(NET_ASSETS_FEN)):
        first_day = date(today.year - back, 1, 1)
        figure = {"id": ids.at(start_of(first_day)), "code": NET_ASSETS, "effective_from": first_day}
        told = {"value": Decimal(value), "note": f"{first_day.year - 1}年度审计报告", "set_by": risk}
        rows.add(LenderFigure, figure | told | {"set_at": start_of(first_day)})
    year = date(today.year, 1, 1)
    for code, value, note in FUNDING:
        set_now = {"effective_from": year, "set_by": risk, "set_at": start_of(year)}
        rows.add(
            LenderFigure, {"id": ids.at(start_of(year)), "code": code, "value": Decimal(value), "note": note} | set_now
        )
    for place in BRANCHES:
        for code, district in place.districts:
            rows.add(RegionCode, {"code": code, "name_zh": f"{place.city}市{district}"})


@dataclass
class Funding:
    """An account of the lender's own and what goes through it."""

    id: UUID
    place: str
    number: str
    paid_fen: int = 0


def funding_accounts(ids: Ids, today: date) -> dict[str, Funding]:
    """One account for headquarters and each region."""
    at = start_of(opened_on(today))
    codes = [place.code for place in PLACES if place.code == "hq" or place in REGIONS]
    return {code: Funding(ids.at(at), code, f"3100160000{ids.number()}") for code in codes}


def write_account(rows: Rows, account: Funding, today: date) -> None:
    """An open account."""
    own = {"bank_name": BANK_NAMES[account.place], "account_number": account.number, "state": FundingState.OPEN}
    opened = {"id": account.id, "branch_id": id_of(account.place), "opened_at": start_of(opened_on(today))}
    profile = BY_FILE.get(account.place)
    way = {"channel": Channel.FILE if profile else Channel.API, "file_profile": profile}
    rows.add(FundingAccount, opened | own | way)


def write_allotments(rows: Rows, ids: Ids, account: Funding, today: date, dice: Random) -> list[Booked]:
    """Quarterly allotments that cover what an account has paid and leave room; answers their entries."""
    begins, branch_id = opened_on(today), id_of(account.place)
    days = range((today - begins).days - 1, 0, -QUARTER_DAYS)
    each = (account.paid_fen * 6 // 5 // len(days) // ALLOTMENT_STEP_FEN + 2) * ALLOTMENT_STEP_FEN
    hold = {"allotted_fen": each * len(days), "held_fen": 0, "paid_fen": account.paid_fen}
    rows.add(FundingHold, {"id": account.id, "branch_id": branch_id} | hold)
    entries = []
    for number, back in enumerate(days, 1):
        at = moment(dice, today - timedelta(days=back))
        allotment_id = ids.at(at)
        paper = {"reference": f"ZJ-{account.place.upper()}-{number:02d}", "allotted_by": holders(posts.RISK)[0].id}
        row = {"id": allotment_id, "funding_account_id": account.id, "branch_id": branch_id, "amount_fen": each}
        rows.add(FundingAllotment, row | paper | {"allotted_at": at})
        place = books.Place(books.HOUSE_ID, branch_id, account.id)
        entry = books.funds_allotted(allotment_id, place, each, booked_on=today - timedelta(days=back))
        entries.append((at, entry))
    return entries
