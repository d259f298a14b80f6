"""CN: how much hangs on one borrower, group, region, product, month, or source of funding."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.book import (
    HOUSE_BOOK,
    HOUSE_CHANNELS,
    HOUSE_FIGURES,
    HOUSE_MATURITIES,
    HOUSE_TOP,
    HOUSE_TRADES,
    PRODUCT_BOOK,
    REGION_BOOK,
)
from server.risk.relations.owing import CUSTOMER_GROUP, CUSTOMER_LENDER, CUSTOMER_OWING

OWED: Final = Figure(CUSTOMER_OWING, "sum(r.fen)")
NET_ASSETS: Final = Figure(CUSTOMER_LENDER, "max(r.net_assets_fen)")
BALANCE: Final = Figure(HOUSE_BOOK, "max(r.balance_fen)")
OWN_NET_ASSETS: Final = Figure(HOUSE_FIGURES, "max(r.net_assets_fen)")

FORMULAS: Final = (
    Formula(
        "CN-01",
        Grain.CUSTOMER,
        "coalesce({owed_fen}, 0) / nullif({net_assets_fen}, 0)",
        {"owed_fen": OWED, "net_assets_fen": NET_ASSETS},
    ),
    Formula(
        "CN-02",
        Grain.CUSTOMER,
        "coalesce({group_fen}, {owed_fen}, 0) / nullif({net_assets_fen}, 0)",
        {"group_fen": Figure(CUSTOMER_GROUP, "sum(r.fen)"), "owed_fen": OWED, "net_assets_fen": NET_ASSETS},
    ),
    Formula(
        "CN-03",
        Grain.CUSTOMER,
        "coalesce({consumed_fen}, 0) / 100",
        {"consumed_fen": Figure(CUSTOMER_OWING, "sum(r.fen) FILTER (WHERE r.consumes)")},
    ),
    Formula(
        "CN-04",
        Grain.CUSTOMER,
        "coalesce({traded_fen}, 0) / 100",
        {"traded_fen": Figure(CUSTOMER_OWING, "sum(r.fen) FILTER (WHERE r.trades)")},
    ),
    Formula(
        "CN-05",
        Grain.HOUSE,
        "{top_fen} / nullif({balance_fen}, 0)",
        {"top_fen": Figure(HOUSE_TOP, "sum(r.fen)"), "balance_fen": BALANCE},
    ),
    Formula(
        "CN-06",
        Grain.HOUSE,
        "{squares}",
        {"squares": Figure(HOUSE_TRADES, "sum((r.fen / nullif(r.known_fen, 0)) ^ 2)")},
    ),
    Formula(
        "CN-07",
        Grain.REGION,
        "coalesce({region_fen}, 0) / nullif({house_fen}, 0)",
        {
            "region_fen": Figure(REGION_BOOK, "sum(r.balance_fen)"),
            "house_fen": Figure(REGION_BOOK, "max(r.house_fen)"),
        },
    ),
    Formula(
        "CN-08",
        Grain.PRODUCT,
        "coalesce({product_fen}, 0) / nullif({house_fen}, 0)",
        {
            "product_fen": Figure(PRODUCT_BOOK, "sum(r.balance_fen)"),
            "house_fen": Figure(PRODUCT_BOOK, "max(r.house_fen)"),
        },
    ),
    Formula(
        "CN-09",
        Grain.HOUSE,
        "{largest_fen} / nullif({paid_out_fen}, 0)",
        {
            "largest_fen": Figure(HOUSE_CHANNELS, "max(r.fen)"),
            "paid_out_fen": Figure(HOUSE_CHANNELS, "max(r.paid_out_fen)"),
        },
    ),
    Formula(
        "CN-10",
        Grain.HOUSE,
        "coalesce({largest_fen}, 0) / nullif({balance_fen}, 0)",
        {"largest_fen": Figure(HOUSE_MATURITIES, "max(r.fen)"), "balance_fen": BALANCE},
    ),
    Formula(
        "CN-11",
        Grain.HOUSE,
        "{nonstandard_fen} / nullif({net_assets_fen}, 0)",
        {"nonstandard_fen": Figure(HOUSE_FIGURES, "max(r.nonstandard_fen)"), "net_assets_fen": OWN_NET_ASSETS},
    ),
    Formula(
        "CN-12",
        Grain.HOUSE,
        "{standard_fen} / nullif({net_assets_fen}, 0)",
        {"standard_fen": Figure(HOUSE_FIGURES, "max(r.standard_fen)"), "net_assets_fen": OWN_NET_ASSETS},
    ),
    Formula(
        "CN-13",
        Grain.HOUSE,
        "{cash_fen} / nullif(coalesce({committed_fen}, 0) + {funding_due_fen}, 0)",
        {
            "cash_fen": Figure(HOUSE_FIGURES, "max(r.cash_fen)"),
            "committed_fen": Figure(HOUSE_FIGURES, "max(r.committed_fen)"),
            "funding_due_fen": Figure(HOUSE_FIGURES, "max(r.funding_due_fen)"),
        },
    ),
    Formula(
        "CN-14",
        Grain.PRODUCT,
        "coalesce({bad_fen}, 0) / nullif({product_fen}, 0) / nullif({target_share}, 0)",
        {
            "bad_fen": Figure(PRODUCT_BOOK, "sum(r.late_90_fen)"),
            "product_fen": Figure(PRODUCT_BOOK, "sum(r.balance_fen)"),
            "target_share": Figure(PRODUCT_BOOK, "max(r.target_npl)"),
        },
    ),
    Formula(
        "CN-15",
        Grain.HOUSE,
        "{large}::numeric / nullif({loans}, 0)",
        {"large": Figure(HOUSE_BOOK, "max(r.large)"), "loans": Figure(HOUSE_BOOK, "max(r.loans)")},
    ),
)
