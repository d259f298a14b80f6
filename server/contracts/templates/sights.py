"""Texts of papers, as they may be looked at."""

from server.contracts.models import PaperTemplate
from server.contracts.templates.models import TemplateProposal
from server.identity.operations import Operation
from server.identity.sights import sight

TEMPLATES = sight(PaperTemplate, Operation.TEMPLATE_READ, "Versions of the texts of papers.")
PROPOSALS = sight(TemplateProposal, Operation.TEMPLATE_READ, "Proposed texts of papers.")
