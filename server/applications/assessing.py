"""Building blocks of a submission: what the application is about, and what the rules of risk and of law say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from server.applications import lawful, queries
from server.applications.errors import BlockedByRule, ConsentMissing, CustomerNotRegistered, IdentityNotConfirmed
from server.applications.inquiries.facts import source_facts
from server.applications.models import Application, ApplicationFinding, Opinion
from server.applications.rules import Content, Quote, content_hash, opinion_hash
from server.applications.securing import figures
from server.applications.visiting.telling import decision_facts, visit_findings
from server.compliance import rules as law
from server.compliance import service as compliance
from server.customers import service as customers
from server.customers.models import BankAccount, Customer, CustomerState
from server.customers.queries import account_by_id
from server.customers.service import Exposure
from server.decision import arriving
from server.decision import rules as risk
from server.decision import service as decision
from server.kit.rule_rows import Subject
from server.kit.rulebook import Finding, FindingOutcome, worst
from server.kit.work import Work


@dataclass(frozen=True, slots=True)
class Assessed:
    """What the rules said: the most severe outcome, what did not pass, and the debt ratio."""

    outcome: FindingOutcome
    findings: Sequence[Finding]
    decision: risk.Decision

    @property
    def referred(self) -> bool:
        return self.outcome is FindingOutcome.REVIEW


async def require_applicant(work: Work, customer_id: UUID) -> Customer:
    """The customer, registered, with his consent and an identity document that an officer confirmed.

    Raises CustomerNotRegistered, ConsentMissing, IdentityNotConfirmed.
    """
    customer = await customers.customer_of(work, customer_id)
    if customer.state is not CustomerState.ACTIVE:
        raise CustomerNotRegistered(field="customerId")
    if not await customers.has_consent(work, customer_id):
        raise ConsentMissing(field="customerId")
    if not await customers.identity_confirmed(work, customer):
        raise IdentityNotConfirmed(field="customerId")
    return customer


async def content_of(work: Work, application: Application) -> Content:
    """The application as it stands, with the account it names."""
    account = None
    if application.account_id is not None:
        account = await account_by_id(work.session, work.scope, application.account_id)
    return Content(
        application.id,
        application.customer_id,
        application.product_version_id,
        application.amount_fen,
        application.term_months,
        application.purpose,
        None if application.account_id is None else _account_mark(application.account_id, account),
        application.rate_annual,
        await figures.marks_of(work, application.id),
    )


def _account_mark(account_id: UUID, account: BankAccount | None) -> str:
    """An account by its id and the blind index of its number: another number under the same id is another account."""
    return f"{account_id}:{account.number_index.hex() if account else 'gone'}"


async def assess(
    work: Work, application: Application, customer: Customer, quoted: Quote, exposure: Exposure
) -> Assessed:
    """Put an application to the rules of risk and of law, and keep both results with their facts and versions."""
    subject = subject_of(application)
    identity = await customers.clear_identity(work, customer.id)
    security = await figures.security_of(work, application, customer)
    facts = risk.Facts(
        customer.kind.value,
        work.today,
        identity.birth_date,
        security.means.income_monthly_fen,
        security.means.debt_monthly_fen,
        quoted.highest_instalment_fen,
        {
            "amount_fen": application.amount_fen,
            "term_months": application.term_months,
            "exposure_fen": exposure.total_fen,
            **await arriving.arrival_facts(work, application.id),
            **await decision_facts(work, application),
            **security.facts,
            **await source_facts(work, customer.id, application.product_version_id, _about(application)),
        },
    )
    decided = await decision.assess(work, subject, facts)
    checked = await check_law(work, application, customer, quoted, exposure)
    of_applicant = await lawful.findings(work, application, customer, identity, quoted)
    of_visit = await visit_findings(work, application)
    findings = (*decided.findings, *checked.findings, *of_applicant, *of_visit, *figures.findings(security))
    return Assessed(worst(findings), findings, decided)


def _about(application: Application) -> list[UUID]:
    """What sources may have been asked about, beside the customer himself."""
    return [each for each in (application.id, application.account_id) if each is not None]


async def check_law(
    work: Work, application: Application, customer: Customer, quoted: Quote, exposure: Exposure
) -> law.Findings:
    """Ask the rules of law that stand before an approval."""
    facts = law.Facts(
        customer.kind.value,
        exposure.customer_fen,
        exposure.total_fen,
        application.amount_fen,
        quoted.apr,
        quoted.term_days,
    )
    return await compliance.check(work, subject_of(application), law.Trigger.APPROVAL, facts, on=work.today)


def require_lawful(checked: law.Findings, field: str) -> None:
    """Raises BlockedByRule with the first rule that refuses."""
    for finding in checked.findings:
        if finding.outcome is FindingOutcome.REFUSE:
            raise BlockedByRule(field=field, rule=finding.code, reason_zh=finding.zh, reason_en=finding.en)


def subject_of(application: Application) -> Subject:
    """Whose rows the stored results become."""
    return Subject(application.customer_id, application.branch_id, application.officer_id, application.id)


async def write_opinion(work: Work, application: Application, reason: str) -> None:
    """Keep the officer's opinion of this submission, with the hash over what he recommends and why."""
    content = await content_of(work, application)
    signed = opinion_hash(content, reason, officer_id=work.actor.id, at=work.now.isoformat())
    work.session.add(
        Opinion(
            **subject_of(application).columns,
            id=work.new_id(),
            submission=application.submission,
            amount_fen=application.amount_fen,
            term_months=application.term_months,
            reason=reason,
            given_by=work.actor.id,
            given_at=work.now,
            hash=signed,
        )
    )


def write_findings(work: Work, application: Application, findings: Sequence[Finding]) -> None:
    """Keep what did not pass at this submission."""
    for position, finding in enumerate(findings, 1):
        work.session.add(
            ApplicationFinding(
                **subject_of(application).columns,
                id=work.new_id(),
                submission=application.submission,
                position=position,
                code=finding.code,
                rule_version=finding.version,
                outcome=finding.outcome,
                reason_zh=finding.zh,
                reason_en=finding.en,
                facts=finding.as_facts,
                found_at=work.now,
            )
        )


async def editors_of(work: Work, application: Application) -> frozenset[UUID]:
    """Everyone who entered or edited anything in it: the application itself, the customer's consent and papers."""
    entered = await queries.entered_by(work.session, work.scope, application.customer_id)
    return entered | frozenset(application.editors)


async def approved_content_hash(work: Work, application: Application) -> str:
    """The hash over the application as it stands."""
    return content_hash(await content_of(work, application))
