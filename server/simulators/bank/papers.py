"""Statements as banks hand them out: camt.053 (ISO 20022) and the CSV table of a county bank, in GBK."""

import csv
import io
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from xml.etree import ElementTree as ET

from server.simulators.bank.movements import Movement, Statement

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"
COLUMNS: Final = (
    "交易日期",
    "交易时间",
    "流水号",
    "交易编号",
    "借方发生额",
    "贷方发生额",
    "余额",
    "对方账号",
    "对方户名",
    "摘要",
    "业务编号",
)
TIME_AT: Final = slice(11, 19)


def yuan(fen: int) -> str:
    """Fen as yuan with two places."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def camt053(statement: Statement) -> bytes:
    """The statement as a camt.053.001.02 message."""
    document = ET.Element("Document", xmlns=NAMESPACE)
    message = ET.SubElement(document, "BkToCstmrStmt")
    _put(message, "GrpHdr/MsgId", statement.id)
    body = ET.SubElement(message, "Stmt")
    _put(body, "Id", statement.id)
    period = ET.SubElement(body, "FrToDt")
    _put(period, "FrDtTm", f"{statement.first.isoformat()}T00:00:00+08:00")
    _put(period, "ToDtTm", f"{statement.last.isoformat()}T23:59:59+08:00")
    account = ET.SubElement(body, "Acct")
    _put(account, "Id/Othr/Id", statement.account)
    _put(account, "Ccy", statement.currency)
    _put(account, "Nm", statement.name or statement.account)
    _balance(body, statement, "OPBD", statement.opening_fen)
    _balance(body, statement, "CLBD", statement.closing_fen)
    summary = ET.SubElement(body, "TxsSummry")
    _put(summary, "TtlNtries/NbOfNtries", str(statement.lines_in + statement.lines_out))
    _put(summary, "TtlCdtNtries/NbOfNtries", str(statement.lines_in))
    _put(summary, "TtlDbtNtries/NbOfNtries", str(statement.lines_out))
    for movement in statement.movements:
        _entry(body, statement, movement)
    return bytes(ET.tostring(document, encoding="utf-8", xml_declaration=True))


def _balance(body: ET.Element, statement: Statement, code: str, fen: int) -> None:
    balance = ET.SubElement(body, "Bal")
    _put(balance, "Tp/CdOrPrtry/Cd", code)
    _amount(balance, fen, statement.currency)
    _put(balance, "Dt/Dt", (statement.first if code == "OPBD" else statement.last).isoformat())


def _entry(body: ET.Element, statement: Statement, movement: Movement) -> None:
    entry = ET.SubElement(body, "Ntry")
    _put(entry, "NtryRef", movement.reference)
    _amount(entry, movement.amount_fen, statement.currency)
    _put(entry, "Sts", "BOOK")
    _put(entry, "BookgDt/Dt", movement.on.isoformat())
    _put(entry, "ValDt/Dt", movement.on.isoformat())
    _put(entry, "AcctSvcrRef", movement.reference)
    details = ET.SubElement(ET.SubElement(entry, "NtryDtls"), "TxDtls")
    references = ET.SubElement(details, "Refs")
    if movement.order_number:
        _put(references, "EndToEndId", movement.order_number)
    if movement.transaction:
        _put(references, "TxId", movement.transaction)
    if movement.other_account:
        side = "Dbtr" if movement.amount_fen > 0 else "Cdtr"
        parties = ET.SubElement(details, "RltdPties")
        _put(parties, f"{side}/Nm", movement.other_name)
        _put(parties, f"{side}Acct/Id/Othr/Id", movement.other_account)
    if movement.remark:
        _put(details, "RmtInf/Ustrd", movement.remark)


def _amount(parent: ET.Element, fen: int, currency: str) -> None:
    amount = ET.SubElement(parent, "Amt", Ccy=currency)
    amount.text = yuan(abs(fen))
    _put(parent, "CdtDbtInd", "DBIT" if fen < 0 else "CRDT")


def _put(parent: ET.Element, path: str, text: str) -> None:
    for name in path.split("/"):
        parent = ET.SubElement(parent, name)
    parent.text = text


def csv_table(statement: Statement) -> bytes:
    """The statement as a table in GBK: six lines about the account, then the columns, then the movements."""
    paper = io.StringIO()
    write = csv.writer(paper, lineterminator="\r\n").writerow
    write(("账号", f"\t{statement.account}", "户名", statement.name))
    write(("币种", "人民币" if statement.currency == "CNY" else statement.currency))
    write(("起始日期", f"{statement.first:%Y%m%d}", "终止日期", f"{statement.last:%Y%m%d}"))
    write(("期初余额", yuan(statement.opening_fen), "期末余额", yuan(statement.closing_fen)))
    write(("借方笔数", statement.lines_out, "贷方笔数", statement.lines_in))
    write(COLUMNS)
    balance = statement.opening_fen
    for one in statement.movements:
        balance += one.amount_fen
        out, come = (yuan(-one.amount_fen), "") if one.amount_fen < 0 else ("", yuan(one.amount_fen))
        about = (f"\t{one.other_account}", one.other_name, one.remark, one.order_number)
        day, time = f"{one.on:%Y%m%d}", one.at[TIME_AT]
        write((day, time, one.reference, one.transaction, out, come, yuan(balance), *about))
    return paper.getvalue().encode("gb18030")


FORMATS: Final[Mapping[str, tuple[Callable[[Statement], bytes], str]]] = MappingProxyType(
    {"camt.053": (camt053, "application/xml"), "csv": (csv_table, "text/csv; charset=gb18030")}
)
"""Name -> how it is written, and its media type."""
