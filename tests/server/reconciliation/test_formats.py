"""Statements are read alike from every form; what is broken is refused with the place."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from server.reconciliation.errors import StatementUnreadable
from server.reconciliation.formats import reading
from server.reconciliation.formats.model import ReadStatement
from server.reconciliation.formats.values import fen_of
from server.simulators.bank.movements import Statement
from server.simulators.bank.papers import COLUMNS, camt053, csv_table, yuan
from tests.factories.reconciliation import ACCOUNT, DAY, movement, statement

TOLD = statement(
    movement(1, 12_345),
    movement(2, -1_000_000, order_number="HK123", remark='贷款发放,含“引号”"与逗号'),
    movement(3, 7, other_account="", other_name="", remark="结息"),
    opening_fen=5_000_000,
)


def workbook(told: Statement, **over: Any) -> bytes:
    """The statement as a county bank's Excel table; amounts are numbers, days are texts."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["账号", told.account, "户名", told.name])
    sheet.append(["币种", over.get("currency", "人民币")])
    sheet.append(["起始日期", f"{told.first:%Y%m%d}", "终止日期", f"{told.last:%Y%m%d}"])
    sheet.append(["期初余额", told.opening_fen / 100, "期末余额", told.closing_fen / 100])
    sheet.append(["借方笔数", told.lines_out, "贷方笔数", told.lines_in])
    sheet.append(list(COLUMNS))
    balance = told.opening_fen
    for one in told.movements:
        balance += one.amount_fen
        sides = (-one.amount_fen / 100, None) if one.amount_fen < 0 else (None, one.amount_fen / 100)
        about = [one.other_account, one.other_name, one.remark, one.order_number]
        sheet.append([f"{one.on:%Y%m%d}", "", one.reference, one.transaction, *sides, balance / 100, *about])
    sheet.append(["合计"])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def sided(told: Statement) -> bytes:
    """The statement as CSV in UTF-8 with a mark of the side."""
    rows = [
        ["账户", told.account],
        ["币别", "CNY"],
        ["开始日期", told.first.isoformat(), "结束日期", told.last.isoformat()],
        ["上期余额", yuan(told.opening_fen), "本期余额", yuan(told.closing_fen)],
        ["总笔数", str(len(told.movements))],
        ["记账日期", "交易流水号", "交易金额", "借贷标志", "账户余额", "对方账户", "对方名称", "附言", "客户业务编号"],
    ]
    balance = told.opening_fen
    for one in told.movements:
        balance += one.amount_fen
        side = "贷" if one.amount_fen > 0 else "借"
        remark = '"' + one.remark.replace('"', '""') + '"'
        money = [one.on.isoformat(), one.reference, yuan(abs(one.amount_fen)), side, yuan(balance)]
        rows.append([*money, one.other_account, one.other_name, remark, one.order_number])
    return "\r\n".join(",".join(row) for row in [*rows, ["合计", "", "", ""]]).encode("utf-8-sig")


FORMS: dict[str, Callable[[Statement], bytes]] = {
    "camt.053": camt053,
    "county_gbk": csv_table,
    "county_xlsx": workbook,
    "side_utf8": sided,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_into_the_same_statement(form: str) -> None:
    read = reading.read(FORMS[form](TOLD))
    assert read.form == form
    assert (read.account, read.currency, read.first_on, read.last_on) == (ACCOUNT, "CNY", DAY, DAY)
    assert (read.opening_fen, read.closing_fen) == (5_000_000, 4_012_352)
    lines = [(line.reference, line.amount_fen, line.booked_on, line.order_number) for line in read.lines]
    assert lines == [(one.reference, one.amount_fen, one.on, one.order_number) for one in TOLD.movements]
    parties = [(line.other_account, line.other_name, line.remark) for line in read.lines]
    assert parties == [(one.other_account, one.other_name, one.remark) for one in TOLD.movements]


@pytest.mark.parametrize("form", FORMS)
def test_a_statement_without_lines_is_one(form: str) -> None:
    empty = statement(opening_fen=77)
    read = reading.read(FORMS[form](empty))
    assert (read.lines, read.opening_fen, read.closing_fen) == ((), 77, 77)


def refused(data: bytes) -> str:
    with pytest.raises(StatementUnreadable) as caught:
        reading.read(data)
    return str(caught.value.facts["reason"])


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]><Document>&f;</Document>""" % b"".join(
    b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % (name, *[name - 1] * 10) for name in b"bcdef"
)


@pytest.mark.parametrize(
    "bomb",
    [
        ENTITIES,
        b'<!DOCTYPE Document SYSTEM "file:///etc/passwd"><Document/>',
        b'<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:1/">]><Document>&x;</Document>',
        ENTITIES.decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16"),
    ],
)
def test_a_document_type_is_refused_before_any_entity_is_declared(bomb: bytes) -> None:
    assert refused(bomb) == "document type"


def test_depth_has_an_end() -> None:
    assert refused(b"<a>" * 100_000) == "depth"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        b"no statement at all",
        b"<Document></Document>",
        b"<Document><BkToCstmrStmt><Stmt><Id>1</Id></Stmt></BkToCstmrStmt></Document>",
        b"PK\x03\x04 no archive",
        "账号,1\r\n交易日期".encode("gb18030"),
    ],
)
def test_what_is_no_statement_is_refused(data: bytes) -> None:
    assert refused(data)


@pytest.mark.parametrize("form", FORMS)
def test_a_cut_file_is_refused_wherever_it_is_cut(form: str) -> None:
    """At every byte of the last third: either unreadable, or its figures do not add up any more."""
    from server.reconciliation.proofs import proofread

    told = statement(*(movement(number, 100 * number, remark="还款") for number in range(1, 9)))
    whole = FORMS[form](told)
    trailer = whole.rfind("合".encode())
    for end in range(len(whole) * 2 // 3, len(whole), 1 if len(whole) < 3_000 else 7):
        if not whole[end:].strip() or (form == "side_utf8" and end >= trailer):
            continue
        try:
            read = reading.read(whole[:end])
        except StatementUnreadable:
            continue
        with pytest.raises(Exception, match=r"statement\."):
            proofread(read, date(2026, 3, 2))


def test_truncated_gbk_in_the_middle_of_a_character_is_refused() -> None:
    whole = csv_table(TOLD)
    at = whole.rindex("结息".encode("gb18030")) + 1
    assert "encoding" in refused(whole[:at])


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    assert "unpacks" in refused(kept.getvalue())


def test_a_workbook_with_a_document_type_is_refused() -> None:
    source, kept = zipfile.ZipFile(io.BytesIO(workbook(TOLD))), io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in source.infolist():
            data = source.read(member)
            if member.filename.endswith("sheet1.xml"):
                data = b'<!DOCTYPE worksheet [<!ENTITY a "x">]>' + data
            archive.writestr(member.filename, data)
    assert refused(kept.getvalue()) == "document type"


def test_two_statements_in_one_message_are_refused() -> None:
    body = camt053(TOLD)
    start, end = body.index(b"<Stmt>"), body.index(b"</Stmt>") + len(b"</Stmt>")
    assert refused(body[:end] + body[start:end] + body[end:]) == "several statements"


def test_an_amount_in_another_currency_within_a_statement_is_refused() -> None:
    mixed = camt053(TOLD).replace(b'Ccy="CNY">123.45', b'Ccy="USD">123.45')
    assert refused(mixed).endswith("Ccy")


@pytest.mark.parametrize("text", ["1.234", "1e3", "１２", "", "1,23", "12-", "--1", "0x10", "1" * 16, "NaN"])
def test_an_amount_that_is_no_yuan_is_refused(text: str) -> None:
    with pytest.raises(StatementUnreadable):
        fen_of(text, "here")


@pytest.mark.parametrize(
    ("told", "fen"),
    [("1,234,567.8", 123_456_780), ("0.10", 10), (0.1 + 0.2, None), (19.9, 1_990), (-5, -500), ("+3.00", 300)],
)
def test_yuan_become_fen_exactly(told: object, fen: int | None) -> None:
    if fen is None:
        with pytest.raises(StatementUnreadable):
            fen_of(told, "here")
    else:
        assert fen_of(told, "here") == fen


def test_a_pending_entry_is_left_out_and_counted_out() -> None:
    body = camt053(TOLD).replace(b"<Sts>BOOK</Sts>", b"<Sts>PDNG</Sts>", 1)
    read: ReadStatement = reading.read(body)
    assert len(read.lines) == read.count == len(TOLD.movements) - 1


def test_a_later_version_of_the_message_is_read_alike() -> None:
    body = camt053(replace(TOLD, name="测试"))
    newer = body.replace(b"053.001.02", b"053.001.08").replace(b"<Sts>BOOK</Sts>", b"<Sts><Cd>BOOK</Cd></Sts>")
    assert reading.read(newer).lines == reading.read(body).lines
