"""Views of contracts."""

from datetime import datetime

import strawberry

from schema.kit import ids
from schema.kit.fields import described
from schema.kit.nodes import Node
from server.contracts import models

strawberry.enum(models.ContractState, description="Where a contract stands; DRAWING means its paper is being set.")


@strawberry.type(description="A loan contract.")
class Contract(Node):
    """View of a contract."""

    number: str = described("Public number.")
    state: models.ContractState = described("Where it stands.")
    pdf_url: str = described("Where its paper can be fetched with the bearer token.")
    pdf_digest: str | None = described("SHA-256 of the paper that is signed, in hex; null while it is being set.")
    drawn_at: datetime = described("When it was drawn up.")
    sent_at: datetime | None = described("When its link was last sent.")
    signed_at: datetime | None = described("When the borrower signed.")
    version: int = described("Rises with every change.")

    @classmethod
    def of(cls, row: models.Contract) -> "Contract":
        return cls(
            id=ids.encode("Contract", row.id, row.customer_id),
            number=row.number,
            state=row.state,
            pdf_url=f"/api/contracts/{row.id}/pdf",
            pdf_digest=row.pdf_digest,
            drawn_at=row.drawn_at,
            sent_at=row.sent_at,
            signed_at=row.signed_at,
            version=row.version,
        )
