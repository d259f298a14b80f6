"""Every select of products. They are the same for everybody, so no scope applies."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.products.models import Product, ProductVersion


async def version_by_id(session: AsyncSession, version_id: UUID) -> ProductVersion | None:
    return await session.get(ProductVersion, version_id)


async def product_by_code(session: AsyncSession, code: str) -> Product | None:
    wanted = select(Product).where(Product.code == code)
    return (await session.execute(wanted)).scalar_one_or_none()


async def newest_version(session: AsyncSession, code: str) -> ProductVersion | None:
    wanted = (
        select(ProductVersion)
        .where(ProductVersion.product_code == code)
        .order_by(ProductVersion.number.desc())
        .limit(1)
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def version_on(session: AsyncSession, code: str, on: date) -> ProductVersion | None:
    """The version of a product that is lent on a day."""
    until = or_(ProductVersion.effective_until.is_(None), ProductVersion.effective_until >= on)
    wanted = select(ProductVersion).where(
        ProductVersion.product_code == code, ProductVersion.effective_from <= on, until
    )
    return (await session.execute(wanted.order_by(ProductVersion.number.desc()).limit(1))).scalar_one_or_none()
