"""What a formula measures: the levels of the catalogue, with applications apart from the loans that come of them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from server.risk.catalogue import Level


class Grain(StrEnum):
    """The kind of subject that one value of a formula belongs to."""

    CUSTOMER = "customer"
    APPLICATION = "application"
    LOAN = "loan"
    OFFICER = "officer"
    PRODUCT = "product"
    REGION = "region"
    HOUSE = "house"
    MARKET = "market"
    POLICY = "policy"


OF_CUSTOMERS: Final = frozenset({Grain.CUSTOMER, Grain.APPLICATION, Grain.LOAN})
"""The grains whose subjects are rows of a customer."""

LEVELS: Final[Mapping[Grain, Level]] = MappingProxyType(
    {
        Grain.CUSTOMER: Level.CUSTOMER,
        Grain.APPLICATION: Level.LOAN,
        Grain.LOAN: Level.LOAN,
        Grain.OFFICER: Level.OFFICER,
        Grain.PRODUCT: Level.PRODUCT,
        Grain.REGION: Level.REGION,
        Grain.HOUSE: Level.PORTFOLIO,
        Grain.MARKET: Level.MARKET,
        Grain.POLICY: Level.POLICY,
    }
)
"""To which level of the catalogue a grain belongs: it calls applications loans as well."""
