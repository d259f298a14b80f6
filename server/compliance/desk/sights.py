"""Findings as the desk may look at them."""

from server.compliance.desk.models import ComplianceFinding
from server.compliance.models import ComplianceRule
from server.identity.operations import Operation
from server.identity.sights import sight

LAW_FINDINGS = sight(ComplianceFinding, Operation.COMPLIANCE_READ, "What the law found, of branches in sight.")
LAW_RULES = sight(ComplianceRule, Operation.COMPLIANCE_READ, "The rules of law, every version with its source.")
