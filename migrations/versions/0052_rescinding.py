"""A loan that is signed and given up before it is paid is void, without a day of payment; who may rescind."""

from alembic import op

from migrations.helpers import give_rights, take_rights

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

RIGHT = "contract:rescind"
BEFORE = {
    "disbursed": "(state = 'pending_disbursement') = (disbursed_on IS NULL)",
    "plan": "(state = 'pending_disbursement') = (plan IS NULL)",
}
AFTER = {
    "disbursed": "state = 'void' OR (state = 'pending_disbursement') = (disbursed_on IS NULL)",
    "plan": "(disbursed_on IS NULL) = (plan IS NULL)",
}


def upgrade() -> None:
    _hold(AFTER)
    give_rights([("deciding", RIGHT)])


def _hold(conditions: dict[str, str]) -> None:
    for name, condition in conditions.items():
        constraint = op.f(f"ck_loans_{name}")
        op.drop_constraint(constraint, "loans", type_="check")
        op.create_check_constraint(constraint, "loans", condition)


def downgrade() -> None:
    """Only while no such loan is there."""
    take_rights([RIGHT])
    _hold(BEFORE)
