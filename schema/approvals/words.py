"""The enums of approvals, each told to the API once, before any type uses it."""

import strawberry

from server.approvals.matrix.models import MatrixState
from server.approvals.models import ActKind
from server.approvals.passing_on import Place
from server.approvals.rules import CaseDecision, CaseState, Mode

__all__ = ["ActKind", "CaseDecision", "CaseState", "MatrixState", "Mode", "Place"]

strawberry.enum(CaseState, description="Where a case stands.")
strawberry.enum(CaseDecision, description="What can be decided: approve, return to the officer, reject.")
strawberry.enum(
    Mode,
    name="VotingMode",
    description="How voices come together: one, one after the other, several at once, a committee with a quorum.",
)
strawberry.enum(ActKind, name="ApprovalActKind", description="What is done in a case beside voting.")
strawberry.enum(Place, name="SignerPlace", description="An added signer stands before the present step or after it.")
strawberry.enum(MatrixState, description="A draft decides nothing.")
