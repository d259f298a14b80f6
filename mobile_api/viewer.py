"""The person as the app knows him: told with each token, so that no start waits for a second question."""

from typing import Any

from server.identity.reads import Me
from server.kit.global_ids import encode


def as_viewer(me: Me) -> dict[str, Any]:
    """What the app's query `Me` answers as `viewer`, in the same words."""
    staff = {
        "id": encode("Staff", me.staff.id),
        "login": me.staff.login,
        "name": me.staff.name,
        "branch": {"id": encode("Branch", me.branch.id), "name": me.branch.name},
        "positions": [{"code": one.code, "nameZh": one.name_zh, "nameEn": one.name_en} for one in me.positions],
    }
    return {
        "staff": staff,
        "operations": list(me.operations),
        "scopeKind": me.scope_kind.name if me.scope_kind else None,
        "steppedUpUntil": me.stepped_up_until.isoformat() if me.stepped_up_until else None,
        "passkeys": me.passkeys,
        "codeCounts": me.code_counts,
        "codeBesidePasskey": me.code_beside_passkey,
        "lockMinutes": me.lock_minutes,
    }
