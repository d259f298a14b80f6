"""Where a debit stands, and why one fails. Pure."""

from enum import StrEnum


class MandateState(StrEnum):
    """Revoked by the customer, suspended by a failure that the bank has told."""

    ACTIVE = "active"
    REVOKED = "revoked"
    SUSPENDED = "suspended"


class DebitState(StrEnum):
    """Created: not yet in a file. Sent: with the bank. Settled, failed and withdrawn are final."""

    CREATED = "created"
    SENT = "sent"
    SETTLED = "settled"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class DebitFailure(StrEnum):
    """Why a bank took nothing; profiles map their banks' codes to these."""

    INSUFFICIENT_FUNDS = "insufficient_funds"
    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_FROZEN = "account_frozen"
    ACCOUNT_UNKNOWN = "account_unknown"
    OVER_LIMIT = "over_limit"
    MANDATE_MISSING = "mandate_missing"
    BANK_TROUBLE = "bank_trouble"
    OTHER = "other"
