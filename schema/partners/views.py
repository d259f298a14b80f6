"""Views of client teams and their trusted documents."""

from datetime import datetime

import strawberry

from schema.reading.declarations import column, on, one, reads
from server.partners import models, rules
from server.partners.sights import CLIENT_TEAMS, TRUSTED_DOCUMENTS

strawberry.enum(models.OperationKind, name="OperationKind", description="What the operation of a document is.")
strawberry.enum(models.Revocation, name="DocumentRevocation", description="How a trusted document was revoked.")
strawberry.enum(
    rules.Standing, name="DocumentStanding", description="How a document stands with its team before it is published."
)


@strawberry.type(description="Who writes a client.")
@reads(CLIENT_TEAMS)
class ClientTeam:
    """View of a team."""

    code: str = column("Its code.")
    name: str = column("Its name.")
    positions: list[str] = column("Codes of the positions that may use its documents; empty means everybody.")


@strawberry.type(description="A document in one version of a team's client.")
@reads(TRUSTED_DOCUMENTS)
class TrustedDocument:
    """View of a publication."""

    sha256: str = column("Id of the document: SHA-256 of its text, hex digits.")
    team: ClientTeam = one("Whose client sends it.", on(team_code="code"))
    version: str = column("In which version of the client.")
    name: str = column("Name of its operation.")
    kind: models.OperationKind = column("What the operation is.")
    text: str = column("The document.")
    published_at: datetime = column("Since when.")
    revoked_at: datetime | None = column("Until when; null while it holds.")
    revocation: models.Revocation | None = column("By itself, or with its whole version.")
    reason: str | None = column("Why it was revoked.")
