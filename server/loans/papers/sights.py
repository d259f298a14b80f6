"""Issued papers, as they may be looked at."""

from server.identity.operations import Operation
from server.identity.sights import sight
from server.loans.papers.models import IssuedPaper

ISSUED_PAPERS = sight(IssuedPaper, Operation.LOAN_READ, "Papers issued for loans in sight.")
