"""Product versions, no secret inside the house, and the lender's figures, as they may be looked at."""

from server.identity.operations import Operation
from server.identity.sights import sight
from server.products.models import ProductVersion
from server.reference.models import LenderFigure

PRODUCT_VERSIONS = sight(ProductVersion, Operation.PRODUCT_READ, "Terms of products, whether lent today or not.")
FIGURES = sight(LenderFigure, Operation.LENDER_SET, "Figures of the lender, for who may enter them.")
