"""One question after a loan has ended: to who agrees, by day, answered once; and what the board says of it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from server.loans.repaying import repay
from server.notices.models import NoticeKind
from server.offers.errors import OfferLinkInvalid, OfferNotInState, ScoreUnsound
from server.offers.satisfaction import asking
from server.offers.satisfaction.asking import expire_surveys
from server.offers.satisfaction.models import SurveyState
from server.offers.tasks import send_survey
from server.reports.board.service import dashboard
from tests.factories.loans import PlantedLoan
from tests.fixtures.house import fresh
from tests.server.offers.conftest import Shop

NIGHT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


async def ended(shop: Shop, **given: Any) -> PlantedLoan:
    """A loan that was paid off today; its survey waits to be sent."""
    loan = await shop.lived(shop.version_id, months=4, **given)
    finance = fresh(await shop.as_staff("finance.hq"))
    today = shop.clock.now().date()
    await repay(finance, loan_id=loan.loan_id, amount_fen=4_000_000, paid_on=today, reference="ALL")
    return loan


async def sent(shop: Shop, loan: PlantedLoan) -> str:
    await send_survey(shop.house, str((await shop.survey_of(loan.loan_id)).id))
    return await shop.token("survey")


async def test_who_has_paid_off_is_asked_once_and_answers_once(shop: Shop) -> None:
    loan = await ended(shop)
    assert (await shop.survey_of(loan.loan_id)).state is SurveyState.WAITING
    token = await sent(shop, loan)
    await sent(shop, loan)
    assert [each.kind for each in await shop.notices() if each.kind is NoticeKind.SURVEY] == [NoticeKind.SURVEY]
    holder = await asking.holder_of(shop.nobody(), token)
    for score, words in ((0, ""), (6, ""), (5, "好" * 301)):
        with pytest.raises(ScoreUnsound):
            await asking.answer(holder, token=token, score=score, words=words)
    assert await asking.own_survey(holder, token=token) is SurveyState.SENT
    await asking.answer(holder, token=token, score=5, words="客户经理很耐心")
    with pytest.raises(OfferNotInState):
        await asking.answer(holder, token=token, score=1)
    survey = await shop.survey_of(loan.loan_id)
    assert (survey.state, survey.score) == (SurveyState.ANSWERED, 5)
    assert survey.words_cipher is not None
    assert "耐心".encode() not in survey.words_cipher
    officer = fresh(await shop.as_staff("officer.east1"))
    assert await asking.read_words(officer, survey_id=survey.id) == "客户经理很耐心"
    board = await dashboard(await shop.as_staff("branchmanager.east1"), parts=frozenset({"tiles"}))
    told = {each.key: each for each in board.figures}
    figures = {key: told[key].value for key in ("satisfaction", "satisfied_share", "survey_response")}
    assert figures == {"satisfaction": Decimal("5.0"), "satisfied_share": Decimal(1), "survey_response": Decimal(1)}
    listing = told["satisfaction"].listing
    assert listing is not None
    assert (listing.rows, listing.filters["state"]) == ("loanSurveys", ("ANSWERED",))
    elsewhere = await dashboard(await shop.as_staff("manager.west"), parts=frozenset({"tiles"}))
    assert not {"satisfaction", "survey_response"} & {each.key for each in elsewhere.figures}


async def test_nobody_is_asked_at_night_without_consent_or_after_the_link_has_ended(shop: Shop) -> None:
    loan = await ended(shop)
    shop.clock.instant = NIGHT
    await send_survey(shop.house, str((await shop.survey_of(loan.loan_id)).id))
    assert (await shop.survey_of(loan.loan_id)).state is SurveyState.WAITING
    shop.clock.instant = NIGHT + timedelta(hours=11)
    token = await sent(shop, loan)
    shop.clock.instant += timedelta(days=31)
    with pytest.raises(OfferLinkInvalid):
        await asking.holder_of(shop.nobody(), token)
    assert await expire_surveys(shop.worker()) == 1
    assert (await shop.survey_of(loan.loan_id)).state is SurveyState.EXPIRED
    silent = await ended(shop, consents=False)
    await send_survey(shop.house, str((await shop.survey_of(silent.loan_id)).id))
    survey = await shop.survey_of(silent.loan_id)
    assert (survey.state, survey.reason) == (SurveyState.WITHHELD, asking.NO_CONSENT)
    asked = {each.customer_id for each in await shop.notices() if each.kind is NoticeKind.SURVEY}
    assert asked == {loan.customer.customer_id}
