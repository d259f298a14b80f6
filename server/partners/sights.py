"""Client teams and what they published, as they may be looked at."""

from server.identity.operations import Operation
from server.identity.sights import sight
from server.partners.models import ClientTeam, TrustedDocument

CLIENT_TEAMS = sight(ClientTeam, Operation.TRUSTED_DOCUMENT_READ, "Teams that write clients.")
TRUSTED_DOCUMENTS = sight(TrustedDocument, Operation.TRUSTED_DOCUMENT_READ, "Documents that teams published.")
