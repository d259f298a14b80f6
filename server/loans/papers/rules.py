"""Kinds of papers. Pure."""

from enum import StrEnum


class PaperKind(StrEnum):
    """What is issued to a borrower."""

    REPAYMENT_RECEIPT = "repayment_receipt"
    SETTLEMENT_CERTIFICATE = "settlement_certificate"
    STATEMENT = "statement"
