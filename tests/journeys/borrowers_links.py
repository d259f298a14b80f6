"""Living links to the pages that borrowers open, planted on the stage: a contract, applications, an offer, a survey.

The stage's own day is long past by the clock of a running server, so every link is good from now on.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.contracts.borrower.models import BorrowerLink
from server.contracts.costs import form_of
from server.contracts.models import Contract, ContractState, Disclosure, PaperTemplate, SigningLink, TemplateKind
from server.contracts.rules import token_hash
from server.offers.models import Offer
from server.offers.rules import OfferState
from server.offers.satisfaction.models import LoanSurvey, SurveyState
from server.terms.running.policy import Policy
from tests.schema.stage import Stage

UNANSWERED: dict[str, Any] = {"answered_at": None}
GOOD_FOR = timedelta(days=7)
SHOWN = {
    "/": "input[name=login]",
    "/sign/contract": ".disclosure",
    "/mine/lent_application": ".plan-row",
    "/mine/rejected": ".reasons",
    "/mine/signed_application": "form",
    "/offer/offer": ".terms .figure",
    "/survey/survey": ".segments",
    "/phone": "main",
    **{f"/{page}/unknown": ".signed h2" for page in ("sign", "mine", "offer", "survey")},
}
"""What nobody logs in for, by its address, and what stands on it then."""


async def plant_links(owner: AsyncSession, stage: Stage) -> None:
    """Plant what stands behind `SHOWN`.

    The contract's costs are still to be read: `read_costs` does that.
    """
    now = datetime.now(UTC)
    good = {"sent_at": now, "expires_at": now + GOOD_FOR}
    for name, holder in (("lent_application", "lent"), ("rejected", "borrower"), ("signed_application", "signed")):
        row = {"id": uuid4(), "application_id": stage.rows[name], "token_hash": token_hash(name), "issued_at": now}
        await owner.execute(insert(BorrowerLink).values(**stage.customers[holder].owner_columns, **row))
    offered = update(Offer).where(Offer.id == stage.rows["offer"])
    await owner.execute(offered.values(state=OfferState.SENT, token_hash=token_hash("offer"), **UNANSWERED, **good))
    surveyed = update(LoanSurvey).where(LoanSurvey.id == stage.rows["survey"])
    unsaid = {"state": SurveyState.SENT, "score": None, "words_cipher": None, **UNANSWERED}
    await owner.execute(surveyed.values(token_hash=token_hash("survey"), **unsaid, **good))
    await _plant_signing(owner, stage)
    await owner.commit()


async def read_costs(owner: AsyncSession, stage: Stage) -> None:
    """The borrower has read what his loan costs and confirmed it: the contract comes next."""
    now = datetime.now(UTC)
    done = {"opened_at": now - timedelta(hours=1), "confirmed_at": now, "evidence": {}}
    await owner.execute(update(Disclosure).where(Disclosure.contract_id == stage.rows["contract"]).values(**done))
    await owner.commit()


async def sign(owner: AsyncSession, stage: Stage) -> None:
    """The borrower has signed."""
    signed = update(Contract).where(Contract.id == stage.rows["contract"])
    await owner.execute(signed.values(evidence={"signed": True}))
    await owner.commit()


async def _plant_signing(owner: AsyncSession, stage: Stage) -> None:
    """The drawn contract is sent."""
    sent = update(Contract).where(Contract.id == stage.rows["contract"])
    await owner.execute(sent.values(state=ContractState.SENT, sent_at=datetime.now(UTC)))
    await _plant_costs(owner, stage)
    row = {"id": uuid4(), "contract_id": stage.rows["contract"], "token_hash": token_hash("contract")}
    row |= {"expires_at": datetime.now(UTC) + GOOD_FOR, "codes_sent": 0, "code_tries": 0}
    await owner.execute(insert(SigningLink).values(**stage.customers["drawn"].owner_columns, **row))


async def _plant_costs(owner: AsyncSession, stage: Stage) -> None:
    """What goes before the contract: the form of its costs, unread."""
    terms = select(Contract.terms).where(Contract.id == stage.rows["contract"])
    prepayment = Policy().as_dict()["prepayment"]
    form = form_of((await owner.execute(terms)).scalar_one(), lender="演示小贷", prepayment=prepayment)
    template = select(PaperTemplate.id).where(PaperTemplate.kind == TemplateKind.COST_DISCLOSURE).limit(1)
    row = {"id": uuid4(), "contract_id": stage.rows["contract"], "form": form, "reading_seconds": 10}
    row |= {"template_id": (await owner.execute(template)).scalar_one(), "drawn_at": datetime.now(UTC)}
    row |= {"blob": "0" * 64, "pdf_digest": "0" * 64}
    await owner.execute(insert(Disclosure).values(**stage.customers["drawn"].owner_columns, **row))
