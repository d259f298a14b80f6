"""Root fields that change the parties of an application."""

import strawberry

from schema.applications.mutations import ApplicationPayload
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, SEEN, described, mutation
from schema.kit.scalars import Money
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.applications.securing import parties
from server.applications.securing.rules import Guarantee, GuaranteeKind, PartyRole


@strawberry.input(description="How a guarantor answers.")
class GuaranteeInput:
    """Part of addParty."""

    kind: GuaranteeKind = described("After the borrower was sued in vain, or like the borrower.")
    amount: Money = described("Up to how much.")
    months_after_due: int = described("For how many months after the debt was due, 1 to 60.")


@strawberry.input(description="Somebody who stands beside the borrower.")
class AddPartyInput:
    """Input of addParty."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Which application.")
    expected_version: int = described(SEEN)
    person_id: strawberry.ID = described("Which customer.")
    role: PartyRole = described("As what.")
    guarantee: GuaranteeInput | None = strawberry.field(default=None, description="A guarantor's; nobody else's.")


@strawberry.input(description="That a party agrees to be one.")
class RecordPartyConsentInput:
    """Input of recordPartyConsent."""

    idempotency_key: str = described(KEY)
    party_id: strawberry.ID = described("Which party.")
    expected_version: int = described(SEEN)
    consent: str = described("How he has said so: in person, on the phone, in writing.")


@strawberry.input(description="A party who stands there no more.")
class RemovePartyInput:
    """Input of removeParty."""

    idempotency_key: str = described(KEY)
    party_id: strawberry.ID = described("Which party.")
    expected_version: int = described(SEEN)


@strawberry.type
class PartyMutation:
    """Part of the root mutation."""

    @mutation(parties.add_party)
    async def add_party(self, info: Info, input: AddPartyInput) -> ApplicationPayload:
        back = ReadBack(info, lambda row_id: ApplicationPayload(application=by_row_id(row_id)))
        told = input.guarantee
        outcome = await parties.add_party(
            back.caller(input.idempotency_key),
            application_id=ids.decode_as("Application", input.application_id, "applicationId"),
            expected_version=input.expected_version,
            person_id=ids.decode_as("Customer", input.person_id, "personId"),
            role=input.role,
            guarantee=Guarantee(told.kind, told.amount, told.months_after_due) if told else None,
        )
        return back.answer(outcome)

    @mutation(parties.record_consent)
    async def record_party_consent(self, info: Info, input: RecordPartyConsentInput) -> ApplicationPayload:
        back = ReadBack(info, lambda row_id: ApplicationPayload(application=by_row_id(row_id)))
        outcome = await parties.record_consent(
            back.caller(input.idempotency_key),
            party_id=ids.decode_as("ApplicationParty", input.party_id, "partyId"),
            expected_version=input.expected_version,
            consent=input.consent,
        )
        return back.answer(outcome)

    @mutation(parties.remove_party)
    async def remove_party(self, info: Info, input: RemovePartyInput) -> ApplicationPayload:
        back = ReadBack(info, lambda row_id: ApplicationPayload(application=by_row_id(row_id)))
        wanted = ids.decode_as("ApplicationParty", input.party_id, "partyId")
        caller = back.caller(input.idempotency_key)
        outcome = await parties.remove_party(caller, party_id=wanted, expected_version=input.expected_version)
        return back.answer(outcome)
