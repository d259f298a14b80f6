"""Cases and votes, as they may be looked at."""

from server.approvals.models import ApprovalCase, Vote
from server.identity.operations import Operation
from server.identity.sights import sight

CASES = sight(ApprovalCase, Operation.APPROVAL_READ, "Cases in which applications in sight are decided.")
VOTES = sight(Vote, Operation.APPROVAL_READ, "Votes on cases in sight.")
