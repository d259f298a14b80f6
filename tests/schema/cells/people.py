"""The rows of mutations on sessions and staff."""

from typing import Any

from tests.fixtures.world import PASSWORD
from tests.schema.cells.form import Cell, Elsewhere, about_oneself, change, given, keyed
from tests.schema.stage import ADMIN_WEST, IDLE

NEW_PASSWORD = "battery staple 10"
HIRED = {"login": "new.east1", "name": "新人", "branchCode": "east-1", "positions": ["collector"], "password": PASSWORD}
OFFICE: dict[str, Any] = {"foreign": ADMIN_WEST, "without": "officer.east1"}
HIMSELF: dict[str, Any] = {"elsewhere": Elsewhere.OWN, "without": IDLE}

PEOPLE: dict[str, Cell] = {
    "logIn": change(
        "logIn",
        "accessToken",
        lambda _: {"login": "officer.east1", "password": PASSWORD},
        None,
        elsewhere=Elsewhere.OWN,
        without="officer.east1",
        good=lambda found, _: found["accessToken"] != "",
    ),
    "refreshSession": change(
        "refreshSession",
        "accessToken",
        lambda _: {"refreshToken": "filled in by the test"},
        None,
        elsewhere=Elsewhere.OWN,
        without=IDLE,
        good=lambda found, _: found["accessToken"] != "",
    ),
    "stepUp": change(
        "stepUp",
        "viewer { staff { login } }",
        lambda _: {"code": "filled in by the test"},
        "manager.east",
        foreign="manager.west",
        good=lambda found, _: found["viewer"]["staff"]["login"] != "",
        **HIMSELF,
    ),
    "logOut": about_oneself("mutation { logOut { sessionId } }", lambda found, _: found["sessionId"] != ""),
    "endOtherSessions": change(
        "endOtherSessions",
        "ended",
        keyed(),
        "officer.east1",
        good=lambda found, _: found["ended"] == 1,
        **HIMSELF,
        foreign_good=lambda found, _: found["ended"] == 0,
    ),
    "changePassword": change(
        "changePassword",
        "viewer { staff { login } }",
        given(keyed(), old=PASSWORD, new=NEW_PASSWORD),
        "officer.east1",
        good=lambda found, _: found["viewer"]["staff"]["login"] != "",
        **HIMSELF,
    ),
    "createDeveloperToken": change(
        "createDeveloperToken",
        "token developerToken { name prefix }",
        given(keyed(), name="board"),
        "manager.east",
        foreign="manager.west",
        good=lambda found, _: found["token"].startswith(found["developerToken"]["prefix"]),
        **HIMSELF,
    ),
    "revokeDeveloperToken": change(
        "revokeDeveloperToken",
        "developerToken { endedAt }",
        given(keyed(), id="filled in by the test"),
        "manager.east",
        foreign="manager.west",
        good=lambda found, _: found["developerToken"]["endedAt"] is not None,
        without=IDLE,
    ),
    "hireStaff": change(
        "hireStaff",
        "staff { login branch { code } }",
        given(keyed(), staff=HIRED),
        "admin1.hq",
        good=lambda found, _: found["staff"] == {"login": "new.east1", "branch": {"code": "east-1"}},
        elsewhere=Elsewhere.REFUSED,
        **OFFICE,
    ),
    "importStaff": change(
        "importStaff",
        "created errors { row field code }",
        given(keyed(), rows=[HIRED], dryRun=False),
        "admin1.hq",
        good=lambda found, _: found == {"created": 1, "errors": []},
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: (
            found == {"created": 0, "errors": [{"row": 1, "field": "branchCode", "code": "staff.unknown_branch"}]}
        ),
        **OFFICE,
    ),
    "appointStaff": change(
        "appointStaff",
        "staff { positions { code } }",
        given(keyed(staffId="idle"), positions=["collector"]),
        "admin1.hq",
        good=lambda found, _: found["staff"]["positions"] == [{"code": "collector"}],
        **OFFICE,
    ),
    "resetStaff": change(
        "resetStaff",
        "staff { login }",
        given(keyed(staffId="idle"), password=NEW_PASSWORD),
        "admin1.hq",
        good=lambda found, _: found["staff"]["login"] == IDLE,
        **OFFICE,
    ),
    "disableStaff": change(
        "disableStaff",
        "staff { state }",
        keyed(staffId="idle"),
        "admin1.hq",
        good=lambda found, _: found["staff"]["state"] == "DISABLED",
        **OFFICE,
    ),
    "transferCustomers": change(
        "transferCustomers",
        "customers preview",
        given(keyed(fromStaffId="officer", toStaffId="colleague"), kind="TRANSFER", preview=False),
        "admin1.hq",
        good=lambda found, stage: found == {"customers": len(stage.customers), "preview": False},
        **OFFICE,
    ),
}
