"""Holds and erasures as staff may look at them."""

from server.compliance.keeping.models import Erasure, LegalHold
from server.identity.operations import Operation
from server.identity.sights import sight

LEGAL_HOLDS = sight(LegalHold, Operation.CUSTOMER_HOLD, "Legal holds of customers in sight.")
ERASURES = sight(Erasure, Operation.CUSTOMER_ERASE, "Erasures of customers in sight, proposed and done.")
