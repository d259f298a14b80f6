"""The documents that the staff app of this build sends, by the SHA-256 of their texts.

`documents.json` is written by `web/codegen.py` with the app's typed operations; app and server of one build belong
together, so these are trusted without being published.
"""

import hashlib
import json
from pathlib import Path

MANIFEST = Path(__file__).with_name("documents.json")


def staff_app_documents() -> dict[str, str]:
    """Texts by id. A manifest that was tampered with stops the start."""
    documents: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    wrong = [sha256 for sha256, text in documents.items() if hashlib.sha256(text.encode()).hexdigest() != sha256]
    if wrong:
        message = f"{MANIFEST.name} does not fit its texts: {wrong[0]}"
        raise ValueError(message)
    return documents
