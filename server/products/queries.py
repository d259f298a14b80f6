"""Every select of products. They are the same for everybody, so no scope applies."""

from uuid import UUID

from sqlalchemy import select
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
