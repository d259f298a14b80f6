"""What to do next with a case, and what treatment brings, as the API shows them."""

from datetime import date

import strawberry

from schema.kit.fields import described
from server.collection import looking, reporting
from server.collection.strategy import Agent
from server.compliance.contacts.models import ContactChannel, MessageKind
from server.kit.uplift import Uplift

strawberry.enum(Agent, name="CollectionAgent", description="Who makes a contact.")


@strawberry.type(description="A rule that stops contacts.")
class CollectionStop:
    """View of a stop."""

    code: str = described("Its code.")
    zh: str = described("What it says, in Chinese.")
    en: str = described("What it says, in English.")


@strawberry.type(description="Words for a contact of this case.")
class CollectionWords:
    """View of a script that is filled in."""

    code: str = described("Hand it to planCaseContact.")
    channel: ContactChannel = described("For which channel.")
    message_kind: MessageKind = described("What is said.")
    name_zh: str = described("What it is called, in Chinese.")
    name_en: str = described("What it is called, in English.")
    text: str = described("The words.")


@strawberry.type(description="What the strategy advises for a case today, and what stops it right now.")
class CollectionOutlook:
    """View of an outlook."""

    channel: ContactChannel | None = described("By which channel; null: nothing yet.")
    agent: Agent = described("Who.")
    hour_from: int = described("Not before this hour, at the debtor's place.")
    hour_until: int = described("Not after this hour.")
    offer: str = described("What may be offered.")
    reasons_zh: list[str] = described("Why, in Chinese.")
    reasons_en: list[str] = described("Why, in English.")
    stops: list[CollectionStop] = described("Stops of the house that a demand would meet now.")
    words: list[CollectionWords] = described("Words of its stage, filled in.")

    @classmethod
    def of(cls, found: looking.Outlook) -> "CollectionOutlook":
        advice = found.advice
        return cls(
            channel=ContactChannel(advice.channel) if advice.channel else None,
            agent=advice.agent,
            hour_from=advice.hour_from,
            hour_until=advice.hour_until,
            offer=advice.offer,
            reasons_zh=list(advice.reasons_zh),
            reasons_en=list(advice.reasons_en),
            stops=[CollectionStop(code=each.code, zh=each.zh, en=each.en) for each in found.stops],
            words=[
                CollectionWords(
                    code=each.code,
                    channel=each.channel,
                    message_kind=each.message_kind,
                    name_zh=each.name_zh,
                    name_en=each.name_en,
                    text=each.text,
                )
                for each in found.scripts
            ],
        )


@strawberry.type(description="Two shares and their difference with its 95 % interval; null where a group is empty.")
class UpliftFigure:
    """View of an uplift."""

    treated_cases: int = described("Cases that were treated.")
    treated_count: int = described("Those of them that count.")
    held_out_cases: int = described("Cases that were held out.")
    held_out_count: int = described("Those of them that count.")
    difference: float | None = described("Share of the treated less that of the held-out.")
    low: float | None = described("Lower end of the interval.")
    high: float | None = described("Upper end of the interval.")
    clear: bool = described("Whether the interval leaves out zero.")

    @classmethod
    def of(cls, found: Uplift) -> "UpliftFigure":
        return cls(
            treated_cases=found.treated.cases,
            treated_count=found.treated.cured,
            held_out_cases=found.held_out.cases,
            held_out_count=found.held_out.cured,
            difference=found.difference,
            low=found.low,
            high=found.high,
            clear=found.is_clear,
        )


@strawberry.type(description="What treatment brings, by cases drawn by lot.")
class UpliftReport:
    """View of the report."""

    since: date = described("Cases opened on this day and later.")
    until: date = described("Cases opened on this day and earlier.")
    within_days: int = described("Within so many days.")
    cured: UpliftFigure = described("Cases that were cured.")
    complained: UpliftFigure = described("Cases whose customer complained.")

    @classmethod
    def of(cls, found: reporting.UpliftReport) -> "UpliftReport":
        both = {"cured": UpliftFigure.of(found.cured), "complained": UpliftFigure.of(found.complained)}
        return cls(since=found.since, until=found.until, within_days=found.within_days, **both)
