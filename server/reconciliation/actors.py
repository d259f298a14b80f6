"""The actor that fetches statements from the bank and matches them, by the clock or by `jiedai reconcile`."""

from server.identity.actors import system_actor
from server.identity.operations import Operation

RECONCILER = system_actor(
    12, "reconciler", Operation.STATEMENT_IMPORT, Operation.STATEMENT_MATCH, Operation.STATEMENT_READ
)
