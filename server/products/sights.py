"""Product versions, as they may be looked at: no secret inside the house."""

from server.identity.operations import Operation
from server.identity.sights import sight
from server.products.models import ProductVersion

PRODUCT_VERSIONS = sight(ProductVersion, Operation.PRODUCT_READ, "Terms of products, whether lent today or not.")
