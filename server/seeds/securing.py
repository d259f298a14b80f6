"""A few loans of the demonstration that others stand behind: a guarantor who has agreed, a flat that is charged.

One of each fate that shows something: a draft with a co-borrower, one in review, one approved, one signed whose charge
waits for its registration (no money goes before), and two that are paid out.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from server.applications.rules import ApplicationState
from server.applications.securing.models import ApplicationParty, GuaranteeClaim
from server.applications.securing.rules import GuaranteeKind, PartyRole, PartyState
from server.collateral.models import (
    CertificateClaim,
    CollateralCharge,
    CollateralInsurance,
    CollateralItem,
    CollateralRank,
    CollateralValuation,
)
from server.collateral.rules import ChargeKind, ChargeState, ItemKind, ValuationMethod, Worth, loan_to_value
from server.collateral.service import TABLE
from server.identity import catalogue as posts
from server.kit import crypto
from server.kit.clock import business_date
from server.seeds.borrowers import Borrower
from server.seeds.plans import Fate, Plan
from server.seeds.staff import POSTS, Post
from server.seeds.telling import File, Telling

WANTED: Final = {Fate.DRAFT: 1, Fate.IN_REVIEW: 1, Fate.APPROVED: 1, Fate.CONTRACTED: 1, Fate.DISBURSED: 2}
AMOUNT_MIN_FEN: Final = 5_000_000
RECENT_DAYS: Final = 60
KNOWN_DAYS: Final = 5
MONTHS_AFTER_DUE: Final = 36
VALUE_TIMES: Final = 3
SHARE: Final = Decimal("0.7")
GONE: Final = frozenset({ApplicationState.WITHDRAWN, ApplicationState.REJECTED})
BOUND: Final = frozenset({ApplicationState.CONTRACTED, ApplicationState.DISBURSED})


@dataclass
class Behind:
    """What stands behind an application: who, his part, and the item of the borrower's."""

    friend: Borrower
    role: PartyRole
    party_id: UUID
    item_id: UUID
    charge_id: UUID
    at: datetime
    secured_fen: int
    facts: dict[str, Any]

    @property
    def marks(self) -> tuple[str, ...]:
        """As the content of an approval has them."""
        answers = f"{GuaranteeKind.JOINT}:{self.secured_fen}:{MONTHS_AFTER_DUE}"
        answering = answers if self.role is PartyRole.GUARANTOR else "-"
        charge = f"charge:{self.item_id}:{ChargeKind.MORTGAGE}:{self.secured_fen}:0:1"
        return tuple(sorted((f"party:{self.role}:{self.friend.id}:{answering}", charge)))

    @property
    def terms(self) -> dict[str, Any]:
        """As the terms of a contract have them."""
        party: dict[str, Any] = {"party_id": str(self.party_id), "person_id": str(self.friend.id)}
        party |= {"role": self.role.value, "guarantee": GuaranteeKind.JOINT.value}
        party |= {"amount_fen": self.secured_fen, "months_after_due": MONTHS_AFTER_DUE}
        charge = {"item_id": str(self.item_id), "kind": ChargeKind.MORTGAGE.value, "secured_fen": self.secured_fen}
        return {"parties": [party], "collateral": [charge | {"prior_fen": 0, "rank": 1}]}


NOTHING_BEHIND: Final[dict[str, Any]] = {
    "co_borrowers": 0,
    "guarantors": 0,
    "guaranteed_fen": 0,
    "guarantor_exposure_fen": 0,
    "contingent_fen": 0,
    "collateral_value_fen": 0,
    "loan_to_value": None,
}


def choose(plans: Sequence[Plan], today: date) -> dict[int, Borrower]:
    """By the place of a plan, who stands behind it: another customer of the same officer."""
    missing = Counter(WANTED)
    chosen: dict[int, Borrower] = {}
    taken: set[UUID] = set()
    for plan in reversed(plans):
        if not missing[plan.fate] or not _suits(plan, today) or plan.borrower.id in taken:
            continue
        friend = _friend(plan, plans, taken)
        if friend is not None:
            missing[plan.fate] -= 1
            taken |= {plan.borrower.id, friend.id}
            chosen[id(plan)] = friend
    return chosen


def _suits(plan: Plan, today: date) -> bool:
    recent = plan.day >= today - timedelta(days=RECENT_DAYS)
    return recent and plan.borrower.is_person and plan.amount_fen >= AMOUNT_MIN_FEN


def _friend(plan: Plan, plans: Sequence[Plan], taken: set[UUID]) -> Borrower | None:
    own, before = plan.borrower, plan.day - timedelta(days=KNOWN_DAYS)
    known = (
        each.borrower
        for each in plans
        if each.borrower.officer.id == own.officer.id
        and each.borrower.is_person
        and each.borrower.party != own.party
        and each.borrower.id not in taken
        and business_date(each.borrower.joined_at) < before
    )
    return next(known, None)


def begin(telling: Telling, file: File, at: datetime, amount_fen: int) -> Behind | None:
    """What stands behind an application as it is submitted, or left as a draft; its item enters the register."""
    friend = telling.friends.get(id(file.plan))
    if friend is None:
        return None
    role = PartyRole.CO_BORROWER if file.plan.fate is Fate.DRAFT else PartyRole.GUARANTOR
    ids = (telling.ids.at(at, position) for position in range(3))
    party_id, item_id, charge_id = ids
    value_fen = amount_fen * VALUE_TIMES
    worth = Worth(charge_id, item_id, value_fen, SHARE, 0, 1, amount_fen)
    facts = NOTHING_BEHIND | {
        "guarantors": 1,
        "guaranteed_fen": amount_fen,
        "guarantor_exposure_fen": telling.exposures.at(friend, at)[0] + amount_fen,
        "collateral_value_fen": worth.counted_fen,
        "loan_to_value": loan_to_value(amount_fen, [worth]),
    }
    behind = Behind(friend, role, party_id, item_id, charge_id, at, amount_fen, facts)
    _enter(telling, file.borrower, behind, value_fen)
    return behind


def _enter(telling: Telling, owner: Borrower, behind: Behind, value_fen: int) -> None:
    """The borrower's flat: its certificate, what it is worth, its policy."""
    at, day = behind.at, business_date(behind.at)
    number = f"BDC{day.year}{str(behind.item_id.int)[-8:]}"
    index = crypto.blind_index(telling.master_key, f"certificate|{ItemKind.REAL_ESTATE.value}", number)
    telling.rows.add(CertificateClaim, {"certificate_index": index, "item_id": behind.item_id})
    cipher = crypto.encrypt(owner.key, number.encode(), crypto.cell(TABLE, "certificate", behind.item_id))
    item = {"id": behind.item_id, "kind": ItemKind.REAL_ESTATE, "title": f"{owner.district}商品房"}
    item |= {"certificate_cipher": cipher, "certificate_last4": number[-4:], "version": 1}
    entered = {"entered_by": owner.officer.id, "entered_at": at}
    telling.rows.add(CollateralItem, owner.owner | item | entered)
    noted = {"item_id": behind.item_id, "recorded_by": owner.officer.id, "recorded_at": at}
    valued = {"id": telling.ids.at(at), "valued_on": day - timedelta(days=7), "valued_by": "示例房地产评估有限公司"}
    valued |= {"method": ValuationMethod.MARKET, "value_fen": value_fen}
    telling.rows.add(CollateralValuation, owner.owner | noted | valued)
    policy = {"id": telling.ids.at(at), "insurer": "示例财产保险", "policy_number": f"P{number[3:]}"}
    policy |= {"insured_fen": value_fen, "valid_from": day, "valid_until": day + timedelta(days=364)}
    telling.rows.add(CollateralInsurance, owner.owner | noted | policy | {"beneficiary": "示例小额贷款有限公司"})


def finish(telling: Telling, file: File) -> None:
    """Party and charge as they stand in the end."""
    behind, state = file.behind, file.row["state"]
    if behind is None:
        return
    gone, bound = state in GONE, state in BOUND
    party_state = PartyState.REMOVED if gone else PartyState.BOUND if bound else PartyState.CONSENTED
    guarantees = behind.role is PartyRole.GUARANTOR
    party = {"id": behind.party_id, "application_id": file.id, "person_id": behind.friend.id, "role": behind.role}
    party |= {"state": party_state, "consent": "当面说明并书面同意", "consented_at": behind.at, "version": 2}
    party |= {"consent_taken_by": file.borrower.officer.id, "added_by": file.borrower.officer.id, "added_at": behind.at}
    if guarantees:
        party |= {"guarantee": GuaranteeKind.JOINT, "amount_fen": behind.secured_fen}
        party |= {"months_after_due": MONTHS_AFTER_DUE}
        claim = {"party_id": behind.party_id, "person_id": behind.friend.id, "debtor_id": file.borrower.id}
        ended = {"ended_at": behind.at if gone else None}
        telling.rows.add(GuaranteeClaim, claim | {"amount_fen": behind.secured_fen} | ended)
    telling.rows.add(ApplicationParty, file.borrower.owner | party)
    _charge(telling, file, behind, gone=gone)


def _charge(telling: Telling, file: File, behind: Behind, *, gone: bool) -> None:
    owner = file.borrower
    charge: dict[str, Any] = {"id": behind.charge_id, "application_id": file.id, "item_id": behind.item_id}
    charge |= {"owner_id": owner.id, "kind": ChargeKind.MORTGAGE, "secured_fen": behind.secured_fen, "prior_fen": 0}
    charge |= {"rank": 1, "charged_by": owner.officer.id, "charged_at": behind.at, "version": 1}
    charge["state"] = ChargeState.DROPPED if gone else ChargeState.AGREED
    if file.row["state"] is ApplicationState.DISBURSED:
        charge |= {"state": ChargeState.REGISTERED, "version": 2, "registered_by": _manager(owner).id}
        charge |= {"registration_number": f"不动产登记第{str(behind.charge_id.int)[-6:]}号"}
        charge |= {"registered_on": business_date(file.row["decided_at"]), "authority": "市不动产登记中心"}
    telling.rows.add(CollateralCharge, owner.owner | charge)
    rank = {"charge_id": behind.charge_id, "item_id": behind.item_id, "rank": 1, "secured_fen": behind.secured_fen}
    telling.rows.add(CollateralRank, rank | {"ended_at": behind.at if gone else None})


def _manager(owner: Borrower) -> Post:
    """Who manages the branch: somebody else than the officer."""
    here = [each for each in POSTS if each.place == owner.place.code and posts.BRANCH_MANAGER in each.positions]
    return here[0]
