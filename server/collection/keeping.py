"""What the verbs of collection share: a case that is locked and in a state for the step, its standing, sealed words."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from server.collection import queries
from server.collection.errors import CaseNotInState, WordsUnsound
from server.collection.models import CollectionCase
from server.collection.queries import Policy
from server.collection.rules import ALLOWED, CaseState, Standing, Step
from server.collection.strategy import Advice, Scores, advise
from server.kit import crypto
from server.kit.data_keys import data_key
from server.kit.errors import NotFound
from server.kit.work import Work

TEXT_MAX = 1_000
TABLE = "case_contacts"


async def case_for(work: Work, case_id: UUID, step: Step) -> CollectionCase:
    """The case, locked, in a state in which this step is taken. Raises NotFound, CaseNotInState."""
    case = await queries.case_by_id(work.session, work.scope, case_id, lock=True)
    if case is None:
        raise NotFound(field="caseId")
    if case.state not in ALLOWED[step]:
        raise CaseNotInState(field="caseId", state=case.state.value)
    return case


def days_past_due(work: Work, case: CollectionCase) -> int:
    """Days since the oldest unpaid instalment fell due."""
    return (work.today - case.overdue_since).days


def scores_of(work: Work, case: CollectionCase) -> Scores:
    """What is known of the debtor, and how old it is."""
    age = work.now - case.scored_at if case.scored_at else timedelta(0)
    return Scores(_number(case.willingness), _number(case.ability), _number(case.agitation), age)


def _number(score: Decimal | None) -> float | None:
    return None if score is None else float(score)


def advice_on(work: Work, case: CollectionCase, policy: Policy) -> Advice:
    """What the strategy says of a case today. A promise that waits is left to its day by who asks."""
    return advise(days_past_due(work, case), scores_of(work, case), policy.matrix, policy.bounds)


async def standing_of(
    work: Work,
    case: CollectionCase,
    policy: Policy,
    *,
    channel: str,
    message_kind: str,
    third_party: bool | None = None,
) -> Standing:
    """What the house's stops look at, as it is now. Debts, payments and tickets are read afresh.

    `third_party`: None for the debtor himself, else whether he has agreed that this person is called.
    """
    debts = await queries.debts_of(work.session, work.scope, case.customer_id, work.today)
    days = (work.today - debts[0].since).days if debts else 0
    return Standing(
        today=work.today,
        days_past_due=days,
        channel=channel,
        message_kind=message_kind,
        third_party=third_party,
        money_on_the_way=await queries.is_money_on_the_way(work.session, case.customer_id),
        quiet=case.quiet_until is not None and work.now < case.quiet_until,
        tickets=await queries.open_tickets(work.session, case.customer_id),
        paused_for=case.pause_reason if case.state is CaseState.PAUSED else None,
        held_out_until=case.held_out_until,
        call_free_until=case.call_free_until,
        letter_from_days=policy.days("letter_from_days"),
        visit_from_days=policy.days("visit_from_days"),
    )


def words(text: str, *, field: str, limit: int = TEXT_MAX) -> str:
    """What somebody wrote, without blanks around it. Raises WordsUnsound for nothing or too much."""
    told = text.strip()
    if not 0 < len(told) <= limit:
        raise WordsUnsound(field=field, limit=limit)
    return told


async def sealed(work: Work, customer_id: UUID, column: str, row_id: UUID, text: str, table: str = TABLE) -> bytes:
    """Words under the customer's key."""
    key = await data_key(work, customer_id)
    return crypto.encrypt(key, text.encode(), crypto.cell(table, column, row_id))


async def opened(work: Work, customer_id: UUID, column: str, row_id: UUID, cipher: bytes, table: str = TABLE) -> str:
    """Words in clear: for the memory of one piece of work."""
    key = await data_key(work, customer_id)
    return crypto.decrypt(key, cipher, crypto.cell(table, column, row_id)).decode()
