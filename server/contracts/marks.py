"""What is seen of signatures on a paper, as PDF operators without fonts or images: a drawn name, the red seal."""

import math
from dataclasses import dataclass
from typing import Final

LAST_PAGE: Final = -1
SEAL_SIZE: Final = 62.0
INK_WIDTH: Final = 180.0
INK_HEIGHT: Final = 60.0
POINTS_OF_A_STAR: Final = 5
ARC: Final = 0.5523  # how far control points lie from the ends of a quarter circle


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle at the foot of a page, in points from its lower left corner."""

    left: int
    bottom: int
    right: int
    top: int


# the foot of templates/loan_contract.typ: two columns of 221 points above a margin of 68
LENDER: Final = Box(80, 86, 142, 148)
BORROWER: Final = Box(318, 88, 498, 148)


ROW_HEIGHT: Final = 94
"""Of a row of two further signatures above the foot: 3.3 cm."""
ABOVE_THE_FOOT: Final = 187


def beside(position: int, signers: int) -> Box:
    """Where the signer at a position (from 1) among so many signs: two in a row, the last row next to the foot."""
    rows, row = -(-signers // 2), (position - 1) // 2
    bottom = ABOVE_THE_FOOT + (rows - 1 - row) * ROW_HEIGHT + 4
    left, right = (BORROWER.left, BORROWER.right) if position % 2 == 0 else (LENDER.left, LENDER.left + 180)
    return Box(left, bottom, right, bottom + 60)


def red_seal() -> bytes:
    """A ring with a star. The lender's name stands beside it on the paper, and in the certificate."""
    middle, ring = SEAL_SIZE / 2, SEAL_SIZE / 2 - 2
    star = [_on_circle(middle, ring * (0.5 if at % 2 == 0 else 0.2), at) for at in range(2 * POINTS_OF_A_STAR)]
    path = " ".join(f"{x:.2f} {y:.2f} {'m' if at == 0 else 'l'}" for at, (x, y) in enumerate(star))
    return f"0.8 0.1 0.1 RG 0.8 0.1 0.1 rg 2 w {_ring(middle, ring)} s {path} f".encode()


def _on_circle(middle: float, radius: float, at: int) -> tuple[float, float]:
    angle = math.pi / 2 + at * math.pi / POINTS_OF_A_STAR
    return middle + radius * math.cos(angle), middle + radius * math.sin(angle)


def _ring(m: float, r: float) -> str:
    k = r * ARC
    quarters = (
        (m + r, m + k, m + k, m + r, m, m + r),
        (m - k, m + r, m - r, m + k, m - r, m),
        (m - r, m - k, m - k, m - r, m, m - r),
        (m + k, m - r, m + r, m - k, m + r, m),
    )
    curves = " ".join(" ".join(f"{each:.2f}" for each in quarter) + " c" for quarter in quarters)
    return f"{m + r:.2f} {m:.2f} m {curves}"
