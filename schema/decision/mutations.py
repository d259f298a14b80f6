"""Root fields that change what decides: rule sets, editions, addresses; and the way to a human."""

from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from schema.decision.views import DecisionEdition
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.decision import arriving, editions


@strawberry.input(description="A rule of risk, as data; see `RiskRule`.")
class RiskRuleInput:
    """Part of proposeRules."""

    code: str = described("Like DE-01; once in a set.")
    name_zh: str = described("Its name in Chinese.")
    name_en: str = described("Its name in English.")
    source: str = strawberry.field(default="house", description="Where it comes from.")
    applies_to: str = strawberry.field(default="any", description="person, sole_trader, company or any.")
    severity: str = described("block, review or warn.")
    expression: str = described("Violated where this is true (CEL over the facts).")
    value: str | None = strawberry.field(default=None, description="The fact that its sentences show.")
    limit: str = strawberry.field(default="0", description="The limit that its sentences show.")
    unit: str = strawberry.field(default="count", description="How both are written.")
    zh: str = described("Its sentence in Chinese, over {value} and {limit}.")
    en: str = described("Its sentence in English, over {value} and {limit}.")


@strawberry.input(description="From how many applications a source is suspected, and how long it is blocked.")
class VelocityInput:
    """Part of proposeRules."""

    applications: int = strawberry.field(default=10, description="So many from one address...")
    window_minutes: int = strawberry.field(default=60, description="...within so many minutes...")
    cool_down_minutes: int = strawberry.field(default=1440, description="...block it for so many.")


@strawberry.input(description="A whole rule set, which a second person publishes.")
class ProposeRulesInput:
    """Input of proposeRules."""

    idempotency_key: str = described(KEY)
    rules: list[RiskRuleInput] = described("All rules: what is left out holds no more.")
    velocity: VelocityInput = strawberry.field(default_factory=VelocityInput, description="How fast they may come.")
    effective_from: date = described("From which day on: today or later.")
    note: str = described("Why.")


@strawberry.input(description="A scorecard with its model card, which a second person publishes.")
class ProposeScorecardInput:
    """Input of proposeScorecard."""

    idempotency_key: str = described(KEY)
    file: str = described("The whole file that `jiedai scorecard train` wrote: JSON, with its digest.")
    effective_from: date = described("From which day on: today or later.")
    note: str = described("Why.")


@strawberry.input(description="An edition that shall hold.")
class PublishEditionInput:
    """Input of publishEdition."""

    idempotency_key: str = described(KEY)
    edition_id: strawberry.ID = described("Which edition, proposed by another person.")


@strawberry.input(description="An edition that shall not hold.")
class WithdrawEditionInput:
    """Input of withdrawEdition."""

    idempotency_key: str = described(KEY)
    edition_id: strawberry.ID = described("Which edition, not yet published.")


@strawberry.input(description="An address from which many may apply.")
class AllowAddressInput:
    """Input of allowAddress."""

    idempotency_key: str = described(KEY)
    address: str = described("The network address.")
    days: int = described("For how many days, at most 366.")
    reason: str = described("Why.")


@strawberry.type(description="The edition after the change.")
class DecisionEditionPayload:
    """Answer of mutations on editions."""

    edition: DecisionEdition = described("As it stands now.")


@strawberry.type(description="That the address is allowed.")
class AllowAddressPayload:
    """Answer of allowAddress."""

    allowed: bool = described("Always true.")


@strawberry.type
class DecisionMutation:
    """Part of the root mutation."""

    @mutation(editions.propose_rules)
    async def propose_rules(self, info: Info, input: ProposeRulesInput) -> DecisionEditionPayload:
        back = ReadBack(info, _payload)
        content = {"rules": [_told(each) for each in input.rules], "velocity": _told(input.velocity)}
        outcome = await editions.propose_rules(
            back.caller(input.idempotency_key), content=content, effective_from=input.effective_from, note=input.note
        )
        return back.answer(outcome)

    @mutation(editions.propose_scorecard)
    async def propose_scorecard(self, info: Info, input: ProposeScorecardInput) -> DecisionEditionPayload:
        back = ReadBack(info, _payload)
        table, card = editions.read_scorecard(input.file)
        outcome = await editions.propose_scorecard(
            back.caller(input.idempotency_key),
            table=table,
            card=card,
            effective_from=input.effective_from,
            note=input.note,
        )
        return back.answer(outcome)

    @mutation(editions.publish)
    async def publish_edition(self, info: Info, input: PublishEditionInput) -> DecisionEditionPayload:
        back = ReadBack(info, _payload)
        wanted = ids.decode_as("DecisionEdition", input.edition_id, "editionId")
        return back.answer(await editions.publish(back.caller(input.idempotency_key), edition_id=wanted))

    @mutation(editions.withdraw)
    async def withdraw_edition(self, info: Info, input: WithdrawEditionInput) -> DecisionEditionPayload:
        back = ReadBack(info, _payload)
        wanted = ids.decode_as("DecisionEdition", input.edition_id, "editionId")
        return back.answer(await editions.withdraw(back.caller(input.idempotency_key), edition_id=wanted))

    @mutation(arriving.allow_address)
    async def allow_address(self, info: Info, input: AllowAddressInput) -> AllowAddressPayload:
        caller = info.context.caller.keyed(input.idempotency_key)
        await arriving.allow_address(caller, address=input.address, days=input.days, reason=input.reason)
        return AllowAddressPayload(allowed=True)


def _told(given: Any) -> dict[str, Any]:
    return dict(vars(given))


def _payload(edition_id: UUID) -> DecisionEditionPayload:
    return DecisionEditionPayload(edition=by_row_id(edition_id))
