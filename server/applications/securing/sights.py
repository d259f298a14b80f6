"""Parties, as they may be looked at."""

from server.applications.securing.models import ApplicationParty
from server.identity.operations import Operation
from server.identity.sights import sight

PARTIES = sight(ApplicationParty, Operation.APPLICATION_READ, "Parties of applications in sight.")
