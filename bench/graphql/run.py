"""The run: the book, the servers, equal answers, rounds of load, figures."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.book.callers import read_callers
from bench.book.place import Place, open_place
from bench.book.scale import SCALES
from bench.graphql.equality import compare
from bench.graphql.measures import Measure, Measures, figures
from bench.graphql.operations import OPERATIONS, SAMPLES, Operation, Sample
from bench.load.processor import spent_by, spent_by_children
from bench.load.wrk import find_wrk, put_under_load, write_requests
from bench.servers.contestant import Contestant
from bench.servers.handwritten import Handwritten, HandwrittenWithPolicies
from bench.servers.ours import Ours, OursWithLog, OursWithoutPolicies
from bench.servers.postgraphile import PostGraphile, PostGraphileWithPolicies, install
from bench.wishes import Figure, Wishes
from server.commands.console import CommandError, ExitCode
from server.kit.embedded.endpoint import OWNER_ROLE

CONTESTANTS = (
    Ours,
    OursWithLog,
    OursWithoutPolicies,
    PostGraphile,
    PostGraphileWithPolicies,
    Handwritten,
    HandwrittenWithPolicies,
)
PORT = 8870
WARM_UP_SECONDS = 3.0
SIZE_TOLERANCE = 0.05
"""How far the mean answer under load may be from the one that was compared, in size."""


@dataclass(frozen=True)
class Race:
    """An operation with its samples and the size of each contestant's answers, and the file with its requests."""

    operation: Operation
    samples: Sequence[Sample]
    sizes: dict[str, float]
    files: dict[str, Path]


def run(wishes: Wishes) -> list[Figure]:
    """Measure every contestant in turn; medians over the rounds. Raises CommandError when answers differ or fail."""
    wrk = find_wrk(wishes.say)
    operations = [each for each in OPERATIONS if _wanted(wishes, each.name, [one.name for one in OPERATIONS])]
    kinds = [kind for kind in CONTESTANTS if _wanted(wishes, kind.name, [one.name for one in CONTESTANTS])]
    if any(issubclass(kind, PostGraphile) for kind in kinds):
        install(wishes.folder, wishes.say)
    with open_place(wishes.folder, SCALES[wishes.scale], wishes.say) as place:
        contestants = [kind(wishes.folder, PORT + number, place) for number, kind in enumerate(kinds)]
        with _running(contestants, wishes):
            races = _prepare(wishes, place, contestants, operations)
            measures = list(_rounds(wishes, wrk, place, contestants, races))
    for measure in measures:
        wishes.note(asdict(measure))
    names = [each.name for each in contestants]
    return figures(Measures(measures), [each.name for each in operations], names)


def _wanted(wishes: Wishes, name: str, among: Sequence[str]) -> bool:
    """Whether a part is asked for: by its name, or because no part of its kind is named at all."""
    named = set(wishes.only) & set(among)
    return name in named or not named


@contextmanager
def _running(contestants: Sequence[Contestant], wishes: Wishes) -> Iterator[None]:
    with ExitStack() as stack:
        for contestant in contestants:
            wishes.say(f"starting {contestant.name}: {contestant.about}")
            stack.callback(contestant.stop)
            contestant.start()
        yield


def _prepare(
    wishes: Wishes, place: Place, contestants: Sequence[Contestant], operations: Sequence[Operation]
) -> list[Race]:
    """Compare all answers, and write the requests down for wrk."""
    callers = asyncio.run(read_callers(place.url(OWNER_ROLE), loans=SAMPLES))
    races = []
    for operation in operations:
        samples = operation.samples(callers)
        wishes.say(f"comparing {len(samples)} answers of {operation.name}: {operation.about}")
        sizes = compare(contestants, operation, samples)
        files = {}
        for contestant in contestants:
            path = wishes.folder / f"{operation.name}-{contestant.port}.requests"
            asked = [contestant.request(operation.name, sample) for sample in samples]
            write_requests(path, contestant.port, asked)
            files[contestant.name] = path
        races.append(Race(operation, samples, sizes, files))
    return races


def _rounds(
    wishes: Wishes, wrk: str, place: Place, contestants: Sequence[Contestant], races: Sequence[Race]
) -> Iterator[Measure]:
    """Every operation by every contestant in each round; who begins changes from round to round."""
    for number in range(wishes.rounds):
        for race in races:
            begin = number % len(contestants)
            for contestant in (*contestants[begin:], *contestants[:begin]):
                path = race.files[contestant.name]
                put_under_load(wrk, contestant.port, path, min(WARM_UP_SECONDS, wishes.seconds))
                measure = _measure(wishes, wrk, place, contestant, race, number + 1)
                wishes.say(_line(measure, wishes.rounds))
                yield measure


def _measure(wishes: Wishes, wrk: str, place: Place, contestant: Contestant, race: Race, number: int) -> Measure:
    postgres = place.cluster.pid
    before = spent_by(contestant.pid), spent_by_children(postgres)
    load = put_under_load(wrk, contestant.port, race.files[contestant.name], wishes.seconds)
    after = spent_by(contestant.pid), spent_by_children(postgres)
    name = f"{contestant.name}: {race.operation.name}"
    if load.refused or load.broken or not load.requests:
        raise CommandError(ExitCode.FAILED, f"{name}: {load.refused} refused, {load.broken} broken of {load.requests}")
    expected = race.sizes[contestant.name]
    if abs(load.bytes / load.requests - expected) > SIZE_TOLERANCE * expected:
        words = f"{name}: answers of {load.bytes / load.requests:.0f} bytes under load, of {expected:.0f} before"
        raise CommandError(ExitCode.FAILED, words)
    server, database = (1000 * (now - then) / load.requests for then, now in zip(before, after, strict=True))
    rate = load.requests / load.seconds
    shown = (rate, load.p50_ms, load.p99_ms, server, database)
    return Measure(race.operation.name, contestant.name, number, *(round(value, 3) for value in shown))


def _line(measure: Measure, rounds: int) -> str:
    times = f"p50 {measure.p50_ms:.1f} ms, p99 {measure.p99_ms:.1f} ms"
    spent = f"CPU {measure.server_cpu_ms:.2f} + {measure.database_cpu_ms:.2f} ms"
    who = f"round {measure.round} of {rounds}, {measure.operation}, {measure.contestant}"
    return f"{who}: {measure.requests_per_second:.0f}/s, {times}, {spent}"
