"""`jiedai import customers`: customers out of a sheet of any length.

Without a log-in the sheet is only looked at. What is sound is entered page by page, what is not is named by line and
column; a run that was broken off is gone on with by the same command over the same file.
"""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from server.commands.console import ExitCode, fail, load_settings, print_json, say
from server.kit.tables.columns import Said

if TYPE_CHECKING:
    from server.customers.importing.bringing import Report
    from server.kit.work import House

SHOWN_MAX = 1_000
Login = Annotated[str | None, typer.Option(help="Who acts; the password is asked for, or in JIEDAI_PASSWORD.")]
CSV_HEADINGS = ("line", "column", "code", "zh", "en")


@dataclass(frozen=True)
class Wish:
    """What is asked for on the command line."""

    file: Path
    dry_run: bool
    faults: Path | None
    login: str | None
    code: str | None
    as_json: bool


class Faults:
    """Hears of every fault: the first thousand are shown, all of them go into a file where one is named."""

    def __init__(self, path: Path | None) -> None:
        from server.kit.sheets import UTF8_MARK, csv_row

        self.shown: list[Said] = []
        self._row = csv_row
        self._stream = path.open("wb") if path else None
        if self._stream:
            self._stream.write(UTF8_MARK + csv_row(CSV_HEADINGS).encode())

    def tell(self, fault: Said) -> None:
        """Note a fault."""
        if len(self.shown) < SHOWN_MAX:
            self.shown.append(fault)
        if self._stream:
            row = (str(fault.line), fault.column, fault.code, fault.zh, fault.en)
            self._stream.write(self._row(row).encode())

    def close(self) -> None:
        """No more faults come."""
        if self._stream:
            self._stream.close()


def customers(
    file: Annotated[Path, typer.Argument(help="The sheet: XLSX, or CSV in UTF-8 or GB 18030.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look only, name every wrong cell.")] = False,
    faults: Annotated[Path | None, typer.Option(help="Write every fault into this CSV file.")] = None,
    login: Annotated[
        str | None, typer.Option(help="Who acts; the password is asked for or in JIEDAI_PASSWORD.")
    ] = None,
    code: Annotated[str | None, typer.Option(help="One-time code, where the account has one.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Bring customers in from a sheet: what is sound is entered, what is not is named by line and column.

    Columns: 机构代码, 客户经理, 客户类型, 客户名称, 证件号码, 手机号, 授权日期; 法定代表人 for companies, 月收入 and
    月负债 where they are known. Who is a customer already is told and not entered again. Exit code 1 when the sheet
    cannot be read or somebody may not do this; rows at fault alone are no failure.
    """
    if login is None and not dry_run:
        fail(ExitCode.USAGE, "who acts? name a --login, or look only with --dry-run")
    asyncio.run(_run(Wish(file, dry_run, faults, login, code, as_json)))


async def _run(wish: Wish) -> None:
    from server.kit.errors import DomainError
    from server.opening import open_house

    house = open_house(load_settings())
    try:
        heard = Faults(wish.faults)
        try:
            report = await _bring(house, wish, heard)
        finally:
            heard.close()
        _print(wish, report, heard)
    except DomainError as refusal:
        fail(ExitCode.FAILED, f"{refusal.message_en} {refusal.message_zh} ({refusal.code})")
    finally:
        await house.database.close()


async def _bring(house: "House", wish: Wish, heard: Faults) -> "Report":
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from server.commands.importing import PASSWORD, acting
    from server.customers.importing.actors import SHEET_READER
    from server.customers.importing.bringing import Bringing
    from server.kit.clock import business_date
    from server.kit.work import Caller

    today = business_date(house.ports.clock.now(), house.settings.cut_off_hour)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    async with AsyncExitStack() as stack:
        bar = stack.enter_context(
            Progress(*columns, console=Console(stderr=True), transient=True, disable=wish.as_json)
        )
        line = bar.add_task("reading", total=None)
        caller = Caller(house, SHEET_READER, request_id="import")
        if wish.login is not None:
            caller = await stack.enter_async_context(acting(house, (wish.login, wish.code, PASSWORD)))
        run = Bringing(
            caller,
            wish.file,
            today,
            tell=heard.tell,
            progress=lambda done: bar.update(line, description=f"line {done:,}"),
        )
        return await (run.look() if wish.dry_run else run.bring())


def _print(wish: Wish, report: "Report", heard: Faults) -> None:
    batch = report.batch
    told: dict[str, Any] = {
        "rows": report.rows,
        "entered": report.entered,
        "known": report.known,
        "faulty": report.faulty,
        "codes": report.codes,
        "dry_run": wish.dry_run,
        "batch": {**asdict(batch), "id": str(batch.id), "state": batch.state.value} if batch else None,
        "faults": [asdict(fault) for fault in heard.shown],
    }
    if wish.as_json:
        print_json(told)
        return
    for fault in heard.shown:
        typer.echo(f"line {fault.line}, {fault.column}: {fault.en} {fault.zh} ({fault.code})")
    entered = "would be entered" if wish.dry_run else "entered"
    say(f"{report.rows} rows: {report.entered} {entered}, {report.known} known already, {report.faulty} at fault")
    if batch is not None and report.rows < batch.entered + batch.known + batch.faulty:
        say(f"of the whole sheet: {batch.entered} entered, {batch.known} known already, {batch.faulty} at fault")
