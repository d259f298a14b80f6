"""Root fields about contacts, related parties, assets and groups of customers."""

from datetime import date
from uuid import UUID

import strawberry

from schema.customers.mutations import CustomerPayload
from schema.customers.relations import ConnectedCustomer, ContactInClear
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from schema.kit.scalars import Money, Rate
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.customers.relations import assets, contacts, models, parties


@strawberry.input(description="Whom to call about a customer.")
class RecordContactInput:
    """Input of recordContact."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("About whom.")
    kind: models.ContactKind = described("What he may be asked about.")
    relation: models.ContactRelation = described("What he is to the customer.")
    name: str = described("His name.")
    phone: str = described("His mobile number, eleven digits.")
    agreed_on: date | None = strawberry.field(default=None, description="When he himself has agreed to be called.")


@strawberry.input(description="A contact who is none any more.")
class EndContactInput:
    """Input of endContact."""

    idempotency_key: str = described(KEY)
    contact_id: strawberry.ID = described("Which contact.")


@strawberry.input(description="A look at name and phone of a contact.")
class RevealContactInput:
    """Input of revealContact."""

    contact_id: strawberry.ID = described("Which contact.")
    reason: str = described("Why; stays on record.")


@strawberry.input(description="Somebody connected with a customer.")
class RecordPartyInput:
    """Input of recordParty."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("With whom.")
    kind: models.PartyKind = described("By what.")
    name: str = described("His name.")
    number: str | None = strawberry.field(default=None, description="His identity number or credit code.")
    related_id: strawberry.ID | None = strawberry.field(default=None, description="His own record, where he has one.")
    share: Rate | None = strawberry.field(default=None, description="His part of the capital, 0 to 1.")


@strawberry.input(description="Somebody who is not connected any more.")
class EndPartyInput:
    """Input of endParty."""

    idempotency_key: str = described(KEY)
    party_id: strawberry.ID = described("Which party.")


@strawberry.input(description="Something that a customer owns.")
class RecordAssetInput:
    """Input of recordAsset."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Whose.")
    kind: models.AssetKind = described("What it is.")
    description: str = described("Which one, in at most 200 characters.")
    value: Money = described("Its value.")
    owed: Money = described("What is still owed on it.")
    as_of: date = described("Of which day the value is.")
    document_id: strawberry.ID | None = strawberry.field(default=None, description="The paper that proves it.")


@strawberry.input(description="An asset that is not his any more, or is valued anew.")
class EndAssetInput:
    """Input of endAsset."""

    idempotency_key: str = described(KEY)
    asset_id: strawberry.ID = described("Which asset.")


@strawberry.type(description="What was asked for.")
class RevealContactPayload:
    """Answer of revealContact."""

    data: ContactInClear = described("In clear, once.")


@strawberry.type
class RelationQuery:
    """Part of the root query."""

    @query(parties.connections)
    async def connected_customers(self, info: Info, id: strawberry.ID) -> list[ConnectedCustomer]:
        found = await parties.connections(info.context.caller, customer_id=ids.decode_as("Customer", id, "id"))
        return [ConnectedCustomer.of(each) for each in found]


@strawberry.type
class RelationMutation:
    """Part of the root mutation."""

    @mutation(contacts.record_contact)
    async def record_contact(self, info: Info, input: RecordContactInput) -> CustomerPayload:
        back = ReadBack(info, _payload)
        outcome = await contacts.record_contact(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            kind=input.kind,
            relation=input.relation,
            name=input.name,
            phone=input.phone,
            agreed_on=input.agreed_on,
        )
        return back.answer(outcome)

    @mutation(contacts.end_contact)
    async def end_contact(self, info: Info, input: EndContactInput) -> CustomerPayload:
        back = ReadBack(info, _payload)
        contact_id = ids.decode_as("CustomerContact", input.contact_id, "contactId")
        outcome = await contacts.end_contact(back.caller(input.idempotency_key), contact_id=contact_id)
        return back.answer(outcome)

    @mutation(contacts.reveal_contact)
    async def reveal_contact(self, info: Info, input: RevealContactInput) -> RevealContactPayload:
        clear = await contacts.reveal_contact(
            info.context.caller,
            contact_id=ids.decode_as("CustomerContact", input.contact_id, "contactId"),
            reason=input.reason,
        )
        return RevealContactPayload(data=ContactInClear(name=clear["name"], phone=clear["phone"]))

    @mutation(parties.record_party)
    async def record_party(self, info: Info, input: RecordPartyInput) -> CustomerPayload:
        back = ReadBack(info, _payload)
        related = input.related_id
        outcome = await parties.record_party(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            kind=input.kind,
            name=input.name,
            number=input.number,
            related_id=None if related is None else ids.decode_as("Customer", related, "relatedId"),
            share=input.share,
        )
        return back.answer(outcome)

    @mutation(parties.end_party)
    async def end_party(self, info: Info, input: EndPartyInput) -> CustomerPayload:
        back = ReadBack(info, _payload)
        party_id = ids.decode_as("RelatedParty", input.party_id, "partyId")
        outcome = await parties.end_party(back.caller(input.idempotency_key), party_id=party_id)
        return back.answer(outcome)

    @mutation(assets.record_asset)
    async def record_asset(self, info: Info, input: RecordAssetInput) -> CustomerPayload:
        back = ReadBack(info, _payload)
        paper = input.document_id
        outcome = await assets.record_asset(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            kind=input.kind,
            description=input.description,
            value_fen=input.value,
            owed_fen=input.owed,
            as_of=input.as_of,
            document_id=None if paper is None else ids.decode_as("Document", paper, "documentId"),
        )
        return back.answer(outcome)

    @mutation(assets.end_asset)
    async def end_asset(self, info: Info, input: EndAssetInput) -> CustomerPayload:
        back = ReadBack(info, _payload)
        asset_id = ids.decode_as("CustomerAsset", input.asset_id, "assetId")
        outcome = await assets.end_asset(back.caller(input.idempotency_key), asset_id=asset_id)
        return back.answer(outcome)


def _payload(customer_id: UUID) -> CustomerPayload:
    return CustomerPayload(customer=by_row_id(customer_id))
