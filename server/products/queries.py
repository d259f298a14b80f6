"""Every select of products. They are the same for everybody, so no scope applies."""

from collections.abc import Sequence
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


async def offered_on(session: AsyncSession, on: date) -> Sequence[tuple[Product, ProductVersion]]:
    """Products with the version that holds on a day, by code."""
    wanted = (
        select(Product, ProductVersion)
        .join(ProductVersion, ProductVersion.product_code == Product.code)
        .where(
            ProductVersion.effective_from <= on,
            or_(ProductVersion.effective_until.is_(None), ProductVersion.effective_until >= on),
        )
        .order_by(Product.code)
    )
    return [(product, version) for product, version in (await session.execute(wanted)).all()]
