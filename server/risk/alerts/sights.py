"""Alerts and digests as staff may look at them."""

from server.identity.operations import Operation
from server.identity.sights import sight
from server.risk.alerts.models import RiskAlert, RiskDigest

ALERTS = sight(RiskAlert, Operation.ALERT_READ, "Alerts of risk about customers and branches in sight.")
DIGESTS = sight(RiskDigest, Operation.ALERT_READ, "What a day had beyond the alerts that were told one by one.")
