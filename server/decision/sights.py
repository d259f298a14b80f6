"""Decisions and editions, as they may be looked at."""

from server.decision.models import Assessment, Edition
from server.identity.operations import Operation
from server.identity.sights import sight

ASSESSMENTS = sight(Assessment, Operation.APPLICATION_READ, "What the rules of risk said of applications in sight.")
EDITIONS = sight(Edition, Operation.DECISION_READ, "Editions of the rules of risk and of scorecards.")
