"""Views of client teams and their trusted documents."""

from datetime import datetime

import strawberry

from schema.kit.fields import described
from server.partners import models, rules

strawberry.enum(models.OperationKind, name="OperationKind", description="What the operation of a document is.")
strawberry.enum(models.Revocation, name="DocumentRevocation", description="How a trusted document was revoked.")
strawberry.enum(
    rules.Standing, name="DocumentStanding", description="How a document stands with its team before it is published."
)


@strawberry.type(description="Who writes a client.")
class ClientTeam:
    """View of a team."""

    code: str = described("Its code.")
    name: str = described("Its name.")
    positions: list[str] = described("Codes of the positions that may use its documents; empty means everybody.")

    @classmethod
    def of(cls, row: models.ClientTeam) -> "ClientTeam":
        return cls(code=row.code, name=row.name, positions=list(row.positions))


@strawberry.type(description="A document in one version of a team's client.")
class TrustedDocument:
    """View of a publication."""

    sha256: str = described("Id of the document: SHA-256 of its text, hex digits.")
    team: ClientTeam = described("Whose client sends it.")
    version: str = described("In which version of the client.")
    name: str = described("Name of its operation.")
    kind: models.OperationKind = described("What the operation is.")
    text: str = described("The document.")
    published_at: datetime = described("Since when.")
    revoked_at: datetime | None = described("Until when; null while it holds.")
    revocation: models.Revocation | None = described("By itself, or with its whole version.")
    reason: str | None = described("Why it was revoked.")

    @classmethod
    def of(cls, found: tuple[models.TrustedDocument, models.ClientTeam]) -> "TrustedDocument":
        row, team = found
        return cls(
            sha256=row.sha256,
            team=ClientTeam.of(team),
            version=row.version,
            name=row.name,
            kind=row.kind,
            text=row.text,
            published_at=row.published_at,
            revoked_at=row.revoked_at,
            revocation=row.revocation,
            reason=row.reason,
        )
