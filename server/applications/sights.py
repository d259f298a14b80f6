"""Applications and what belongs to them, as they may be looked at."""

from server.applications.models import Application, ApplicationFinding, Opinion
from server.identity.operations import Operation
from server.identity.sights import sight

APPLICATIONS = sight(Application, Operation.APPLICATION_READ, "Applications in sight.")
OPINIONS = sight(Opinion, Operation.APPLICATION_READ, "Officers' opinions on applications in sight.")
FINDINGS = sight(ApplicationFinding, Operation.APPLICATION_READ, "What the rules found at applications in sight.")
