"""The roles and positions that a new house starts with. They are data from then on: this is only their first state."""

from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.models import Position, PositionRole, Role, RoleOperation, ScopeKind
from server.identity.roles import ROLES

OFFICER = "loan_officer"
TEAM_LEAD = "team_lead"
REVIEWER = "reviewer"
BRANCH_MANAGER = "branch_manager"
REGIONAL_MANAGER = "regional_manager"
COMMITTEE = "committee_member"
FINANCE = "finance_clerk"
FINANCE_CHECKER = "finance_checker"
COLLECTOR = "collector"
RISK = "risk_officer"
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class PositionSpec:
    """A position as it is first written."""

    code: str
    zh: str
    en: str
    scope: ScopeKind
    roles: tuple[str, ...]


POSITIONS = (
    PositionSpec(OFFICER, "客户经理", "Loan officer", ScopeKind.OWN, ("everyone", "reader", "intake", "contracting")),
    PositionSpec(TEAM_LEAD, "团队主管", "Team lead", ScopeKind.TEAM, ("everyone", "reader", "attending", "overseeing")),
    PositionSpec(REVIEWER, "人工复核岗", "Reviewer", ScopeKind.BRANCH, ("everyone", "reader", "deciding")),
    PositionSpec(
        BRANCH_MANAGER,
        "网点负责人",
        "Branch manager",
        ScopeKind.BRANCH,
        ("everyone", "reader", "attending", "overseeing", "developing", "counter_confirming", "collection_leading"),
    ),
    PositionSpec(
        REGIONAL_MANAGER,
        "区域经理",
        "Regional manager",
        ScopeKind.REGION,
        ("everyone", "reader", "deciding", "adjusting", "overseeing", "developing", "collection_leading"),
    ),
    PositionSpec(
        COMMITTEE,
        "总部风险委员会委员",
        "Risk committee member",
        ScopeKind.HEADQUARTERS,
        (
            "everyone",
            "reader",
            "deciding",
            "matrix_publishing",
            "rule_publishing",
            "erasing",
            "adjusting",
            "overseeing",
            "classification_confirming",
            "offer_approving",
            "developing",
        ),
    ),
    PositionSpec(
        FINANCE,
        "财务经办",
        "Finance clerk",
        ScopeKind.HEADQUARTERS,
        ("everyone", "reader", "paying", "closing", "filing", "reconciling", "counter", "importing", "developing"),
    ),
    PositionSpec(
        FINANCE_CHECKER,
        "财务复核",
        "Finance checker",
        ScopeKind.HEADQUARTERS,
        (
            "everyone",
            "reader",
            "paying",
            "correcting",
            "closing",
            "releasing",
            "reconciling",
            "counter_confirming",
            "import_confirming",
        ),
    ),
    PositionSpec(COLLECTOR, "催收专员", "Collector", ScopeKind.BRANCH, ("everyone", "reader", "contacting")),
    PositionSpec(
        RISK,
        "风险经理",
        "Risk officer",
        ScopeKind.HEADQUARTERS,
        (
            "everyone",
            "reader",
            "overseeing",
            "complying",
            "grouping",
            "publishing",
            "matrix_drafting",
            "ruling",
            "classifying",
            "offering",
            "developing",
        ),
    ),
    PositionSpec(
        AUDITOR,
        "审计员",
        "Auditor",
        ScopeKind.HEADQUARTERS,
        ("everyone", "reader", "overseeing", "auditing", "developing"),
    ),
    PositionSpec(
        ADMINISTRATOR,
        "系统管理员",
        "Administrator",
        ScopeKind.HEADQUARTERS,
        ("everyone", "administering", "composing", "developing"),
    ),
)


async def write(session: AsyncSession) -> None:
    """Insert roles, their operations and the positions into an empty house (a building block)."""
    await session.execute(insert(Role), [{"code": r.code, "name_zh": r.zh, "name_en": r.en} for r in ROLES])
    granted = [{"role_code": r.code, "operation": str(op)} for r in ROLES for op in r.operations]
    await session.execute(insert(RoleOperation), granted)
    posts = [{"code": p.code, "name_zh": p.zh, "name_en": p.en, "scope_kind": p.scope} for p in POSITIONS]
    await session.execute(insert(Position), posts)
    given = [{"position_code": p.code, "role_code": role} for p in POSITIONS for role in p.roles]
    await session.execute(insert(PositionRole), given)
