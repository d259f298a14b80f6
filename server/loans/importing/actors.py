"""The actor that checks a sheet for whoever runs the command without a log-in. It only looks."""

from server.identity.actors import system_actor
from server.identity.operations import Operation

SHEET_READER = system_actor(10, "sheet_reader", Operation.LOAN_IMPORT_READ)
