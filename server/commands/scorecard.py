"""`jiedai scorecard train|report|publish`: learn a scorecard, look at it, put it into force by two people.

`train` and `report` need no database unless they are told to learn from the company's own loans.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from server.commands.console import ExitCode, fail, new_app, print_json, say

if TYPE_CHECKING:
    from server.decision.scorecards.card import Learnt
    from server.decision.scorecards.sample import Sample
    from server.decision.scorecards.table import Table
    from server.decision.scorecards.training import Options
    from server.kit.errors import DomainError

app = new_app("Learn a scorecard from closed loans, look at it, publish it.")

DIRECTIONS = ("up", "down")

Target = Annotated[str, typer.Option(help="Column that says who went bad.")]
BadValue = Annotated[str, typer.Option(help="What stands in it for a bad one.")]
Drop = Annotated[list[str] | None, typer.Option(help="Column to leave out; repeat it.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Login = Annotated[str | None, typer.Option(help="Who acts; the password is asked for, or in JIEDAI_PASSWORD.")]
Code = Annotated[str | None, typer.Option("--code", help="One-time code, where the account has one.")]


@app.command()
def train(
    file: Annotated[Path | None, typer.Argument(help="CSV (UTF-8 or GB 18030) or Parquet.")] = None,
    target: Target = "bad",
    bad_value: BadValue = "1",
    drop: Drop = None,
    monotone: Annotated[list[str] | None, typer.Option(help="COLUMN=up or =down: the way risk has to go.")] = None,
    *,
    from_db: Annotated[bool, typer.Option("--from-db", help="Learn from the company's own loans.")] = False,
    out: Annotated[Path, typer.Option(help="Where the scorecard is written.")] = Path("scorecard.json"),
    name: Annotated[str, typer.Option(help="Code of the scorecard.")] = "scorecard",
    labels: Annotated[Path | None, typer.Option(help='JSON {"column": ["中文", "English"]}.')] = None,
    date_column: Annotated[
        str | None, typer.Option(help="Column with the day; the last quarter is judged too.")
    ] = None,
    base_score: Annotated[int, typer.Option(min=1, help="Score at the base odds.")] = 600,
    base_odds: Annotated[float, typer.Option(min=0.01, help="Good to bad at the base score.")] = 30.0,
    double_points: Annotated[int, typer.Option("--pdo", min=1, help="Points that double the odds.")] = 40,
    bins_max: Annotated[int, typer.Option(min=2, max=20, help="Bins of a column at most.")] = 5,
    iv_min: Annotated[float, typer.Option(min=0, max=1, help="Information value that a column needs.")] = 0.02,
    folds: Annotated[int, typer.Option(min=2, max=20)] = 5,
    seed: Annotated[int, typer.Option(min=0)] = 7,
    minimum_defaults: Annotated[int, typer.Option(min=20, help="Refuse below so many bad ones.")] = 100,
    login: Login = None,
    one_time_code: Code = None,
    as_json: Json = False,
) -> None:
    """Learn a scorecard and write it with its model card.

    Exit code 16: the sample cannot be used; 17: a column by which nobody may be judged; 18: too few defaults, or no
    column tells good from bad.
    """
    from server.decision.errors import TooFewDefaults
    from server.decision.scorecards.sample import Reading
    from server.decision.scorecards.training import Options
    from server.kit.errors import DomainError

    if (file is None) != from_db:
        fail(ExitCode.USAGE, "either a FILE or --from-db")
    window = None
    try:
        options = Options(
            code=name,
            bins_max=bins_max,
            iv_min=iv_min,
            base_score=base_score,
            base_odds=base_odds,
            double_points=double_points,
            seed=seed,
            directions=_directions(monotone or []),
            labels=_labels(labels),
        )
        if file is not None:
            sample = _read(file, Reading(target, bad_value, frozenset(drop or ()), date_column))
        else:
            sample, window = _own_loans(login, one_time_code, frozenset(drop or ()))
        if sample.defaults < minimum_defaults:
            raise TooFewDefaults(field=target, found=sample.defaults, wanted=minimum_defaults)
        learnt = _learn(sample, options, folds, quiet=as_json, window=window, dropped=tuple(drop or ()))
    except DomainError as refusal:
        _refuse(refusal)
    _write(out, learnt, as_json=as_json)


def _read(file: Path, how: Any) -> "Sample":
    from server.decision.scorecards.sample import read_file

    return read_file(file, how)


def _own_loans(login: str | None, code: str | None, drop: frozenset[str]) -> "tuple[Sample, dict[str, str]]":
    from server.commands.scorecard_house import own_loans

    return own_loans(login, code, drop)


def _learn(
    sample: "Sample",
    options: "Options",
    folds: int,
    *,
    quiet: bool,
    window: dict[str, str] | None,
    dropped: tuple[str, ...],
) -> "Learnt":
    from server.decision.scorecards.card import Learnt
    from server.decision.scorecards.training import fit, table_of
    from server.decision.scorecards.validating import cross_validate, later

    for column in options.directions:
        if column not in sample.columns:
            fail(ExitCode.USAGE, f"--monotone {column}: there is no such column")
        if isinstance(sample.columns[column], tuple):
            fail(ExitCode.USAGE, f"--monotone {column}: the column holds no numbers")
    with _bar(folds, quiet=quiet) as progress:
        model = fit(sample, options)
        table = table_of(model, options)
        validation = cross_validate(sample, options, folds=folds, progress=progress)
    return Learnt(sample, model, table, options, validation, later(sample, options), window, dropped)


@contextmanager
def _bar(total: int, *, quiet: bool) -> "Iterator[Any]":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet) as bar:
        line = bar.add_task("folds", total=total)
        yield lambda done: bar.update(line, completed=done)


def _write(out: Path, learnt: "Learnt", *, as_json: bool) -> None:
    from server.decision.scorecards.card import file_of

    told = file_of(learnt)
    try:
        out.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        fail(ExitCode.USAGE, f"cannot write {out}: {error.strerror}")
    if as_json:
        print_json({"file": str(out), **told})
        return
    held = told["card"]["figures"]["held_out"]
    typer.echo(f"AUC {held['auc']} ± {held['auc_spread']}, KS {held['ks']}, Gini {held['gini']}, Brier {held['brier']}")
    names = ", ".join(each["name"] for each in told["card"]["features"])
    say(f"{out}: {len(told['table']['features'])} columns ({names}); `jiedai scorecard report {out}` shows the card")


@app.command()
def report(
    scorecard: Annotated[Path, typer.Argument(help="A scorecard, as `train` wrote it.")],
    on: Annotated[Path | None, typer.Option(help="Rows to judge it on: CSV or Parquet.")] = None,
    target: Target = "bad",
    bad_value: BadValue = "1",
    drop: Drop = None,
    *,
    as_json: Json = False,
) -> None:
    """Print the model card and the points; with --on also AUC, KS, PSI and calibration on other rows."""
    from server.decision.scorecards import card as cards
    from server.decision.scorecards.markdown import page
    from server.decision.scorecards.sample import Reading
    from server.kit.errors import DomainError

    table, card = load(scorecard)
    judged = None
    if on is not None:
        try:
            sample = _read(on, Reading(target, bad_value, frozenset(drop or ())))
        except DomainError as refusal:
            _refuse(refusal)
        judged = cards.judged_on(table, card, sample)
    if as_json:
        print_json({"card": card, "table": json.loads(scorecard.read_text())["table"], "judged": judged})
        return
    typer.echo(page(table, card))
    if judged:
        typer.echo(
            f"{judged['source']}: {judged['rows']} rows, {judged['defaults']} defaults, AUC {judged['auc']}, "
            f"KS {judged['ks']}, PSI {judged['psi']}, Brier {judged['brier']}"
        )


@app.command()
def publish(
    scorecard: Annotated[Path, typer.Argument(help="A scorecard, as `train` wrote it.")],
    login: Login = None,
    one_time_code: Code = None,
    *,
    second: Annotated[str | None, typer.Option(help="The second person; password in JIEDAI_SECOND_PASSWORD.")] = None,
    second_code: Annotated[str | None, typer.Option(help="One-time code of the second person.")] = None,
    effective_from: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day [default: today].")
    ] = None,
    note: Annotated[str, typer.Option(help="Why.")] = "jiedai scorecard",
    as_json: Json = False,
) -> None:
    """Put a scorecard into force: one person proposes it, another publishes it by the same command.

    Exit code 1 when it is refused: by oneself, too early, or asking for what applications do not have.
    """
    from server.commands import scorecard_house
    from server.kit.errors import DomainError

    load(scorecard)
    file = json.loads(scorecard.read_text(encoding="utf-8"))
    begins = effective_from.date() if effective_from else None
    people = ((login, one_time_code), (second, second_code) if second else None)
    try:
        told = scorecard_house.publish(file, people, begins, note)
    except DomainError as refusal:
        _refuse(refusal)
    if as_json:
        print_json(told)
    waits = "" if told["state"] == "published" else "; a second person publishes it by the same command"
    say(f"scorecard {told['edition']} is {told['state']}{waits}")


def load(file: Path) -> "tuple[Table, dict[str, Any]]":
    """Table and card of a file; one line and exit code 16 when it is none, or was changed since it was trained."""
    from server.decision.scorecards.card import read_file

    try:
        return read_file(json.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        fail(ExitCode.USAGE, f"cannot read {file}: {error.strerror}")
    except ValueError as error:
        fail(ExitCode.SAMPLE, f"{file} is no scorecard: {error}")


def _refuse(refusal: "DomainError") -> NoReturn:
    exits = {
        "scorecard.sample_unusable": ExitCode.SAMPLE,
        "scorecard.forbidden_feature": ExitCode.FORBIDDEN,
        "scorecard.too_few_defaults": ExitCode.TOO_FEW,
        "scorecard.nothing_learnt": ExitCode.TOO_FEW,
    }
    place = f", {refusal.field}" if refusal.field else ""
    sentence = f"{refusal.message_en} {refusal.message_zh} ({refusal.code}{place})"
    fail(exits.get(refusal.code, ExitCode.FAILED), sentence)


def _directions(told: list[str]) -> dict[str, str]:
    found = {}
    for each in told:
        column, sign, way = each.partition("=")
        if not sign or way not in DIRECTIONS:
            fail(ExitCode.USAGE, f"--monotone is COLUMN=up or COLUMN=down, not {each}")
        found[column] = way
    return found


def _labels(file: Path | None) -> dict[str, tuple[str, str]]:
    if file is None:
        return {}
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return {str(name): (str(zh), str(en)) for name, (zh, en) in told.items()}
    except OSError as error:
        fail(ExitCode.USAGE, f"cannot read {file}: {error.strerror}")
    except (ValueError, TypeError, AttributeError):
        fail(ExitCode.USAGE, f'{file}: JSON {{"column": ["中文", "English"]}} is wanted')
