"""Tickets as staff may look at them: the words themselves are opened one by one."""

from server.compliance.tickets.models import Ticket
from server.identity.operations import Operation
from server.identity.sights import sight

TICKETS = sight(Ticket, Operation.TICKET_FILE, "What customers in sight ask of the house.")
