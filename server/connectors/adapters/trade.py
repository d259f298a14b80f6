"""What is known of income and trade: tax, social security, e-commerce, and a platform of suppliers and buyers."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from server.connectors.adapters.form import Answer, ConfirmedReceivable
from server.connectors.reading import Reading
from server.connectors.vocabulary import GOOD_FAIR_POOR, TAX_GRADES, Fact

AMOUNT_MAX: Final = 10**15
MONTHS_MAX: Final = 1_200
MONTHS_A_YEAR: Final = 12
HALF_YEAR: Final = 6
PLACES: Final = Decimal("0.0001")
INVOICES_MAX: Final = 500


@dataclass(frozen=True, slots=True)
class Tax:
    """The tax office's grade and the turnover that was declared in the last two years of twelve months."""

    needs: tuple[str, ...] = ("kind", "name", "number")

    def read(self, content: Reading, today: date) -> Answer:
        """{as_of, grade, arrears_fen, turnover_fen and former_turnover_fen or null, income_fen or null}.

        The income is the taxed one of a year; growth is that of the turnover, rounded half to even at four places,
        and unknown after a year without any.
        """
        as_of = content.day("as_of", until=today)
        facts = [
            Fact("tax_grade", content.word("grade", TAX_GRADES)),
            Fact("tax_arrears_fen", Decimal(content.number("arrears_fen", AMOUNT_MAX))),
        ]
        if content.knows("turnover_fen"):
            facts.append(Fact("turnover_fen", Decimal(content.number("turnover_fen", AMOUNT_MAX))))
        if content.knows("turnover_fen") and content.knows("former_turnover_fen"):
            now, before = (content.number(name, AMOUNT_MAX) for name in ("turnover_fen", "former_turnover_fen"))
            if before:
                growth = (Decimal(now - before) / Decimal(before)).quantize(PLACES, ROUND_HALF_EVEN)
                facts.append(Fact("turnover_growth", min(growth, Decimal(1000))))
        if content.knows("income_fen"):
            facts.append(Fact("income_monthly_fen", Decimal(content.number("income_fen", AMOUNT_MAX) // MONTHS_A_YEAR)))
        return Answer(as_of, tuple(facts))


@dataclass(frozen=True, slots=True)
class SocialSecurity:
    """How long it was paid without a gap, and on which monthly base; of firms how steadily for their staff."""

    needs: tuple[str, ...] = ("kind", "name", "number")

    def read(self, content: Reading, today: date) -> Answer:
        """{as_of, months, base_fen or null, continuity or null}."""
        as_of = content.day("as_of", until=today)
        facts = [Fact("social_security_months", Decimal(content.number("months", MONTHS_MAX)))]
        if content.knows("base_fen"):
            facts.append(Fact("income_monthly_fen", Decimal(content.number("base_fen", AMOUNT_MAX, 1))))
        if content.knows("continuity"):
            facts.append(Fact("staff_continuity", content.word("continuity", GOOD_FAIR_POOR)))
        return Answer(as_of, tuple(facts))


@dataclass(frozen=True, slots=True)
class Commerce:
    """What a shop on a platform was paid out, month by month, returns taken off."""

    needs: tuple[str, ...] = ("name", "number", "phone")

    def read(self, content: Reading, today: date) -> Answer:
        """{as_of, settled_fen: [12 months, the newest last]}."""
        as_of = content.day("as_of", until=today)
        settled = content.numbers("settled_fen", MONTHS_A_YEAR)
        facts = (
            Fact("annual_inflow_fen", Decimal(max(sum(settled), 0))),
            Fact("positive_flow_months", Decimal(sum(each > 0 for each in settled[-HALF_YEAR:]))),
        )
        return Answer(as_of, facts)


@dataclass(frozen=True, slots=True)
class SupplyChain:
    """Invoices that a core enterprise owes the customer and has confirmed on its platform."""

    needs: tuple[str, ...] = ("name", "number", "application")

    def read(self, content: Reading, today: date) -> Answer:
        """{as_of, receivables: [{reference, debtor, amount_fen, due_on, confirmed_on}]}."""
        as_of = content.day("as_of", until=today)
        found = tuple(_receivable(each, as_of) for each in content.items("receivables", INVOICES_MAX))
        total = sum(each.amount_fen for each in found)
        return Answer(as_of, (Fact("receivables_fen", Decimal(total)),), found)


def _receivable(item: Reading, as_of: date) -> ConfirmedReceivable:
    return ConfirmedReceivable(
        item.text("reference"),
        item.text("debtor"),
        item.number("amount_fen", AMOUNT_MAX, 1),
        item.day("due_on"),
        item.day("confirmed_on", until=as_of),
    )
