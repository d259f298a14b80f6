"""The rows of mutations on client teams and trusted documents: the same everywhere in the house."""

import hashlib
import itertools
from typing import Any

from tests.schema.cells.form import Cell, Elsewhere, change, given, keyed
from tests.schema.stage import ADMIN_WEST, VERSIONS

ONE_AFTER_THE_OTHER = itertools.cycle(VERSIONS)
"""What was revoked cannot be revoked again, and four callers try."""
TEXT = "query Who { viewer { staff { login } } }"
OFFICE: dict[str, Any] = {"foreign": ADMIN_WEST, "without": "officer.east1", "elsewhere": Elsewhere.OWN}

ENDPOINT: dict[str, Any] = {"foreign": ADMIN_WEST, "without": "officer.east1"}

PARTNERS: dict[str, Cell] = {
    "setClientTeam": change(
        "setClientTeam",
        "team { code positions }",
        given(keyed(), code="tablet", name="Tablet", positions=["collector"]),
        "admin1.hq",
        good=lambda found, _: found["team"] == {"code": "tablet", "positions": ["collector"]},
        **OFFICE,
    ),
    "publishDocuments": change(
        "publishDocuments",
        "published documents { name standing code }",
        given(
            keyed(),
            team="front",
            version="1.0.0",
            documents=[{"id": hashlib.sha256(TEXT.encode()).hexdigest(), "text": TEXT}],
        ),
        "admin1.hq",
        foreign_good=lambda found, _: found["published"] == 1,
        good=lambda found, _: (
            found == {"published": 0, "documents": [{"name": "Who", "standing": "PUBLISHED", "code": None}]}
        ),
        **OFFICE,
    ),
    "revokeDocument": change(
        "revokeDocument",
        "revoked",
        lambda stage: keyed()(stage) | {"team": "front", "version": next(ONE_AFTER_THE_OTHER), "reason": "a test"},
        "admin1.hq",
        good=lambda found, _: found == {"revoked": 1},
        **OFFICE,
    ),
    "openWebhook": change(
        "openWebhook",
        "id secret",
        given(keyed(), team="front", url="https://partner.example/hooks", kinds=["loan.repaid"]),
        "admin1.hq",
        good=lambda found, _: found["secret"].startswith("whsec_"),
        foreign_good=lambda found, _: found["secret"].startswith("whsec_"),
        **OFFICE,
    ),
    "changeWebhook": change(
        "changeWebhook",
        "endpoint { kinds state version }",
        given(keyed(id="endpoint"), expectedVersion=1, kinds=["loan.closed"], state="PAUSED"),
        "admin1.hq",
        good=lambda found, _: found["endpoint"] == {"kinds": ["loan.closed"], "state": "PAUSED", "version": 2},
        **ENDPOINT,
    ),
    "renewWebhookSecret": change(
        "renewWebhookSecret",
        "id secret",
        keyed(id="endpoint"),
        "admin1.hq",
        good=lambda found, stage: found["id"] == stage["endpoint"] and found["secret"].startswith("whsec_"),
        **ENDPOINT,
    ),
    "pingWebhook": change(
        "pingWebhook",
        "endpoint { id }",
        keyed(id="endpoint"),
        "admin1.hq",
        good=lambda found, stage: found["endpoint"]["id"] == stage["endpoint"],
        **ENDPOINT,
    ),
    "redeliverWebhook": change(
        "redeliverWebhook",
        "delivery { state attempts }",
        keyed(id="delivery"),
        "admin1.hq",
        good=lambda found, _: found["delivery"] == {"state": "WAITING", "attempts": 0},
        **ENDPOINT,
    ),
    "createPartnerKey": change(
        "createPartnerKey",
        "id key",
        given(keyed(), name="Supply platform", operations=["loan:read"]),
        "admin1.hq",
        good=lambda found, _: found["key"].startswith("jpk_"),
        foreign_good=lambda found, _: found["key"].startswith("jpk_"),
        **OFFICE,
    ),
    "endPartnerKey": change(
        "endPartnerKey",
        "partnerKey { name endedAt }",
        keyed(id="partner_key"),
        "admin1.hq",
        good=lambda found, _: found["partnerKey"]["endedAt"] is not None,
        **ENDPOINT,
    ),
}
