"""Equal answers: every contestant says the same to every sample, before anything is measured."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from http import HTTPStatus
from itertools import zip_longest
from typing import Any

import httpx

from bench.graphql.operations import Operation, Sample
from bench.servers.contestant import Contestant
from server.commands.console import CommandError, ExitCode

TIMEOUT_SECONDS = 30.0
_MISSING = "nothing"


def compare(contestants: Sequence[Contestant], operation: Operation, samples: Sequence[Sample]) -> dict[str, float]:
    """Ask everybody everything; mean size of an answer on the wire in bytes by contestant.

    Raises CommandError that names the first difference, or the first answer that is no success.
    """
    reference: list[Any] = []
    sizes = {}
    for contestant in contestants:
        answers, sizes[contestant.name] = _ask(contestant, operation, samples)
        reference = reference or answers
        for number, (expected, found) in enumerate(zip(reference, answers, strict=True)):
            difference = next(differences(expected, found), None)
            if difference:
                who = samples[number].sight.login
                words = f"{operation.name} as {who}: {contestant.name} differs from {contestants[0].name}: {difference}"
                raise CommandError(ExitCode.FAILED, words)
    return sizes


def _ask(contestant: Contestant, operation: Operation, samples: Sequence[Sample]) -> tuple[list[Any], float]:
    answers, size = [], 0
    with httpx.Client(base_url=f"http://127.0.0.1:{contestant.port}", timeout=TIMEOUT_SECONDS) as client:
        for sample in samples:
            asked = contestant.request(operation.name, sample)
            headers = dict(asked.headers) | {"accept-encoding": "identity"}
            response = client.post(asked.path, content=asked.body, headers=headers)
            if response.status_code != HTTPStatus.OK:
                words = (
                    f"{contestant.name} answered {operation.name} with {response.status_code}: {response.text[:300]}"
                )
                raise CommandError(ExitCode.FAILED, words)
            size += len(response.content) + sum(len(name) + len(value) + 4 for name, value in response.headers.raw)
            try:
                answers.append(contestant.plain(operation.name, sample, json.loads(response.content)))
            except ValueError as error:
                raise CommandError(ExitCode.FAILED, f"{contestant.name}: {operation.name}: {error}") from error
    return answers, size / len(samples) + len("HTTP/1.1 200 OK\r\n\r\n")


def differences(expected: Any, found: Any, path: str = "") -> Iterator[str]:
    """Where two answers differ, as sentences. Instants are compared as instants, everything else as it is written."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in expected | found:
            yield from differences(expected.get(key, _MISSING), found.get(key, _MISSING), f"{path}.{key}")
    elif isinstance(expected, list) and isinstance(found, list):
        for number, (one, other) in enumerate(zip_longest(expected, found, fillvalue=_MISSING)):
            yield from differences(one, other, f"{path}[{number}]")
    elif expected != found and not _same_instant(expected, found):
        yield f"{path}: {expected!r} and {found!r}"


def _same_instant(one: Any, other: Any) -> bool:
    try:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other)
    except (TypeError, ValueError):
        return False
