"""camt.053, the ISO 20022 bank-to-customer statement, versions 02 to 10: read as a stream, without document types.

What is read: account, currency, period, the booked opening and closing balance, how many entries there are, and of
each booked entry its references, amount, side, days, counterparty and remark. A message holds one statement.
"""

from collections.abc import Callable
from datetime import date
from typing import Final, NoReturn
from xml.etree import ElementTree as ET

from server.reconciliation.errors import StatementUnreadable
from server.reconciliation.formats.model import ReadLine, ReadStatement
from server.reconciliation.formats.values import TEXT_MAX, count_of, fen_of, iso_day_of, text_of

FORM: Final = "camt.053"
DEPTH_MAX: Final = 40
LINES_MAX: Final = 100_000
BOOKED: Final = "BOOK"
DETAILS: Final = "NtryDtls/TxDtls/"
UNKNOWN_ID: Final = "NOTPROVIDED"
Values = dict[str, str]


def read(data: bytes) -> ReadStatement:
    """Raises StatementUnreadable with the place."""
    target = _Target()
    parser = ET.XMLParser(target=target)  # noqa: S314 - the target refuses document types before an entity is declared
    try:
        parser.feed(data)
        parser.close()
    except ET.ParseError as error:
        raise StatementUnreadable(field="file", reason=f"XML, line {error.position[0]}") from None
    except (ValueError, LookupError):
        raise StatementUnreadable(field="file", reason="XML encoding") from None
    return target.statement()


class _Target:
    """Keeps the texts of one entry or balance at a time, so that memory does not grow with the message's depth."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._texts: list[str] = []
        self._about: Values = {}
        self._part: Values | None = None
        self._part_depth = 0
        self._balances: dict[str, int] = {}
        self._lines: list[ReadLine] = []
        self._entries = 0
        self._statements = 0

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> NoReturn:
        """A statement has none; refusing it here means that no entity is ever declared."""
        raise StatementUnreadable(field="file", reason="document type")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self._path.append(name)
        self._texts.append("")
        if len(self._path) > DEPTH_MAX:
            raise StatementUnreadable(field="file", reason="depth")
        if name == "Stmt":
            self._statements += 1
            if self._statements > 1:
                raise StatementUnreadable(field="file", reason="several statements")
        if self._part is None and name in {"Ntry", "Bal"} and self._path[-2:-1] == ["Stmt"]:
            self._part, self._part_depth = {}, len(self._path)
        elif name == "Amt" and "Ccy" in attributes:
            self._keep("Amt/@Ccy", attributes["Ccy"])

    def data(self, text: str) -> None:
        if self._texts and len(self._texts[-1]) < TEXT_MAX:
            self._texts[-1] += text

    def end(self, _tag: str) -> None:
        text = self._texts.pop().strip()
        if self._part is not None and len(self._path) == self._part_depth:
            part, self._part = self._part, None
            self._finish(self._path[-1], part)
        elif text:
            self._keep("", text)
        self._path.pop()

    def close(self) -> None:
        """Nothing is left to do; what is missing shows in `statement`."""

    def _keep(self, below: str, text: str) -> None:
        """The first text of a path counts, but for remarks and numbers, which are gathered."""
        store = self._about if self._part is None else self._part
        names = self._path[(0 if self._part is None else self._part_depth) :]
        key = below or "/".join(names[2:] if self._part is None else names)
        if below and len(names) > 1:
            return
        known = store.get(key)
        if known is None:
            store[key] = text
        elif key.endswith(("Ustrd", "EndToEndId")):
            store[key] = f"{known} {text}"[:TEXT_MAX]

    def _finish(self, kind: str, part: Values) -> None:
        if kind == "Bal":
            self._balances[part.get("Tp/CdOrPrtry/Cd", "")] = self._amount(part, "Bal")
            return
        self._entries += 1
        if self._entries > LINES_MAX:
            raise StatementUnreadable(field="file", reason=f"more than {LINES_MAX} entries")
        if (part.get("Sts") or part.get("Sts/Cd")) == BOOKED:
            self._lines.append(self._line(part, f"Ntry {self._entries}"))

    def _amount(self, part: Values, place: str) -> int:
        fen, side = fen_of(part.get("Amt", ""), place), part.get("CdtDbtInd")
        if fen < 0 or side not in {"CRDT", "DBIT"}:
            raise StatementUnreadable(field="file", reason=f"{place}: CdtDbtInd")
        if part.get("Amt/@Ccy") != self._about.get("Acct/Ccy", part.get("Amt/@Ccy")):
            raise StatementUnreadable(field="file", reason=f"{place}: Ccy")
        self._about.setdefault("Acct/Ccy", part.get("Amt/@Ccy", ""))
        return fen if side == "CRDT" else -fen

    def _line(self, part: Values, place: str) -> ReadLine:
        amount = self._amount(part, place)
        booked = _day(part, "BookgDt", place)
        side = "Dbtr" if amount > 0 else "Cdtr"
        detail = _details(part)
        told = detail("Refs/EndToEndId")
        remark = " ".join(filter(None, (detail("RmtInf/Ustrd"), part.get("AddtlNtryInf"))))
        transaction = detail("Refs/TxId", "Refs/PmtInfId")
        return ReadLine(
            reference=part.get("AcctSvcrRef") or part.get("NtryRef") or transaction,
            transaction=transaction,
            order_number="" if told == UNKNOWN_ID else told,
            booked_on=booked,
            value_on=_day(part, "ValDt", place) if _has_day(part, "ValDt") else booked,
            amount_fen=amount,
            other_account=detail(f"RltdPties/{side}Acct/Id/Othr/Id", f"RltdPties/{side}Acct/Id/IBAN"),
            other_name=detail(f"RltdPties/{side}/Nm", f"RltdPties/{side}/Pty/Nm"),
            remark=text_of(remark),
        )

    def statement(self) -> ReadStatement:
        """What was read. Raises StatementUnreadable when the frame is incomplete."""
        about = self._about
        if self._path or not self._statements or not {"OPBD", "CLBD"} <= self._balances.keys():
            raise StatementUnreadable(field="file", reason="Stmt, OPBD or CLBD is missing")
        return ReadStatement(
            form=FORM,
            bank_id=about.get("Stmt/Id", "")[:64],
            account=about.get("Stmt/Acct/Id/Othr/Id") or about.get("Stmt/Acct/Id/IBAN", ""),
            currency=about.get("Stmt/Acct/Ccy") or about.get("Acct/Ccy", ""),
            first_on=iso_day_of(about.get("Stmt/FrToDt/FrDtTm", ""), "FrToDt"),
            last_on=iso_day_of(about.get("Stmt/FrToDt/ToDtTm", ""), "FrToDt"),
            opening_fen=self._balances["OPBD"],
            closing_fen=self._balances["CLBD"],
            lines=tuple(self._lines),
            count=_count(about, "TtlNtries", self._entries - len(self._lines)),
            count_in=_count(about, "TtlCdtNtries", 0) if self._entries == len(self._lines) else None,
            count_out=_count(about, "TtlDbtNtries", 0) if self._entries == len(self._lines) else None,
        )


def _details(part: Values) -> Callable[..., str]:
    def first(*paths: str) -> str:
        return next((text for path in paths if (text := part.get(DETAILS + path))), "")

    return first


def _has_day(part: Values, name: str) -> bool:
    return f"{name}/Dt" in part or f"{name}/DtTm" in part


def _day(part: Values, name: str, place: str) -> date:
    return iso_day_of(part.get(f"{name}/Dt") or part.get(f"{name}/DtTm", ""), place)


def _count(about: Values, name: str, unbooked: int) -> int | None:
    """How many booked entries the bank tells of; None where it does not."""
    told = about.get(f"Stmt/TxsSummry/{name}/NbOfNtries")
    return None if told is None else count_of(told, name) - unbooked
