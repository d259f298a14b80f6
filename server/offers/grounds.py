"""What a page of customers is judged by: thresholds, the rules of risk and of law of the day, and the product.

Read once a page. What a customer can bear is put to the same engines as an application: the house's rules of risk with
the debt ratio, and the rules of law of a loan (limits of one borrower and of a group, price cap). An application may
be referred to a person; an offer that would be is not made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select

from server.applications.rules import Quote, priced, quote
from server.compliance import queries as compliance
from server.compliance import rules as law
from server.compliance.engine import LawRule, concerns
from server.compliance.rules import lenders_of
from server.decision import queries as decision
from server.decision import rules as risk
from server.decision.rulesets import RuleSet, read_rule_set
from server.kit.rulebook import Finding, FindingOutcome
from server.kit.work import Work
from server.offers import reasons, rules
from server.offers.models import OfferCampaign, OfferRule
from server.offers.reasons import Bar
from server.offers.rules import Behaviour, OfferKind
from server.products import queries as products
from server.products import service as catalogue
from server.products.models import ProductVersion
from server.reference.service import figure, lpr
from server.terms.model import PeriodUnit
from server.terms.plan import plan_from

PRICE: Final = frozenset({"apr", "lpr_1y", "term_days"})
"""The facts of rules about the price alone."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one customer is offered. For a lower rate the amount is what his loan was."""

    product_version_id: UUID
    loan_id: UUID
    amount_fen: int
    term_months: int
    rate_annual: Decimal
    apr: Decimal
    purpose: str


@dataclass
class Grounds:
    """See the module. `versions` are today's by product; days off are kept by version and term."""

    work: Work
    campaign: OfferCampaign
    numbers: Mapping[str, Decimal]
    rule_set: RuleSet | None
    laws: Sequence[LawRule]
    figures: law.LenderFigures
    lenders: frozenset[str]
    versions: dict[str, ProductVersion | None] = field(default_factory=dict)
    quotes: dict[tuple[UUID, int, int, Decimal], Quote] = field(default_factory=dict)

    async def judge(
        self, who: Behaviour, birth_date: date | None = None, *, writes: bool = True
    ) -> tuple[list[Bar], Proposal | None]:
        """Every bar, and where there is none what is offered.

        `birth_date` is told where it is known in clear; without it rules that ask for the age are left to the sending.
        With `writes` it is asked too whether he may be written to.
        """
        found = rules.bars(self.campaign.kind, who, self.numbers, self.work.today, writes=writes)
        if found:
            return found, None
        proposal = await self._proposal(who)
        if isinstance(proposal, Bar):
            return [proposal], None
        against = self._affordable(who, *proposal, birth_date)
        return against, None if against else proposal[0]

    async def _proposal(self, who: Behaviour) -> tuple[Proposal, Quote] | Bar:
        lowers = self.campaign.kind is OfferKind.RATE_DOWN
        version = await self._version(who.product_code if lowers else self.campaign.product_code)
        if version is None:
            return reasons.WITHDRAWN_PRODUCT
        wanted = self._lower(who, version) if lowers else self._more(who, version)
        if isinstance(wanted, Bar):
            return wanted
        amount_fen, term, rate = wanted
        quoted = await self._quote(version, amount_fen, term, rate)
        purpose = who.purpose if who.purpose in version.purposes else version.purposes[0]
        return Proposal(version.id, who.loan_id, amount_fen, term, rate, quoted.apr, purpose), quoted

    def _lower(self, who: Behaviour, version: ProductVersion) -> tuple[int, int, Decimal] | Bar:
        """A version is never lent below its rate: that is the floor."""
        rate = rules.rate_offered(who.rate_annual, self.campaign.rate_cut, version.rate_annual)
        return reasons.FLOOR if rate is None else (who.principal_fen, who.term_months, rate)

    def _more(self, who: Behaviour, version: ProductVersion) -> tuple[int, int, Decimal] | Bar:
        most = min(self.campaign.amount_max_fen, version.amount_max_fen)
        amount_fen = rules.amount_offered_fen(who, self.campaign.amount_factor, most)
        plan = plan_from(version.plan)
        every = plan.every if plan.period_unit is PeriodUnit.MONTH else 1
        term = rules.term_offered(who.term_months, version.term_months_min, version.term_months_max, every)
        is_more = self.campaign.kind is not OfferKind.LIMIT_UP or amount_fen > who.principal_fen
        if term is None or amount_fen < version.amount_min_fen or not is_more:
            return reasons.BOUNDS
        return amount_fen, term, version.rate_annual

    def _affordable(self, who: Behaviour, proposal: Proposal, quoted: Quote, birth_date: date | None) -> list[Bar]:
        """What the engines of an application say against it; of a lower rate, that lends nothing, the price alone."""
        if self.campaign.kind is OfferKind.RATE_DOWN:
            return self._unlawful(who, 0, quoted, [each for each in self.laws if PRICE.issuperset(each.needs)])
        more = {
            "amount_fen": proposal.amount_fen,
            "term_months": proposal.term_months,
            "exposure_fen": who.group_exposure_fen,
        }
        owed = (who.income_monthly_fen, who.debt_monthly_fen, quoted.highest_instalment_fen)
        decided = risk.evaluate(risk.Facts(who.kind, self.work.today, birth_date, *owed, more), self.rule_set)
        if decided.debt_ratio is None:
            return [reasons.DEBT]
        violated = [each for each in decided.findings if each.violated]
        return [*map(_told, violated), *self._unlawful(who, proposal.amount_fen, quoted, self.laws)]

    def _unlawful(self, who: Behaviour, new_fen: int, quoted: Quote, laws: Sequence[LawRule]) -> list[Bar]:
        """What these rules of law do not let pass; what cannot be told does not pass."""
        loan = law.Facts(who.kind, who.exposure_fen, who.group_exposure_fen, new_fen, quoted.apr, quoted.term_days)
        asked = [each.rule for each in laws if concerns(each, who.kind, self.lenders)]
        checked = law.examined(loan, self.figures, asked)
        return [_told(each) for each in checked.results if each.outcome is not FindingOutcome.PASS]

    async def _version(self, code: str) -> ProductVersion | None:
        """The version of a product that is offered today."""
        if code not in self.versions:
            self.versions[code] = await products.version_on(self.work.session, code, self.work.today)
        return self.versions[code]

    async def _quote(self, version: ProductVersion, amount_fen: int, term: int, rate: Decimal) -> Quote:
        key = (version.id, amount_fen, term, rate)
        if key not in self.quotes:
            off = await catalogue.days_off(self.work, version, self.work.today, term)
            self.quotes[key] = quote(priced(version, rate), amount_fen, term, self.work.today, off.days)
        return self.quotes[key]


def _told(finding: Finding) -> Bar:
    return reasons.RULE.of(code=finding.code, zh=finding.zh, en=finding.en)


async def grounds_of(work: Work, campaign: OfferCampaign) -> Grounds:
    """The grounds of a campaign's customers today."""
    today = work.today
    held = await decision.in_force(work.session, today)
    figures = law.LenderFigures(await figure(work, law.NET_ASSETS, today), await lpr(work, today))
    asked = await compliance.rule_set(work.session, law.Trigger.APPROVAL, today)
    return Grounds(
        work,
        campaign,
        await thresholds(work, campaign.kind, today),
        read_rule_set(held.rules.content, held.rules.number) if held.rules else None,
        [each for each in asked if law.is_of_loan(each)],
        figures,
        lenders_of(work.settings),
    )


async def thresholds(work: Work, kind: OfferKind, on: date) -> dict[str, Decimal]:
    """The numbers of a kind of offer as they hold on a day: of each the newest."""
    told = select(OfferRule.code, OfferRule.value).where(OfferRule.kind == kind, OfferRule.effective_from <= on)
    rows = (await work.session.execute(told.order_by(OfferRule.effective_from))).all()
    return {row.code: row.value for row in rows}
