"""The register, as it may be looked at: the certificate by its last four characters."""

from server.collateral.models import (
    CollateralCharge,
    CollateralInsurance,
    CollateralItem,
    CollateralRank,
    CollateralValuation,
    CountedShare,
)
from server.identity.operations import Operation
from server.identity.sights import sight

ITEMS = sight(CollateralItem, Operation.COLLATERAL_READ, "Items of the register, by owners in sight.")
VALUATIONS = sight(CollateralValuation, Operation.COLLATERAL_READ, "Valuations of items in sight.")
INSURANCES = sight(CollateralInsurance, Operation.COLLATERAL_READ, "Policies on items in sight.")
CHARGES = sight(CollateralCharge, Operation.COLLATERAL_READ, "Charges for applications in sight.")
RANKS = sight(CollateralRank, Operation.COLLATERAL_READ, "Ranks that are held on items, whoever's loan they secure.")
SHARES = sight(CountedShare, Operation.PRODUCT_READ, "How much of each thing counts towards a loan, from when on.")
