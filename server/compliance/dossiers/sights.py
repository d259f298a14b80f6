"""Dossier orders as staff may look at them."""

from server.compliance.dossiers.models import DossierOrder
from server.identity.operations import Operation
from server.identity.sights import sight

DOSSIERS = sight(DossierOrder, Operation.DOSSIER_DRAW, "Dossiers that were ordered.")
