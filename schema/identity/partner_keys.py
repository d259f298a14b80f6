"""Keys of partners, as administrators see and make them."""

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, any_

from schema.identity.views import Branch
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.declarations import column, many, reads
from schema.reading.descriptions import by_row_id, page
from schema.reading.nodes import Node
from schema.reading.read_back import ReadBack
from schema.reading.terms import Terms
from server.identity import partner_keys
from server.identity.partner_keys import PARTNER_KEYS

ORDER = ("-created_at", "-id")


def _over(key: Any, branch: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = branch.id == any_(key.branch_ids)
    return found


@strawberry.type(description="A partner's key; the key itself is shown when it is made, once.")
@reads(PARTNER_KEYS)
class PartnerKey(Node):
    """View of a key."""

    name: str = column("Whose it is and what for.")
    prefix: str = column("How the key begins, to tell it from others.")
    operations: list[str] = column("What it may do.")
    branches: list[Branch] = many("Over which branches; empty means all.", _over, order=("code",))
    created_at: datetime = column("When it was made.")
    expires_at: datetime = column("When it ends by itself.")
    ended_at: datetime | None = column("When it was ended before its time.")
    last_used_on: date | None = column("Business date of its last use.")


@strawberry.input(description="A key to be made for a partner.")
class CreatePartnerKeyInput:
    """Input of createPartnerKey."""

    idempotency_key: str = described(KEY)
    name: str = described("Whose it is and what for, up to 60 characters.")
    days: int = strawberry.field(default=90, description="How many days it lives, up to 366.")
    operations: list[str] = described("What it may do: operations that read.")
    branch_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Over which branches; without them over all in sight."
    )


@strawberry.input(description="A key to be ended.")
class EndPartnerKeyInput:
    """Input of endPartnerKey."""

    idempotency_key: str = described(KEY)
    id: strawberry.ID = described("Which key.")


@strawberry.type(description="The new key.")
class CreatePartnerKeyPayload:
    """Answer of createPartnerKey."""

    key: str | None = described("The key itself, this once; null when the answer to the same key is repeated.")
    id: strawberry.ID = described("Global id of what is kept of it.")


@strawberry.type(description="The key as it stands now.")
class EndPartnerKeyPayload:
    """Answer of endPartnerKey."""

    partner_key: PartnerKey = described("The key, ended.")


@strawberry.type
class PartnerKeyQuery:
    """Part of the root query."""

    @query(PARTNER_KEYS, "Keys of partners, the newest first, the ended ones too.")
    def partner_keys(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[PartnerKey]:
        return page(PARTNER_KEYS, ORDER, first=first, after=after)


@strawberry.type
class PartnerKeyMutation:
    """Part of the root mutation."""

    @mutation(partner_keys.create)
    async def create_partner_key(self, info: Info, input: CreatePartnerKeyInput) -> CreatePartnerKeyPayload:
        made = await partner_keys.create(
            info.context.keyed(input.idempotency_key),
            name=input.name,
            days=input.days,
            operations=tuple(input.operations),
            branch_ids=ids.decode_all("Branch", input.branch_ids or (), "branchIds"),
        )
        return CreatePartnerKeyPayload(key=made.key, id=ids.encode("PartnerKey", made.id))

    @mutation(partner_keys.end)
    async def end_partner_key(self, info: Info, input: EndPartnerKeyInput) -> EndPartnerKeyPayload:
        back = ReadBack(info, lambda row_id: EndPartnerKeyPayload(partner_key=by_row_id(row_id)))
        key_id = ids.decode_as("PartnerKey", input.id, "id")
        return back.answer(await partner_keys.end(back.caller(input.idempotency_key), key_id=key_id))
