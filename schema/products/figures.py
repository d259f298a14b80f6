"""The lender's own figures: net assets and the like, each from a day on, with where it comes from."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import strawberry
from sqlalchemy import BigInteger, ColumnElement, cast

from schema.identity.views import Staff
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from schema.kit.scalars import Money
from schema.reading.declarations import column, on, one, reads
from schema.reading.descriptions import by_row_id, rows
from schema.reading.nodes import Node
from schema.reading.read_back import ReadBack
from schema.reading.terms import Terms
from server.products import service
from server.products.sights import FIGURES


def _fen(figure: Any, _terms: Terms) -> ColumnElement[int]:
    return cast(figure.value, BigInteger)


@strawberry.type(description="A figure of the lender from a day on; of several for one day the last entered counts.")
@reads(FIGURES)
class LenderFigure(Node):
    """View of a figure."""

    code: str = column(
        "Which figure: net_assets_last_year_end, funding_standard_fen, funding_nonstandard_fen, "
        "funding_due_30_days_fen, median_income_ and the code of a branch, target_npl_bp_ (basis points) and the code "
        "of a product, ..."
    )
    effective_from: date = column("From which day it holds.")
    amount: Money = column("How much.", _fen)
    note: str = column("Where it comes from.")
    set_at: datetime = column("When it was entered.")
    set_by: Staff = one("Who entered it.", on(set_by="id"))


@strawberry.input(description="A figure of the lender.")
class SetLenderFigureInput:
    """Input of setLenderFigure."""

    idempotency_key: str = described(KEY)
    code: str = described("Which figure.")
    amount: Money = described("How much.")
    effective_from: date = described("From which day it holds.")
    note: str = described("Where it comes from: who published it, and when.")


@strawberry.type(description="The figure as it was entered.")
class LenderFigurePayload:
    """Answer of setLenderFigure."""

    figure: LenderFigure = described("As it stands now.")


@strawberry.type
class LenderFigureQuery:
    """Part of the root query."""

    @query(FIGURES, "The lender's figures by code, the newest first.")
    def lender_figures(self) -> list[LenderFigure]:
        return rows(order=("code", "-effective_from", "-id"))


@strawberry.type
class LenderFigureMutation:
    """Part of the root mutation."""

    @mutation(service.set_figure)
    async def set_lender_figure(self, info: Info, input: SetLenderFigureInput) -> LenderFigurePayload:
        back = ReadBack(info, lambda figure_id: LenderFigurePayload(figure=by_row_id(figure_id)))
        outcome = await service.set_figure(
            back.caller(input.idempotency_key),
            code=input.code,
            value=Decimal(input.amount),
            effective_from=input.effective_from,
            note=input.note,
        )
        return back.answer(outcome)
