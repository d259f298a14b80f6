"""Notices of staff, each read by its owner alone."""

from server.identity.operations import Operation
from server.identity.sights import sight
from server.notices.staff.models import StaffNotice

STAFF_NOTICES = sight(StaffNotice, Operation.NOTICE_OWN, "What the caller himself is told.")
