"""Cases, votes and what else was done in them, as they may be looked at; who stands in for whom; the matrix."""

from server.approvals.matrix.models import ApprovalMatrix, MatrixRow
from server.approvals.models import ApprovalAct, ApprovalCase, Condition, Delegation, Vote
from server.identity.operations import Operation
from server.identity.sights import sight

CASES = sight(ApprovalCase, Operation.APPROVAL_READ, "Cases in which applications in sight are decided.")
VOTES = sight(Vote, Operation.APPROVAL_READ, "Votes on cases in sight.")
ACTS = sight(ApprovalAct, Operation.APPROVAL_READ, "What was done in cases in sight beside voting.")
CONDITIONS = sight(Condition, Operation.APPROVAL_READ, "What has to be so before loans in sight are paid.")
DELEGATIONS = sight(Delegation, Operation.APPROVAL_READ, "Who votes in whose name, and when.")
MATRICES = sight(ApprovalMatrix, Operation.MATRIX_READ, "Versions of the approval matrix.")
MATRIX_ROWS = sight(MatrixRow, Operation.MATRIX_READ, "Rows of the approval matrix.")
