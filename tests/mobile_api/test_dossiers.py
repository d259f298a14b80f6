"""A dossier is ordered through the API, drawn in the background from what its orderer sees, and fetched by him."""

import hashlib
import io
import zipfile
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.dossiers.models import DossierOrder, DossierState
from server.compliance.dossiers.service import order
from server.compliance.errors import DossierUnsound
from server.kit.errors import NotFound, StepUpRequired
from server.kit.global_ids import decode_as
from server.loans.models import Loan
from server.reports.dossier.tasks import destroy_old_dossiers, draw_dossier
from tests.factories.compliance import expire
from tests.fixtures.api import Api
from tests.fixtures.house import fresh
from tests.fixtures.papers import refused
from tests.schema.stage import COMPLYING_WEST, Stage

RISK, AUDITOR = "risk.hq", "auditor.hq"
SEEN = "dossier { id state url files digest code }"


async def ordered(api: Api, owner: AsyncSession, login: str, **wanted: Any) -> tuple[str, DossierOrder]:
    """Order as somebody, and let the worker draw it. Answers its global id and its row."""
    made = await api.do(login, "orderDossier", SEEN, **wanted)
    global_id: str = made.data["orderDossier"]["dossier"]["id"]
    await owner.rollback()
    order_id = decode_as("Dossier", global_id, "id")
    for _ in range(2):
        await draw_dossier(api.house, order_id=str(order_id))
    await owner.rollback()
    return global_id, (await owner.execute(select(DossierOrder).where(DossierOrder.id == order_id))).scalar_one()


async def test_who_ordered_a_dossier_fetches_it_until_its_days_are_over(
    api: Api, stage: Stage, owner: AsyncSession
) -> None:
    number = (await owner.execute(select(Loan.number).where(Loan.id == stage.rows["loan"]))).scalar_one()
    global_id, row = await ordered(api, owner, RISK, loanNumber=number)
    assert (row.state, row.code) == (DossierState.READY, None)
    path = f"/api/dossiers/{global_id}"
    refused(await api.client.get(path), 401, "session.token_invalid")
    refused(await api.client.get(path, headers=await api.headers("officer.east1")), 403, "access.denied")
    refused(await api.client.get(path, headers=await api.headers(AUDITOR)), 404, "object.not_found")
    answer = await api.client.get(path, headers=await api.headers(RISK))
    assert answer.status_code == 200, answer.text
    assert hashlib.sha256(answer.content).hexdigest() == row.digest
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert number in archive.read("index.html").decode()
        assert len(archive.namelist()) == (row.files or 0) + 1
    assert row.blob is not None
    assert number.encode() not in await api.house.ports.storage.get(row.blob)
    listed = await api.ask(AUDITOR, "{ dossiers { nodes { id url } } }")
    assert global_id in [node["id"] for node in listed.data["dossiers"]["nodes"]]
    order_id = row.id
    await expire(owner, order_id)
    refused(await api.client.get(path, headers=await api.headers(RISK)), 409, "compliance.dossier_not_ready")
    assert await destroy_old_dossiers(api.house) == 1
    await owner.rollback()
    kept = select(DossierOrder.key_cipher).where(DossierOrder.id == order_id)
    assert (await owner.execute(kept)).scalar_one() is None


async def test_a_dossier_holds_nothing_that_its_orderer_did_not_see(
    api: Api, stage: Stage, owner: AsyncSession
) -> None:
    number = (await owner.execute(select(Loan.number).where(Loan.id == stage.rows["loan"]))).scalar_one()
    global_id, row = await ordered(api, owner, COMPLYING_WEST, loanNumber=number)
    assert (row.state, row.code, row.blob) == (DossierState.FAILED, NotFound.code, None)
    answer = await api.client.get(f"/api/dossiers/{global_id}", headers=await api.headers(COMPLYING_WEST))
    refused(answer, 409, "compliance.dossier_not_ready")


async def test_an_order_is_of_one_loan_or_of_one_span_within_a_year_and_wants_a_second_factor(
    api: Api, stage: Stage, owner: AsyncSession
) -> None:
    del stage
    before = len((await owner.execute(select(DossierOrder.id))).all())
    risk = await api.as_staff(RISK)
    year = {"firstOn": "2025-01-01", "lastOn": "2026-02-01"}
    turned = {"firstOn": "2026-02-02", "lastOn": "2026-02-01"}
    for wanted in (
        {},
        {"loanNumber": "1", **turned},
        turned,
        year,
        {"firstOn": "2026-01-01"},
        {"loanNumber": "1" * 41},
    ):
        made = await api.do(RISK, "orderDossier", SEEN, **wanted)
        assert made.code == "COMPLIANCE_DOSSIER_UNSOUND", wanted
    with pytest.raises(DossierUnsound):
        await order(fresh(risk))
    with pytest.raises(StepUpRequired):
        await order(fresh(await api.as_staff(RISK, stepped_up=False)), loan_number="1")
    with pytest.raises(NotFound):
        await draw_dossier(api.house, order_id=str(uuid4()))
    await owner.rollback()
    assert len((await owner.execute(select(DossierOrder.id))).all()) == before
