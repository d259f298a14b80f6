"""Which kinds of sources there are."""

from enum import StrEnum


class SourceKind(StrEnum):
    """What a source knows, which decides how it is asked and read."""

    CREDIT_BUREAU = "credit_bureau"
    TAX = "tax"
    SOCIAL_SECURITY = "social_security"
    COMMERCE = "commerce"
    NAME_ID = "name_id"
    BUSINESS_REGISTER = "business_register"
    BANK_CARD = "bank_card"
    LIVENESS = "liveness"
    SANCTIONS = "sanctions"
    SUPPLY_CHAIN = "supply_chain"
    BANK_FLOW = "bank_flow"
    FUND_TRAIL = "fund_trail"
    DEVICE = "device"
    PROPERTY_REGISTER = "property_register"
