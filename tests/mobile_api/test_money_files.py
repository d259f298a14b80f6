"""Files of finance over HTTP: a batch's file, a result, a paper, vouchers; each for whoever may, and nobody else."""

import hashlib
from typing import Any

import httpx

from schema.kit.ids import encode
from server.custody.files.tasks import make_bank_file, take_bank_result
from server.kit.global_ids import decode
from tests.fixtures.api import Api
from tests.fixtures.papers import refused
from tests.schema.stage import FINANCE_WEST, IDLE, Stage

CLERK, CHECKER = "finance.hq", "checker.hq"
RESULT = (
    "结果\r\n业务编号,金额,结果代码,结果说明,银行流水号,记账日期\r\n"
    "{number},{amount},0000,,B1,20260302\r\n合计,1,,{amount}\r\n"
)


async def released(api: Api, stage: Stage) -> str:
    """The path of the file of the stage's batch, which the worker has made."""
    answer = await api.do(CHECKER, "releaseBatch", "batch { number }", batchId=stage["batch"], expectedVersion=1)
    assert answer.data["releaseBatch"]["batch"]["number"]
    await make_bank_file(api.house, batch_id=str(stage.rows["batch"]))
    return f"/api/bank-files/{stage.rows['batch']}"


async def send(api: Api, stage: Stage, data: bytes, login: str | None = CLERK, **over: Any) -> httpx.Response:
    fields = {"kind": "payment", "fundingAccountId": stage["file_account"]} | over
    headers = await api.headers(login)
    return await api.client.post("/api/bank-results", headers=headers, data=fields, files={"file": ("R.csv", data)})


async def test_the_file_of_a_batch_is_the_same_each_time_and_for_finance_only(api: Api, stage: Stage) -> None:
    waiting = await api.client.get(f"/api/bank-files/{stage.rows['batch']}", headers=await api.headers(CLERK))
    refused(waiting, 409, "file.batch_wrong_state", "batchId")
    path = await released(api, stage)
    first, second = [await api.client.get(path, headers=await api.headers(login)) for login in (CLERK, CHECKER)]
    assert first.status_code == 200, first.text
    assert first.content == second.content
    assert hashlib.sha256(first.content).hexdigest() == (await digest_of(api, stage))
    assert first.headers["content-disposition"].startswith("attachment; filename*=UTF-8''PAY_20260302_")
    assert first.headers["cache-control"] == "no-store"
    by_global_id = await api.client.get(f"/api/bank-files/{stage['batch']}", headers=await api.headers(CLERK))
    assert by_global_id.content == first.content
    other = await api.client.get(f"/api/bank-files/{stage['till']}", headers=await api.headers(CLERK))
    refused(other, 422, "input.invalid", "id")
    refused(await api.client.get(path, headers=await api.headers(FINANCE_WEST)), 404, "object.not_found", "batchId")
    refused(await api.client.get(path, headers=await api.headers(IDLE)), 403, "access.denied")
    refused(await api.client.get(path), 401, "session.token_invalid")


async def digest_of(api: Api, stage: Stage) -> str:
    found = await api.ask(
        CLERK, "query B($id: ID!) { node(id: $id) { ... on BankBatch { fileDigest state } } }", id=stage["batch"]
    )
    assert found.data["node"]["state"] == "FILED"
    told: str = found.data["node"]["fileDigest"]
    return told


async def test_a_result_is_taken_once_and_what_it_says_is_shown(api: Api, stage: Stage) -> None:
    file = (await api.client.get(await released(api, stage), headers=await api.headers(CLERK))).content.decode("gbk")
    number, amount = file.splitlines()[2].split(",")[1], "10000.01"
    data = RESULT.format(number=number, amount=amount).encode("gbk")
    first, second = [await send(api, stage, data) for _ in range(2)]
    assert first.status_code == 201, first.text
    assert first.json() == second.json()
    result_id = first.json()["resultId"]
    await take_bank_result(api.house, result_id=str(decode(result_id, "id").id))
    asked = "query R($id: ID!) { node(id: $id) { ... on BankResult { state setAside { orderNumber fault amount } } } }"
    found = (await api.ask(CLERK, asked, id=result_id)).data["node"]
    assert found == {
        "state": "FINISHED",
        "setAside": [{"orderNumber": number, "fault": "OTHER_AMOUNT", "amount": amount}],
    }


async def test_a_result_that_cannot_be_read_is_refused_by_line_and_column(api: Api, stage: Stage) -> None:
    broken = RESULT.format(number="1", amount="1.005").encode("gbk")
    refused(await send(api, stage, broken), 422, "file.cell_unsound", "file")
    refused(await send(api, stage, b"\xff\xff"), 422, "file.encoding", "file")
    refused(await send(api, stage, b"x", kind="letter"), 422, "input.invalid", "kind")
    refused(await send(api, stage, b"x", FINANCE_WEST), 404, "object.not_found", "fundingAccountId")
    refused(await send(api, stage, b"x", IDLE), 403, "access.denied")
    refused(await send(api, stage, b"x", None), 401, "session.token_invalid")


async def test_a_paper_is_a_pdf_for_whoever_sees_the_loan(api: Api, stage: Stage) -> None:
    made = await api.do(CLERK, "issuePaper", "paper { id number }", loanId=stage["loan"], kind="STATEMENT")
    paper = made.data["issuePaper"]["paper"]
    path = f"/api/papers/{decode(paper['id'], 'id').id}"
    shown = await api.client.get(path, headers=await api.headers("officer.east1"))
    assert shown.content.startswith(b"%PDF")
    assert paper["number"] in shown.headers["content-disposition"]
    refused(await api.client.get(path, headers=await api.headers("officer.west1")), 404, "object.not_found", "paperId")


async def test_vouchers_come_as_a_table_of_a_branch_and_month(api: Api, stage: Stage) -> None:
    branch = encode("Branch", decode(stage["branch"], "id").id)
    for kind, begins in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        path = f"/api/vouchers?branchId={branch}&month=2026-03&format={kind}"
        shown = await api.client.get(path, headers=await api.headers(CLERK))
        assert shown.content.startswith(begins)
        assert shown.headers["content-disposition"].endswith(f"vouchers_east-1_202603.{kind}")
    refused(
        await api.client.get(f"/api/vouchers?branchId={branch}&month=March", headers=await api.headers(CLERK)),
        422,
        "input.invalid",
        "month",
    )
    path = f"/api/vouchers?branchId={branch}&month=2026-03"
    refused(await api.client.get(path, headers=await api.headers(FINANCE_WEST)), 404, "object.not_found", "branchId")
