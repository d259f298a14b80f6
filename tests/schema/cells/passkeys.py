"""The rows of passkeys, of the lock and of what somebody confirms; their keys sign in software."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from fido2.utils import websafe_decode

from tests.factories.passkeys import SoftKey
from tests.factories.receivers import Subscribed
from tests.fixtures.api import Api
from tests.fixtures.world import PASSWORD
from tests.schema.cells.form import Cell, Elsewhere, about_oneself, change, given, keyed
from tests.schema.stage import ADMIN_WEST, IDLE

EAST: dict[str, Any] = {"right": "manager.east", "foreign": "manager.west"}
HIMSELF: dict[str, Any] = {"elsewhere": Elsewhere.OWN, "without": IDLE, **EAST}
QUESTION = "question { id challenge partyId credentials }"
DECISION = {"decision": "APPROVE", "reason": "同意", "expectedVersion": 1}
LATER: dict[str, Any] = {"id": "filled in by the test"}


def _asked(found: Any, _: Any) -> bool:
    return len(websafe_decode(found["question"]["challenge"])) == 64 and found["question"]["partyId"] == "localhost"


BROWSER = Subscribed().at("https://push.example/1")
PUSH = {"endpoint": BROWSER.endpoint, "p256dh": BROWSER.p256dh, "auth": BROWSER.auth, "label": "手机"}
PHONE = {"kind": "SMS", "address": "13800138000", "label": "短信"}

PASSKEY_QUERIES: dict[str, Cell] = {
    "noticeChannels": about_oneself(
        "{ noticeChannels { channels { id } served pushKey } }",
        lambda found, _: found["channels"] == [] and found["served"] == ["SMS"],
    ),
    "passkeys": about_oneself("{ passkeys { id name } }", lambda found, _: found == []),
}
PASSKEYS: dict[str, Cell] = {
    "beginPasskey": Cell(
        f"mutation {{ beginPasskey {{ {QUESTION} }} }}",
        lambda _: {},
        "manager.east",
        Elsewhere.OWN,
        "manager.west",
        _asked,
    ),
    "addPasskey": change(
        "addPasskey",
        "passkeys { name }",
        lambda _: LATER,
        elsewhere=Elsewhere.REFUSED,
        without=IDLE,
        good=lambda found, _: found["passkeys"] == [{"name": "新手机"}],
        **EAST,
    ),
    "renamePasskey": change(
        "renamePasskey",
        "passkeys { name }",
        lambda _: LATER,
        without=IDLE,
        good=lambda found, _: found["passkeys"] == [{"name": "办公室"}],
        **EAST,
    ),
    "revokePasskey": change(
        "revokePasskey",
        "passkeys { revokeReason }",
        lambda _: LATER,
        without=IDLE,
        good=lambda found, _: found["passkeys"] == [{"revokeReason": "revoked_by_owner"}],
        **EAST,
    ),
    "askPasskey": change("askPasskey", QUESTION, lambda _: {"purpose": "UNLOCK"}, good=_asked, **HIMSELF),
    "askPasskeyForDecision": change(
        "askPasskeyForDecision",
        QUESTION,
        lambda stage: DECISION | {"caseId": stage["case"]},
        without="officer.east1",
        good=_asked,
        **EAST,
    ),
    "provePasskey": change(
        "provePasskey",
        "viewer { passkeys }",
        lambda _: LATER,
        elsewhere=Elsewhere.REFUSED,
        without=IDLE,
        good=lambda found, _: found["viewer"]["passkeys"] == 1,
        **EAST,
    ),
    "unlock": change(
        "unlock",
        "viewer { lockMinutes }",
        lambda _: {"password": PASSWORD},
        good=lambda found, _: found["viewer"]["lockMinutes"] > 0,
        **HIMSELF,
    ),
    "addPushChannel": change(
        "addPushChannel",
        "channels { kind label }",
        given(keyed(), **PUSH),
        good=lambda found, _: found["channels"] == [{"kind": "WEB_PUSH", "label": "手机"}],
        **HIMSELF,
    ),
    "addNoticeChannel": change(
        "addNoticeChannel",
        "channels { kind label }",
        given(keyed(), **PHONE),
        good=lambda found, _: found["channels"] == [{"kind": "SMS", "label": "短信"}],
        **HIMSELF,
    ),
    "removeNoticeChannel": change(
        "removeNoticeChannel",
        "channels { id }",
        lambda _: LATER,
        without=IDLE,
        good=lambda found, _: found["channels"] == [],
        **EAST,
    ),
    "tryNoticeChannel": change(
        "tryNoticeChannel",
        "channels { label }",
        lambda _: LATER,
        without=IDLE,
        good=lambda found, _: found["channels"] == [{"label": "短信"}],
        **EAST,
    ),
    "setSecurityRules": change(
        "setSecurityRules",
        "viewer { lockMinutes }",
        given(keyed(), lockMinutes=7, codeBesidePasskey=False),
        "admin1.hq",
        elsewhere=Elsewhere.OWN,
        foreign=ADMIN_WEST,
        without="officer.east1",
        good=lambda found, _: found["viewer"]["lockMinutes"] == 7,
    ),
}


async def with_passkey(api: Api, name: str, cell: Cell) -> Cell:
    """The row with a passkey or a channel of its right caller behind it, where it needs one."""
    if name in {"removeNoticeChannel", "tryNoticeChannel"}:
        added = await api.do("manager.east", "addNoticeChannel", "channels { id }", **PHONE)
        return sending(cell, {"id": added.data["addNoticeChannel"]["channels"][0]["id"]}, keyed=True)
    if name not in {"addPasskey", "renamePasskey", "revokePasskey", "provePasskey"}:
        return cell
    key, login = SoftKey(), "manager.east"
    begun = (await api.ask(login, f"mutation {{ beginPasskey {{ {QUESTION} }} }}")).data["beginPasskey"]["question"]
    made = key.register(websafe_decode(begun["challenge"]))
    adding = {"questionId": begun["id"], "name": "新手机"}
    adding |= {"clientData": made.client_data, "attestation": made.attestation}
    if name == "addPasskey":
        return sending(cell, adding, keyed=True)
    added = await api.do(login, "addPasskey", "passkeys { id }", **adding)
    passkey_id = added.data["addPasskey"]["passkeys"][0]["id"]
    if name == "renamePasskey":
        return sending(cell, {"id": passkey_id, "name": "办公室"}, keyed=True)
    if name == "revokePasskey":
        return sending(cell, {"id": passkey_id}, keyed=True)
    asking = f"mutation {{ askPasskey(input: {{purpose: SESSION}}) {{ {QUESTION} }} }}"
    asked = (await api.ask(login, asking)).data["askPasskey"]["question"]
    told = key.sign(websafe_decode(asked["challenge"]))
    parts = {"clientData": told.client_data, "authenticatorData": told.data, "signature": told.signature}
    return sending(cell, {"questionId": asked["id"], "credentialId": told.credential_id, **parts}, keyed=False)


def sending(cell: Cell, values: dict[str, Any], *, keyed: bool) -> Cell:
    def variables(_: Any) -> dict[str, Any]:
        return {"input": values | ({"idempotencyKey": uuid4().hex} if keyed else {})}

    return replace(cell, variables=variables)
