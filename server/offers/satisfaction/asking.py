"""A loan has ended: its customer is asked one question, and answers it once."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from server.contracts.rules import token_hash
from server.customers import queries as known
from server.customers import service as customers
from server.customers.service.consents import MARKETING
from server.identity.actors import customer_actor
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import crypto, data_keys
from server.kit.database import within
from server.kit.errors import NotFound
from server.kit.work import Caller, Work
from server.loans.events import LoanClosed
from server.loans.queries import loan_by_id
from server.notices import service as notices
from server.notices.models import NoticeKind
from server.offers.errors import OfferLinkInvalid, OfferNotInState, ScoreUnsound
from server.offers.links import desk
from server.offers.satisfaction.models import LoanSurvey, SurveyState
from server.offers.sending import STOP_WORDS, is_quiet, next_morning

TABLE: Final = "loan_surveys"
VALID: Final = timedelta(days=30)
SCORES, WORDS_MAX = range(1, 6), 300
NO_CONSENT: Final = "no_consent"


async def on_loan_closed(work: Work, event: LoanClosed) -> None:
    """A loan has ended: it is asked about once, whatever is taken back and paid again later (a reaction)."""
    loan = await loan_by_id(work.session, work.scope, event.loan_id)
    if loan is None:
        raise NotFound(field="loanId")
    new = insert(LoanSurvey).values(
        customer_id=event.customer_id,
        id=work.new_id(),
        branch_id=loan.branch_id,
        officer_id=loan.officer_id,
        loan_id=event.loan_id,
        state=SurveyState.WAITING,
        closed_on=work.today,
        version=1,
    )
    once = new.on_conflict_do_nothing(index_elements=["customer_id", "loan_id"]).returning(LoanSurvey.id)
    survey_id = (await work.session.execute(once)).scalar_one_or_none()
    if survey_id is not None:
        work.defer("send_survey", lock=f"survey:{survey_id}", survey_id=str(survey_id))


@use_case(Operation.OFFER_SEND, keyed=False)
async def send_survey(work: Work, *, survey_id: UUID) -> str:
    """Send the question, in the morning where this is an hour of rest, to nobody who has not agreed; its state.

    Raises NotFound.
    """
    survey = await _by_id(work, survey_id, lock=True)
    if survey.state is not SurveyState.WAITING:
        return survey.state.value
    if await known.consent_of(work.session, work.scope, survey.customer_id, MARKETING) is None:
        survey.state, survey.reason = SurveyState.WITHHELD, NO_CONSENT
    elif await is_quiet(work):
        work.defer("send_survey", lock=f"survey:{survey_id}", at=next_morning(work.now), survey_id=str(survey_id))
        return survey.state.value
    else:
        await _send(work, survey)
    survey.version += 1
    work.touch("loan_survey", survey.id, state=survey.state.value)
    return survey.state.value


async def _send(work: Work, survey: LoanSurvey) -> None:
    token = work.ports.ids.secret()
    asked = f"【{work.settings.lender_name}】您的贷款已结清，感谢信任。请花半分钟评价我们的服务："
    text = f"{asked} {work.settings.public_url}/survey/{token} {STOP_WORDS}"
    phone = (await customers.clear_identity(work, survey.customer_id)).phone
    survey.notice_id = await notices.notify(work, survey.customer_id, NoticeKind.SURVEY, to=phone, text=text)
    survey.token_hash, survey.sent_at, survey.expires_at = token_hash(token), work.now, work.now + VALID
    survey.state = SurveyState.SENT


@read(Operation.OFFER_ANSWER)
async def whose(work: Work, *, token: str) -> UUID:
    """Whose survey a link is. Raises OfferLinkInvalid."""
    return (await _by_token(work, token)).customer_id


async def holder_of(caller: Caller, token: str) -> Caller:
    """The caller behind a survey's link: this customer, answering. Raises OfferLinkInvalid."""
    actor = customer_actor(await whose(desk(caller), token=token), Operation.OFFER_ANSWER)
    return Caller(caller.house, actor, caller.request_id, address=caller.address, device=caller.device)


@read(Operation.OFFER_ANSWER)
async def own_survey(work: Work, *, token: str) -> SurveyState:
    """Where a survey stands, for its page. Raises OfferLinkInvalid."""
    return (await _by_token(work, token)).state


@use_case(Operation.OFFER_ANSWER, keyed=False)
async def answer(work: Work, *, token: str, score: int, words: str = "") -> str:
    """Take the answer: 1 to 5, and a few words. Once. Raises OfferLinkInvalid, OfferNotInState, ScoreUnsound."""
    said = words.strip()
    if score not in SCORES or len(said) > WORDS_MAX:
        raise ScoreUnsound(field="score", limit=WORDS_MAX)
    survey = await _by_token(work, token, lock=True)
    if survey.state is not SurveyState.SENT:
        raise OfferNotInState(field="survey", state=survey.state.value)
    if said:
        key = await data_keys.data_key(work, survey.customer_id)
        survey.words_cipher = crypto.encrypt(key, said.encode(), crypto.cell(TABLE, "words", survey.id))
    survey.state, survey.score, survey.answered_at = SurveyState.ANSWERED, score, work.now
    survey.version += 1
    work.touch("loan_survey", survey.id, score=score)
    return survey.state.value


@use_case(Operation.OFFER_READ, keyed=False)
async def read_words(work: Work, *, survey_id: UUID) -> str:
    """What a customer wrote beside his score; that it was read is on record. Raises NotFound."""
    survey = await _by_id(work, survey_id)
    if survey.words_cipher is None:
        return ""
    work.touch("customer", survey.customer_id)
    work.touch("loan_survey", survey.id, read=True)
    key = await data_keys.data_key(work, survey.customer_id)
    return crypto.decrypt(key, survey.words_cipher, crypto.cell(TABLE, "words", survey.id)).decode()


@use_case(Operation.OFFER_SEND, keyed=False)
async def expire_surveys(work: Work) -> int:
    """Links that nobody has answered in time are worth nothing any more. Returns how many."""
    late = update(LoanSurvey).where(LoanSurvey.state == SurveyState.SENT, LoanSurvey.expires_at <= work.now)
    rows = await work.session.execute(
        late.values(state=SurveyState.EXPIRED, version=LoanSurvey.version + 1).returning(LoanSurvey.id)
    )
    expired = len(rows.all())
    work.changes.update(expired=expired)
    return expired


async def _by_id(work: Work, survey_id: UUID, *, lock: bool = False) -> LoanSurvey:
    wanted = select(LoanSurvey).where(LoanSurvey.id == survey_id, within(LoanSurvey, work.scope))
    found = (await work.session.execute(wanted.with_for_update() if lock else wanted)).scalar_one_or_none()
    if found is None:
        raise NotFound(field="surveyId")
    return found


async def _by_token(work: Work, token: str, *, lock: bool = False) -> LoanSurvey:
    wanted = select(LoanSurvey).where(LoanSurvey.token_hash == token_hash(token), within(LoanSurvey, work.scope))
    found = (await work.session.execute(wanted.with_for_update() if lock else wanted)).scalar_one_or_none()
    if found is None or found.expires_at is None or found.expires_at <= work.now:
        raise OfferLinkInvalid
    return found
