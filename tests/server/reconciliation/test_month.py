"""A generated month of 1,000 lines through file, database and passes: every planted break is found and named.

The month of 20,000 lines is `jiedai bench reconciliation`.
"""

from pathlib import Path

import pytest

from bench.reconciliation.facts import LAST
from bench.reconciliation.filling import fill
from bench.reconciliation.judging import judge
from bench.reconciliation.month import month
from bench.reconciliation.run import found
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, SUPERUSER, Endpoint
from server.kit.work import Caller
from server.opening import open_house
from server.reconciliation import intake
from server.reconciliation.actors import RECONCILER
from server.settings import Mode, Settings
from server.simulators.bank.papers import camt053
from tests.fixtures.database import TEMPLATE_EMPTY
from tests.fixtures.world import MASTER_KEY, TOKEN_KEY

LINES = 1_000


@pytest.mark.parametrize("seed", [3, 11])
async def test_every_planted_break_of_a_month_is_found_and_named_and_nothing_else(
    endpoint: Endpoint, tmp_path: Path, seed: int
) -> None:
    name, facts = f"month_{seed}", month(seed, LINES)
    endpoint.create_database(name, template=TEMPLATE_EMPTY)
    await fill(endpoint.dsn(SUPERUSER, name, driver=None), facts, MASTER_KEY)
    settings = {
        "mode": Mode.TEST,
        "database_url": endpoint.dsn(APP_ROLE, name),
        "master_key": MASTER_KEY,
        "token_key": TOKEN_KEY,
        "data_dir": tmp_path,
        "business_date": LAST.isoformat(),
    }
    house = open_house(Settings.model_validate(settings))
    try:
        caller = Caller(house, RECONCILER, request_id="month")
        for _ in range(2):  # the same file twice changes nothing
            file_id = await intake.keep(caller, camt053(facts.statement()))
            await intake.import_file(caller, file_id=file_id)
        verdict = judge(facts, *await found(endpoint.dsn(OWNER_ROLE, name)))
    finally:
        await house.database.close()
        endpoint.drop_database(name)
    assert verdict.planted == LINES // 50
    assert (verdict.found, verdict.named) == (verdict.planted, verdict.planted)
    assert (verdict.false_matches, verdict.missed, verdict.false_breaks) == (0, 0, 0)
    assert len(verdict.kinds) >= 8
