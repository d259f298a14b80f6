"""Row policies: every table of customers' rows has one, and the server's role can neither own nor bypass."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from migrations.metadata import metadata

WITHOUT_POLICY = {
    "ledger_seals": "numbers and hashes of entries tell nothing of a customer",
    "ledger_unsealed": "ids of entries that wait for their number",
    "staff": "branch tree and staff are no customers' data; reads are guarded by operations",
}


async def protected(owner: AsyncSession) -> set[str]:
    rows = await owner.execute(
        text(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE c.relrowsecurity AND c.relnamespace = 'public'::regnamespace"
        )
    )
    return set(rows.scalars())


async def test_every_table_with_a_branch_an_officer_or_a_customer_has_a_row_policy(owner: AsyncSession) -> None:
    scoped = {
        name
        for name, table in metadata.tables.items()
        if {"branch_id", "officer_id", "customer_id"} & set(table.columns.keys())
    }
    assert scoped - await protected(owner) - set(WITHOUT_POLICY) == set()


async def test_the_servers_role_owns_nothing_and_bypasses_nothing(owner: AsyncSession) -> None:
    role = (await owner.execute(text("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'jiedai_app'"))).one()
    assert tuple(role) == (False, False)
    owned = await owner.execute(
        text("SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = 'jiedai_app' AND relkind IN ('r', 'p')")
    )
    assert list(owned.scalars()) == []


async def test_no_table_of_customers_has_a_trigger(owner: AsyncSession) -> None:
    rows = await owner.execute(
        text(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND c.relname NOT LIKE 'procrastinate%'"
        )
    )
    assert list(rows.scalars()) == []
