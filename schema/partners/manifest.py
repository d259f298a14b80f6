"""Manifests: what a team hands over to be published, and what the build itself brings.

A manifest is JSON, `{"<sha256 of the text>": "<text>", …}`, as generators of typed clients write it; or a folder of
`.graphql` files, each one document, byte for byte.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graphql import DocumentNode, OperationDefinitionNode

from schema.wire.documents import Judge
from server.partners.errors import DocumentMismatch, DocumentUnsound
from server.partners.rules import PREFIX, NewDocument, read_id, sha256_of


class ManifestError(Exception):
    """Not a manifest; the text says in one line what is wrong with it."""


def read_manifest(path: Path) -> dict[str, str]:
    """Texts by id, in the order of the manifest. Raises ManifestError."""
    if path.is_dir():
        texts = [file.read_text(encoding="utf-8") for file in sorted(path.glob("*.graphql"))]
        found = {sha256_of(text): text for text in texts}
    else:
        found = _parsed(path)
    if not found:
        message = f"{path} holds no document"
        raise ManifestError(message)
    return found


def _parsed(path: Path) -> dict[str, str]:
    try:
        given = json.loads(path.read_bytes(), object_pairs_hook=_without_twins)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise ManifestError(message) from error
    except ValueError as error:
        message = f"{path} is no manifest: {error}"
        raise ManifestError(message) from error
    if not isinstance(given, dict) or not all(isinstance(text, str) for text in given.values()):
        message = f'{path} is no manifest: it must be an object {{"<sha256>": "<text of the document>"}}'
        raise ManifestError(message)
    return {key.removeprefix(PREFIX): text for key, text in given.items()}


def _without_twins(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            message = f"{key} stands in it twice"
            raise ValueError(message)
        found[key] = value
    return found


def examined(judge: Judge, sha256: str, text: str) -> NewDocument:
    """A document that may be trusted: its id is that of its text, and it runs within all limits.

    Raises DocumentMismatch, DocumentUnsound, and what the judge raises: DocumentRefused, DocumentErrors.
    """
    if read_id(sha256) != sha256_of(text):
        raise DocumentMismatch(field="id")
    operation = _operation(judge.judged(text).document)
    assert operation.name
    return NewDocument(sha256.removeprefix(PREFIX), operation.name.value, operation.operation.value, text)


def _operation(document: DocumentNode) -> OperationDefinitionNode:
    """The one operation of a document. Raises DocumentUnsound for several, or one without a name."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if len(operations) != 1 or operations[0].name is None:
        raise DocumentUnsound(field="text", reason="one operation, with a name")
    return operations[0]
