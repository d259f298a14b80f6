"""What borrowers ask for, as staff may look at it: the words themselves are opened one by one."""

from server.contracts.borrower.models import BorrowerRequest
from server.identity.operations import Operation
from server.identity.sights import sight

BORROWER_REQUESTS = sight(BorrowerRequest, Operation.BORROWER_ANSWER, "What borrowers in sight ask for.")
