"""Files of finance: bank files out, results in, papers of a loan, vouchers of a month."""

from datetime import date
from typing import TypeVar
from urllib.parse import quote
from uuid import UUID

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.papers import PRIVATE, row_id
from mobile_api.problems import answering
from mobile_api.requests import json_response, require_person, staff_caller
from mobile_api.uploads import read_form
from server.custody.files.importing import take_result
from server.custody.files.making import download
from server.custody.files.rules import FileKind
from server.identity.operations import Operation
from server.kit.errors import Invalid
from server.kit.global_ids import decode_as, encode
from server.kit.work import House
from server.ledger.vouchers import SheetFormat, as_file, voucher_rows
from server.loans.papers.issuing import pdf_of

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
E = TypeVar("E", FileKind, SheetFormat)


class MoneyFileRoutes:
    """GET /api/bank-files/{id}, POST /api/bank-results, GET /api/papers/{id}, GET /api/vouchers."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/api/bank-files/{id}", self.bank_file, methods=["GET"]),
            Route("/api/bank-results", self.bank_result, methods=["POST"]),
            Route("/api/papers/{id}", self.paper, methods=["GET"]),
            Route("/api/vouchers", self.vouchers, methods=["GET"]),
        ]

    @answering
    async def bank_file(self, request: Request) -> Response:
        """The file of a batch: names and accounts in clear, so for persons only."""
        caller = await staff_caller(self._house, request)
        require_person(request, Operation.PAYMENT_DOWNLOAD)
        found = await download(caller, batch_id=_named(request, "BankBatch"))
        return attached(found.name, found.data)

    @answering
    async def bank_result(self, request: Request) -> Response:
        """Take a result: fields kind, fundingAccountId and file. The file itself is its request key."""
        caller = await staff_caller(self._house, request)
        async with read_form(request) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise Invalid(field="file", reason="missing")
            account = str(form.get("fundingAccountId"))
            result_id = await take_result(
                caller,
                kind=_choice(FileKind, form.get("kind"), "kind"),
                funding_account_id=decode_as("FundingAccount", account, "fundingAccountId"),
                file_name=file.filename or "",
                data=await file.read(),
            )
        return json_response({"resultId": encode("BankResult", result_id)}, 201)

    @answering
    async def paper(self, request: Request) -> Response:
        """An issued paper: it names the borrower, so for persons only."""
        caller = await staff_caller(self._house, request)
        require_person(request, Operation.LOAN_READ)
        number, pdf = await pdf_of(caller, paper_id=_named(request, "IssuedPaper"))
        return attached(f"{number}.pdf", pdf)

    @answering
    async def vouchers(self, request: Request) -> Response:
        """Entries of a branch and month: branchId, month as 2026-03, format csv or xlsx."""
        caller = await staff_caller(self._house, request)
        asked = request.query_params
        kind = _choice(SheetFormat, asked.get("format", "xlsx"), "format")
        branch_id = decode_as("Branch", asked.get("branchId", ""), "branchId")
        month = _month(asked.get("month", ""))
        branch, rows = await voucher_rows(caller, branch_id=branch_id, month=month)
        found = as_file(branch, month, rows, kind)
        return attached(found.name, found.data)


def attached(name: str, data: bytes) -> Response:
    """A file to be kept by whoever asked, under its name."""
    media_type = MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    headers = PRIVATE | {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type=media_type, headers=headers)


def _named(request: Request, kind: str) -> UUID:
    """The row that the path names, by its global id or by its own. Raises NotFound, Invalid."""
    text: str = request.path_params["id"]
    return decode_as(kind, text, "id") if "_" in text else row_id(request)


def _choice(kinds: type[E], value: object, field: str) -> E:
    try:
        return kinds(str(value).lower())
    except ValueError as error:
        raise Invalid(field=field, reason=field) from error


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Invalid(field="month", reason="YYYY-MM") from error
