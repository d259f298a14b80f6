"""Inquiries and receivables, as they may be looked at beside their customers. Answers stay sealed."""

from server.connectors.models import ConnectorSource, Inquiry
from server.identity.operations import Operation
from server.identity.sights import sight

INQUIRIES = sight(Inquiry, Operation.CUSTOMER_READ, "Inquiries about customers in sight, with the facts they brought.")
SOURCES = sight(ConnectorSource, Operation.CUSTOMER_READ, "The table of sources that can be asked.")
