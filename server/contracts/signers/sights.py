"""Signers, as they may be looked at: who, and when; never a drawing."""

from server.contracts.signers.models import ContractSigner
from server.identity.operations import Operation
from server.identity.sights import sight

SIGNERS = sight(ContractSigner, Operation.CONTRACT_READ, "Who signs contracts in sight beside their borrowers.")
