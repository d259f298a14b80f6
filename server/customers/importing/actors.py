"""The actor that looks at a sheet for whoever runs the command without a log-in. It enters nobody."""

from server.identity.actors import system_actor
from server.identity.operations import Operation

SHEET_READER = system_actor(20, "customer_sheet_reader", Operation.CUSTOMER_IMPORT)
