"""Root fields that change applications."""

from uuid import UUID

import strawberry

from schema.applications.views import Application
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, SEEN, described, mutation
from schema.kit.scalars import Money
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.applications import fulfilling, reviewing, service


@strawberry.input(description="What the customer asks for.")
class StartApplicationInput:
    """Input of startApplication."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Who asks.")
    product_version_id: strawberry.ID = described("Under which terms.")
    amount: Money = described("How much.")
    term_months: int = described("For how many months.")
    purpose: str = described("What for: one of the product's purposes.")


@strawberry.input(description="The changed wish.")
class AmendApplicationInput:
    """Input of amendApplication."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Which application.")
    expected_version: int = described(SEEN)
    product_version_id: strawberry.ID = described("Under which terms.")
    amount: Money = described("How much.")
    term_months: int = described("For how many months.")
    purpose: str = described("What for: one of the product's purposes.")


@strawberry.input(description="The officer's opinion; it is signed with his session.")
class OpinionInput:
    """Part of submitApplication."""

    amount: Money = described("What he recommends to lend, at most what is asked for.")
    term_months: int = described("For how many months.")
    reason: str = described("Why.")


@strawberry.input(description="An application with the officer's opinion.")
class SubmitApplicationInput:
    """Input of submitApplication."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Which application.")
    expected_version: int = described(SEEN)
    opinion: OpinionInput = described("Every path begins with it.")


@strawberry.input(description="An application that is not wanted any more.")
class WithdrawApplicationInput:
    """Input of withdrawApplication."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Which application.")
    expected_version: int = described(SEEN)
    reason: str = described("Why.")


@strawberry.input(description="That the customer accepts the terms which the approval has changed.")
class AcceptTermsInput:
    """Input of acceptTerms."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Which application.")
    expected_version: int = described(SEEN)
    acceptance: str = described("How he has said so: in person, on the phone, in writing.")


@strawberry.input(description="That a person decides on what the rules alone have refused.")
class RequestHumanReviewInput:
    """Input of requestHumanReview."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Which application.")
    expected_version: int = described(SEEN)
    reason: str = described("Why, in the applicant's words.")


@strawberry.type(description="The application after the change.")
class ApplicationPayload:
    """Answer of mutations on applications."""

    application: Application = described("As it stands now.")


@strawberry.type
class ApplicationMutation:
    """Part of the root mutation."""

    @mutation(service.start)
    async def start_application(self, info: Info, input: StartApplicationInput) -> ApplicationPayload:
        back = ReadBack(info, payload)
        outcome = await service.start(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            product_version_id=ids.decode_as("ProductVersion", input.product_version_id, "productVersionId"),
            amount_fen=input.amount,
            term_months=input.term_months,
            purpose=input.purpose,
        )
        return back.answer(outcome)

    @mutation(service.amend)
    async def amend_application(self, info: Info, input: AmendApplicationInput) -> ApplicationPayload:
        back = ReadBack(info, payload)
        outcome = await service.amend(
            back.caller(input.idempotency_key),
            application_id=ids.decode_as("Application", input.application_id, "applicationId"),
            expected_version=input.expected_version,
            product_version_id=ids.decode_as("ProductVersion", input.product_version_id, "productVersionId"),
            amount_fen=input.amount,
            term_months=input.term_months,
            purpose=input.purpose,
        )
        return back.answer(outcome)

    @mutation(service.submit)
    async def submit_application(self, info: Info, input: SubmitApplicationInput) -> ApplicationPayload:
        back = ReadBack(info, payload)
        outcome = await service.submit(
            back.caller(input.idempotency_key),
            application_id=ids.decode_as("Application", input.application_id, "applicationId"),
            expected_version=input.expected_version,
            amount_fen=input.opinion.amount,
            term_months=input.opinion.term_months,
            reason=input.opinion.reason,
        )
        return back.answer(outcome)

    @mutation(service.withdraw)
    async def withdraw_application(self, info: Info, input: WithdrawApplicationInput) -> ApplicationPayload:
        back = ReadBack(info, payload)
        outcome = await service.withdraw(
            back.caller(input.idempotency_key),
            application_id=ids.decode_as("Application", input.application_id, "applicationId"),
            expected_version=input.expected_version,
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(reviewing.request_human_review)
    async def request_human_review(self, info: Info, input: RequestHumanReviewInput) -> ApplicationPayload:
        back = ReadBack(info, payload)
        outcome = await reviewing.request_human_review(
            back.caller(input.idempotency_key),
            application_id=ids.decode_as("Application", input.application_id, "applicationId"),
            expected_version=input.expected_version,
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(fulfilling.accept_terms)
    async def accept_terms(self, info: Info, input: AcceptTermsInput) -> ApplicationPayload:
        back = ReadBack(info, payload)
        outcome = await fulfilling.accept_terms(
            back.caller(input.idempotency_key),
            application_id=ids.decode_as("Application", input.application_id, "applicationId"),
            expected_version=input.expected_version,
            acceptance=input.acceptance,
        )
        return back.answer(outcome)


def payload(application_id: UUID) -> ApplicationPayload:
    """The application, to be read back."""
    return ApplicationPayload(application=by_row_id(application_id))
