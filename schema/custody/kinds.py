"""Kinds that inputs and views share, described before either uses them."""

import strawberry

from server.loans.papers.rules import PaperKind

strawberry.enum(PaperKind, name="LoanPaperKind", description="What is issued to a borrower.")

__all__ = ["PaperKind"]
