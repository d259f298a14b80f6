"""Visits, as they may be looked at: without exact places."""

from server.applications.visiting.models import Visit, VisitLine, VisitPhoto
from server.identity.operations import Operation
from server.identity.sights import sight

VISITS = sight(Visit, Operation.APPLICATION_READ, "Visits of applications in sight, without their exact places.")
LINES = sight(VisitLine, Operation.APPLICATION_READ, "Lines of the sheets of visits in sight.")
PHOTOS = sight(VisitPhoto, Operation.APPLICATION_READ, "Photos of visits in sight, without their exact places.")
