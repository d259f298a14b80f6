"""Mailings: one file a period, of what the maker sees; a letter that says where it lies, over SMTP, and no more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from server.kit.clock import FixedClock
from server.kit.errors import NotFound, Unavailable
from server.reports.exports import service as exports
from server.reports.exports import tasks as drawing
from server.reports.exports.models import ExportForm
from server.reports.mailing import service, tasks
from server.reports.mailing.errors import AddresseeUnsound
from server.reports.mailing.models import Rhythm
from server.reports.mailing.rules import span_of
from tests.fixtures.house import fresh
from tests.server.loans.conftest import TODAY, Lender

DOMAINS = frozenset({"lender.example"})
WANTED: dict[str, Any] = {
    "report": "loan_book",
    "form": ExportForm.CSV,
    "rhythm": Rhythm.DAILY,
    "recipients": ("boss@lender.example",),
}


class MailBox:
    """A mail server on loopback that keeps what it is given (RFC 5321, as much of it as a client speaks)."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], bytes]] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to: list[str] = []
        writer.write(b"220 box\r\n")
        while line := (await reader.readline()).decode().strip():
            match line.split(":")[0].split()[0].upper():
                case "RCPT":
                    to.append(line.partition("<")[2].rstrip(">"))
                    writer.write(b"250 ok\r\n")
                case "DATA":
                    writer.write(b"354 go on\r\n")
                    self.letters.append((to, await reader.readuntil(b"\r\n.\r\n")))
                    writer.write(b"250 kept\r\n")
                case "QUIT":
                    writer.write(b"221 bye\r\n")
                    break
                case _:
                    writer.write(b"250 ok\r\n")
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def mail_box() -> AsyncIterator[tuple[MailBox, str]]:
    box = MailBox()
    server = await asyncio.start_server(box.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield box, f"smtp://127.0.0.1:{port}"


def here(lender: Lender, url: str = "", day: date = TODAY) -> Lender:
    """The lender on a day, with mail."""
    instant = lender.house.ports.clock.now() + (day - TODAY)
    settings = lender.house.settings.model_copy(update={"mail_url": SecretStr(url), "mail_domains": DOMAINS})
    ports = replace(lender.house.ports, clock=FixedClock(instant))
    return replace(lender, house=replace(lender.house, settings=settings, ports=ports))


async def test_a_mailing_goes_out_once_a_period_with_what_its_maker_sees(lending: Lender) -> None:
    async with mail_box() as (box, url):
        lender = here(lending, url)
        await service.make_mailing(fresh(await lender.caller("manager.east")), **WANTED)
        assert await tasks.send_due(lender.house) == 0
        later = here(lending, url, TODAY + timedelta(days=1))
        assert [await tasks.send_due(later.house) for _ in range(2)] == [1, 0]
        await lending.owner.rollback()
        export_id = (await lending.owner.execute(text("SELECT id FROM exports"))).scalar_one()
        await drawing.draw_export(later.house, export_id=str(export_id))
        caller = await later.caller("manager.east")
        await exports.fetch_export(fresh(caller), export_id=export_id)
        rows = (await lending.owner.execute(text("SELECT rows_done FROM exports"))).scalar_one()
        assert rows == 5
        await tasks.mail_export(later.house, export_id=str(export_id))
    [(to, raw)] = box.letters
    letter = message_from_bytes(raw, policy=policy.default)
    body = letter.get_body()
    assert body is not None
    told = body.get_content()
    assert to == ["boss@lender.example"]
    assert "贷款台账" in str(letter["Subject"])
    assert "/tiles/reports" in told
    assert not list(letter.iter_attachments())


async def test_a_mail_server_that_is_away_is_tried_again(lending: Lender) -> None:
    async with mail_box() as (_, url):
        pass
    lender = here(lending, url)
    await service.make_mailing(fresh(await lender.caller("manager.east")), **WANTED)
    later = here(lending, url, TODAY + timedelta(days=1))
    await tasks.send_due(later.house)
    export_id = (await lending.owner.execute(text("SELECT id FROM exports"))).scalar_one()
    with pytest.raises(Unavailable):
        await tasks.mail_export(later.house, export_id=str(export_id))


@pytest.mark.parametrize(
    "recipients",
    [
        (),
        ("boss@elsewhere.example",),
        ("boss",),
        ("a@lender.example\nBcc: x@y.zz",),
        tuple(f"u{number}@lender.example" for number in range(21)),
    ],
)
async def test_who_is_not_of_the_house_is_not_written_to(lending: Lender, recipients: tuple[str, ...]) -> None:
    caller = await here(lending).caller("manager.east")
    with pytest.raises(AddresseeUnsound):
        await service.make_mailing(fresh(caller), **(WANTED | {"recipients": recipients}))
    await lending.owner.rollback()
    assert (await lending.owner.execute(text("SELECT count(*) FROM report_mailings"))).scalar_one() == 0


async def test_a_mailing_is_stopped_by_its_maker_alone_and_ends_with_his_rights(lending: Lender) -> None:
    lender = here(lending)
    caller, other = await lender.caller("manager.east"), await lender.caller("manager.west")
    stopped, kept = [await service.make_mailing(fresh(caller), **WANTED) for _ in range(2)]
    with pytest.raises(NotFound):
        await service.stop_mailing(fresh(other), mailing_id=stopped)
    await service.stop_mailing(fresh(caller), mailing_id=stopped)
    await lending.owner.execute(text("UPDATE staff SET state = 'disabled' WHERE login = 'manager.east'"))
    await lending.owner.commit()
    assert await tasks.send_due(here(lending, day=TODAY + timedelta(days=1)).house) == 0
    await lending.owner.rollback()
    left = (
        await lending.owner.execute(text("SELECT count(*) FROM report_mailings WHERE stopped_at IS NULL"))
    ).scalar_one()
    assert (left, kept != stopped) == (0, True)


@pytest.mark.parametrize(
    ("rhythm", "today", "span"),
    [
        (Rhythm.DAILY, date(2026, 3, 1), (date(2026, 2, 28), date(2026, 2, 28))),
        (Rhythm.WEEKLY, date(2026, 3, 4), (date(2026, 2, 23), date(2026, 3, 1))),
        (Rhythm.WEEKLY, date(2026, 3, 2), (date(2026, 2, 23), date(2026, 3, 1))),
        (Rhythm.MONTHLY, date(2026, 3, 1), (date(2026, 2, 1), date(2026, 2, 28))),
        (Rhythm.MONTHLY, date(2026, 1, 31), (date(2025, 12, 1), date(2025, 12, 31))),
    ],
)
def test_a_mailing_is_of_the_last_whole_period(rhythm: Rhythm, today: date, span: tuple[date, date]) -> None:
    assert span_of(rhythm, today) == span
