"""The audit trail, as it may be looked at."""

from server.audit.models import AuditRecord
from server.identity.operations import Operation
from server.identity.sights import sight
from server.reports.exports.models import Export
from server.reports.mailing.models import ReportMailing

AUDIT_RECORDS = sight(AuditRecord, Operation.AUDIT_READ, "What was done and refused.")
EXPORTS = sight(Export, Operation.REPORT_DRAW, "Files that the caller has ordered.")
MAILINGS = sight(ReportMailing, Operation.REPORT_SCHEDULE, "Mailings that the caller has made.")
