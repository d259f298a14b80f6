"""The audit trail, as it may be looked at."""

from server.audit.models import AuditRecord
from server.identity.operations import Operation
from server.identity.sights import sight

AUDIT_RECORDS = sight(AuditRecord, Operation.AUDIT_READ, "What was done and refused.")
