"""Contracts, as they may be looked at."""

from server.contracts.models import Contract
from server.identity.operations import Operation
from server.identity.sights import sight

CONTRACTS = sight(Contract, Operation.CONTRACT_READ, "Contracts of applications in sight.")
