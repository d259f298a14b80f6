"""Views of branches, staff and the caller himself."""

from datetime import datetime

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import described
from schema.kit.nodes import Node
from server.identity import models, reads

strawberry.enum(models.BranchKind, description="The levels of the branch tree.")
strawberry.enum(models.StaffState, description="Whether a member of staff works here now.")
strawberry.enum(models.ScopeKind, description="How far somebody sees, narrow to wide.")


@strawberry.type(description="A node of the branch tree.")
class Branch(Node):
    """View of a branch."""

    row: strawberry.Private[models.Branch]
    code: str = described("Short code, unique.")
    name: str = described("Name.")
    kind: models.BranchKind = described("Level in the tree.")

    @classmethod
    def of(cls, row: models.Branch) -> "Branch":
        return cls(id=ids.encode("Branch", row.id), row=row, code=row.code, name=row.name, kind=row.kind)

    @strawberry.field(description="The branch above; none for headquarters.")
    async def parent(self, info: Info) -> "Branch | None":
        if self.row.parent_id is None:
            return None
        found = await info.context.loader(reads.branches_by_id).load(self.row.parent_id)
        return Branch.of(found) if found else None


@strawberry.type(description="A post that staff hold.")
class Position:
    """View of a position."""

    code: str = described("Code of the position.")
    name_zh: str = described("Name in Chinese.")
    name_en: str = described("Name in English.")


@strawberry.type(description="A member of staff.")
class Staff(Node):
    """View of a member of staff."""

    row: strawberry.Private[models.Staff]
    login: str = described("Login name.")
    name: str = described("Name.")
    state: models.StaffState = described("Whether he works here now.")

    @classmethod
    def of(cls, row: models.Staff) -> "Staff":
        return cls(id=ids.encode("Staff", row.id), row=row, login=row.login, name=row.name, state=row.state)

    @strawberry.field(description="The branch that he belongs to.")
    async def branch(self, info: Info) -> Branch:
        return Branch.of(await info.context.loader(reads.branches_by_id).load(self.row.branch_id))

    @strawberry.field(description="The positions that he holds today.")
    async def positions(self, info: Info) -> list[Position]:
        held = await info.context.loader(reads.positions_held).load(self.row.id)
        return [Position(code=post.code, name_zh=post.name_zh, name_en=post.name_en) for post in held]


@strawberry.type(description="The caller: what he may do and how far he sees.")
class Viewer:
    """View of oneself."""

    staff: Staff = described("The logged-in member of staff.")
    operations: list[str] = described("Operations that he holds, alphabetical.")
    scope_kind: models.ScopeKind | None = described("How far he sees.")
    stepped_up_until: datetime | None = described("Until when his second factor counts as fresh.")

    @classmethod
    def of(cls, seen: reads.Me) -> "Viewer":
        return cls(
            staff=Staff.of(seen.staff),
            operations=list(seen.operations),
            scope_kind=seen.scope_kind,
            stepped_up_until=seen.stepped_up_until,
        )
