"""What an edition would have changed, and how much the rules decide alone."""

from decimal import Decimal

import strawberry

from schema.decision.views import DecisionEdition
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import described, query
from schema.kit.scalars import Money, Rate
from schema.reading.descriptions import rows
from server.applications import rule_trials, straight
from server.applications.rule_trials import Otherwise, Trial
from server.applications.straight import BELOW_FEN, Referral, StraightThrough
from server.approvals.rules import Tier
from server.decision.sights import EDITIONS
from server.kit import global_ids
from server.kit.rulebook import FindingOutcome

PLACES = Decimal("0.0001")


@strawberry.type(description="An application that would have been judged otherwise.")
class EditionChange:
    """Part of a simulation."""

    application_id: strawberry.ID = described("Which application.")
    number: str = described("Its public number.")
    tier: Tier | None = described("Who decided it.")
    before: FindingOutcome = described("What the rules said.")
    after: FindingOutcome = described("What they would have said.")
    reasons_zh: list[str] = described("Why, in Chinese.")
    reasons_en: list[str] = described("Why, in English.")

    @classmethod
    def of(cls, found: Otherwise) -> "EditionChange":
        return cls(
            application_id=strawberry.ID(global_ids.encode("Application", found.application_id, found.customer_id)),
            number=found.number,
            tier=found.tier,
            before=found.before,
            after=found.after,
            reasons_zh=list(found.reasons_zh),
            reasons_en=list(found.reasons_en),
        )


@strawberry.type(description="How many of a tier would have gone from one outcome to another.")
class EditionShift:
    """Part of a simulation."""

    tier: Tier | None = described("Who decided them.")
    before: FindingOutcome = described("What the rules said.")
    after: FindingOutcome = described("What they would have said.")
    count: int = described("How many applications.")


@strawberry.type(description="What an edition would have changed over the last quarter.")
class EditionSimulation:
    """Answer of editionSimulation."""

    considered: int = described("How many applications were looked at.")
    changed: int = described("How many would have been judged otherwise.")
    shifts: list[EditionShift] = described("By tier and outcomes, the most frequent first.")
    examples: list[EditionChange] = described("The newest of them, at most 100.")

    @classmethod
    def of(cls, found: Trial) -> "EditionSimulation":
        ordered = sorted(found.shifts.items(), key=lambda each: (-each[1], *map(str, each[0])))
        shifts = [EditionShift(tier=at[0], before=at[1], after=at[2], count=count) for at, count in ordered]
        examples = [EditionChange.of(each) for each in found.examples]
        return cls(considered=found.considered, changed=found.changed, shifts=shifts, examples=examples)


@strawberry.type(description="Why applications were sent to people.")
class ReferralReason:
    """Part of straightThrough."""

    code: str = described("Code of the rule, or `exposure`: what was owed already asks for a higher tier.")
    zh: str = described("One of its sentences, in Chinese.")
    en: str = described("One of its sentences, in English.")
    count: int = described("How many applications; one may count with several reasons.")

    @classmethod
    def of(cls, found: Referral) -> "ReferralReason":
        return cls(code=found.code, zh=found.zh, en=found.en, count=found.count)


@strawberry.type(description="How much of the small business the rules decide alone, and why the rest went to people.")
class StraightThroughRate:
    """Answer of straightThrough."""

    below: Money = described("Applications below this amount.")
    considered: int = described("How many were submitted.")
    approved_at_once: int = described("How many the rules approved alone.")
    refused_at_once: int = described("How many the rules refused alone.")
    referred: int = described("How many went to people.")
    share: Rate | None = described("Which part the rules decided alone; null: there were none.")
    reasons: list[ReferralReason] = described("Why the rest went to people, the most frequent first.")

    @classmethod
    def of(cls, found: StraightThrough) -> "StraightThroughRate":
        alone = found.approved_at_once + found.refused_at_once
        share = Rate((Decimal(alone) / found.considered).quantize(PLACES)) if found.considered else None
        return cls(
            below=Money(BELOW_FEN),
            considered=found.considered,
            approved_at_once=found.approved_at_once,
            refused_at_once=found.refused_at_once,
            referred=found.referred,
            share=share,
            reasons=[ReferralReason.of(each) for each in found.reasons],
        )


@strawberry.type
class DecisionQuery:
    """Part of the root query."""

    @query(EDITIONS, "Editions of the rules of risk and of scorecards, the newest first.")
    def decision_editions(self) -> list[DecisionEdition]:
        return rows(order=("kind", "-number", "id"))

    @query(rule_trials.simulate_edition)
    async def edition_simulation(self, info: Info, edition_id: strawberry.ID) -> EditionSimulation:
        wanted = ids.decode_as("DecisionEdition", edition_id, "editionId")
        return EditionSimulation.of(await rule_trials.simulate_edition(info.context.caller, edition_id=wanted))

    @query(straight.straight_through)
    async def straight_through(self, info: Info, days: int = 92) -> StraightThroughRate:
        return StraightThroughRate.of(await straight.straight_through(info.context.caller, days=days))
