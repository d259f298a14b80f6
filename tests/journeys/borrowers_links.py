"""Living links to the pages that borrowers open, planted on the stage: contracts, applications, an offer, a survey.

The stage's own day is long past by the clock of a running server, so every link is good from now on.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.contracts.borrower.models import BorrowerLink
from server.contracts.models import Contract, ContractState, Disclosure, SigningLink
from server.contracts.rules import token_hash
from server.offers.models import Offer
from server.offers.rules import OfferState
from server.offers.satisfaction.models import LoanSurvey, SurveyState
from tests.schema.stage import Stage

UNANSWERED: dict[str, Any] = {"answered_at": None}
GOOD_FOR = timedelta(days=7)
SHOWN = {
    "/": "input[name=login]",
    "/sign/contract": ".disclosure",
    "/sign/signed": ".signed[role=status]",
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


async def _plant_signing(owner: AsyncSession, stage: Stage) -> None:
    """The drawn contract is sent, and there is a link to the signed one."""
    sent = update(Contract).where(Contract.id == stage.rows["contract"])
    await owner.execute(sent.values(state=ContractState.SENT, sent_at=datetime.now(UTC)))
    lying = update(Disclosure).where(Disclosure.contract_id == stage.rows["contract"])
    await owner.execute(lying.values(blob="0" * 64, pdf_digest="0" * 64))
    signed = select(Contract.id).where(Contract.application_id == stage.rows["signed_application"])
    signed_id: UUID = (await owner.execute(signed)).scalar_one()
    for token, holder, contract_id in (
        ("contract", "drawn", stage.rows["contract"]),
        ("signed", "signed", signed_id),
    ):
        row = {"id": uuid4(), "contract_id": contract_id, "token_hash": token_hash(token), "codes_sent": 0}
        row |= {"expires_at": datetime.now(UTC) + GOOD_FOR, "code_tries": 0}
        await owner.execute(insert(SigningLink).values(**stage.customers[holder].owner_columns, **row))
