"""Branches, staff and positions, as they may be looked at: the house is no secret to those who work in it."""

from server.identity.models import Branch, Position, Staff
from server.identity.operations import Operation
from server.identity.sights import sight

BRANCHES = sight(Branch, Operation.BRANCH_READ, "Branches and regions of the house.")
STAFF = sight(Staff, Operation.STAFF_READ, "Colleagues: who decided, who entered.")
POSITIONS = sight(Position, Operation.STAFF_READ, "Posts that staff hold.")
