"""`jiedai bench`: measure it, with peers beside ours; from a checkout only."""

import asyncio
import inspect
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from server.commands.console import ROOT, ExitCode, default_data_dir, fail, new_app, print_json, say

app = new_app("Measure one thing on this machine, with peers beside ours, and keep the figures in bench/results.")


@app.command()
def bench(
    name: Annotated[str | None, typer.Argument(help="Which bench; --list names them.")] = None,
    rounds: Annotated[int, typer.Option(min=1, max=100, help="How often each contestant's turn comes.")] = 3,
    seconds: Annotated[float, typer.Option(min=1, max=600, help="How long one turn lasts.")] = 10,
    only: Annotated[list[str] | None, typer.Option(help="Only this part; may be given several times.")] = None,
    scale: Annotated[str, typer.Option(help="full or small.")] = "full",
    *,
    loans: Annotated[int | None, typer.Option(min=10, help="A book of this size, where a bench has one.")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where its database lives [default: .jiedai/bench].")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit code 3 when a target is missed.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="Name the benches and end.")] = False,
) -> None:
    """Measure one thing on this machine, with peers beside ours, and keep the figures in bench/results."""
    if not (ROOT / "bench" / "catalogue.py").exists():
        fail(ExitCode.FAILED, "the benches are in the checkout, not in the installed package")
    from bench.catalogue import BENCHES
    from bench.wishes import Wishes

    if listed:
        print_json({key: about for key, (_, about) in BENCHES.items()}) if as_json else _print_list(BENCHES)
        return
    if name not in BENCHES:
        fail(ExitCode.USAGE, f"which bench? {', '.join(BENCHES)}")
    if scale not in {"full", "small"}:
        fail(ExitCode.USAGE, "--scale is full or small")
    measures: list[dict[str, Any]] = []
    folder = (data_dir or default_data_dir() / "bench").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    parts = (*(only or ()), *([str(loans)] if loans else []))
    wishes = Wishes(folder, rounds, seconds, parts, scale, _tell, measures.append)
    told = _run(name, wishes)
    if scale == "full":
        _keep(name, told, wishes, measures)
    print_json(told) if as_json else _print(told)
    missed = [each["name"] for each in told["results"] if each["met"] is False]
    if check and missed:
        fail(ExitCode.TARGET_MISSED, f"{len(missed)} targets missed: {'; '.join(missed)}")


def _tell(sentence: str) -> None:
    say(f"jiedai bench: {sentence}")


def _run(name: str, wishes: Any) -> dict[str, Any]:
    """Run a bench, be it a function or a coroutine, and tell its figures with the machine."""
    from bench.catalogue import BENCHES
    from bench.machine import describe

    machine = describe()
    found = import_module(BENCHES[name][0]).run(wishes)
    figures: Sequence[Any] = asyncio.run(found) if inspect.iscoroutine(found) else found
    results = [each if isinstance(each, dict) else each.told() for each in figures]
    return {"machine": machine, "rounds": wishes.rounds, "results": results}


def _keep(name: str, told: dict[str, Any], wishes: Any, measures: list[dict[str, Any]]) -> None:
    from bench.records import keep

    asked = {"seconds": wishes.seconds, "only": list(wishes.only), "scale": wishes.scale}
    path = keep(name, {**told, **asked}, measures)
    _tell(f"kept in {path.relative_to(ROOT)}")


def _print_list(benches: dict[str, tuple[str, str]]) -> None:
    for key, (_, about) in benches.items():
        typer.echo(f"{key:<10} {about}")


def _print(told: dict[str, Any]) -> None:
    """The figures as a table."""
    marks = {True: "met", False: "MISSED", None: ""}
    width = max((len(each["name"]) for each in told["results"]), default=0)
    for each in told["results"]:
        target = f"{each['target'] or '':>8} {marks[each['met']]}"
        typer.echo(f"{each['name']:<{width}}  {each['value']:>10} {each['unit']:<11}{target}".rstrip())
