"""What a contract says of parties and collateral: figures in its terms, names on its paper alone."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from server.applications.models import Application
from server.applications.securing.models import ApplicationParty
from server.applications.securing.queries import parties_of
from server.applications.securing.rules import GuaranteeKind, PartyRole
from server.collateral import charging
from server.collateral.rules import COUNTED, ChargeKind, ItemKind
from server.collateral.service import clear_certificate, item_of
from server.contracts.models import Contract, Disclosure
from server.contracts.signers.models import ContractSigner
from server.customers import service as customers
from server.kit.money import Money
from server.kit.work import Work

ROLES_ZH: Final[Mapping[PartyRole, str]] = {PartyRole.CO_BORROWER: "共同借款人", PartyRole.GUARANTOR: "保证人"}
GUARANTEES_ZH: Final[Mapping[GuaranteeKind, str]] = {
    GuaranteeKind.GENERAL: "一般保证",
    GuaranteeKind.JOINT: "连带责任保证",
}
RIGHTS_ZH: Final[Mapping[ChargeKind, str]] = {ChargeKind.MORTGAGE: "抵押", ChargeKind.PLEDGE: "质押"}
ITEMS_ZH: Final[Mapping[ItemKind, str]] = {
    ItemKind.REAL_ESTATE: "不动产",
    ItemKind.VEHICLE: "车辆",
    ItemKind.EQUIPMENT: "设备",
    ItemKind.DEPOSIT: "存单",
    ItemKind.RECEIVABLE: "应收账款",
}
SHARED_ZH: Final = "对全部债务共同承担还款责任"


async def agreed_security(work: Work, application: Application) -> dict[str, Any]:
    """Parties and charges as a contract's terms hold them: ids and figures, no names. Nothing where there are none."""
    parties = await parties_of(work.session, work.scope, application.id)
    charges = [each for each in await charging.charges_of(work, application.id) if each.state in COUNTED]
    told: dict[str, Any] = {}
    if parties:
        told["parties"] = [_party(each) for each in parties]
    if charges:
        told["collateral"] = [
            {
                "item_id": str(each.item_id),
                "kind": each.kind.value,
                "secured_fen": each.secured_fen,
                "prior_fen": each.prior_fen,
                "rank": each.rank,
            }
            for each in charges
        ]
    return told


def _party(party: ApplicationParty) -> dict[str, Any]:
    told = {"party_id": str(party.id), "person_id": str(party.person_id), "role": party.role.value}
    if party.guarantee is None:
        return told
    months = {"amount_fen": party.amount_fen, "months_after_due": party.months_after_due}
    return told | {"guarantee": party.guarantee.value, **months}


def is_secured(terms: Mapping[str, Any]) -> bool:
    """Whether anybody or anything stands behind the loan beside its borrower."""
    return bool(terms.get("parties") or terms.get("collateral"))


def signers_for(work: Work, contract: Contract, disclosure: Disclosure | None) -> list[ContractSigner]:
    """A row for each who signs beside the borrower; he reads for as long as the borrower does."""
    return [
        ContractSigner(
            customer_id=contract.customer_id,
            id=work.new_id(),
            branch_id=contract.branch_id,
            officer_id=contract.officer_id,
            contract_id=contract.id,
            party_id=UUID(party["party_id"]),
            person_id=UUID(party["person_id"]),
            role=PartyRole(party["role"]),
            position=position,
            reading_seconds=disclosure.reading_seconds if disclosure else None,
        )
        for position, party in enumerate(contract.terms.get("parties", ()), 1)
    ]


async def paper_of(work: Work, terms: Mapping[str, Any]) -> dict[str, Any]:
    """Parties and items as the paper shows them, with their names and numbers: for the memory of one task."""
    return {
        "parties": [await _named(work, each) for each in terms.get("parties", ())],
        "collateral": [await _listed(work, each) for each in terms.get("collateral", ())],
    }


async def _named(work: Work, party: Mapping[str, Any]) -> dict[str, str]:
    identity = await customers.clear_identity(work, UUID(party["person_id"]))
    return {
        "role": ROLES_ZH[PartyRole(party["role"])],
        "name": identity.name,
        "number": identity.id_number,
        "phone": identity.phone,
        "answers": _answers(party),
    }


def _answers(party: Mapping[str, Any]) -> str:
    if "guarantee" not in party:
        return SHARED_ZH
    kind = GUARANTEES_ZH[GuaranteeKind(party["guarantee"])]
    amount, months = Money(party["amount_fen"]), party["months_after_due"]
    return f"{kind}，最高 {amount} 元，保证期间为债务履行期届满之日起{months}个月"


async def _listed(work: Work, charge: Mapping[str, Any]) -> dict[str, str]:
    item = await item_of(work, UUID(charge["item_id"]))
    owner = await customers.clear_identity(work, item.customer_id)
    return {
        "kind": ITEMS_ZH[item.kind],
        "title": item.title,
        "certificate": await clear_certificate(work, item),
        "owner": owner.name,
        "right": RIGHTS_ZH[ChargeKind(charge["kind"])],
        "secured": str(Money(charge["secured_fen"])),
        "rank": f"第{charge['rank']}顺位",
    }
