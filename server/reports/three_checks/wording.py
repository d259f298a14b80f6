"""Instants and amounts as the papers write them. Pure."""

from datetime import datetime

from server.kit.clock import SHANGHAI
from server.kit.money import Money

NONE = "—"


def told(at: datetime | None) -> str:
    """The minute, in Shanghai."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if at else NONE


def yuan(fen: int | None) -> str:
    """Yuan with two places."""
    return str(Money(fen)) if fen is not None else NONE
