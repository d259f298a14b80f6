"""Words that people lay over a paper before they send it, 仅供办理贷款使用: pale, at a slant, again and again.

They are no print of the paper. Left among its lines they end up in values, and a card full of strange words would be
taken for another paper.
"""

import re
from collections.abc import Sequence

import numpy as np

from ocr.engine.lines import Line

PALE = 0.4  # of the print's contrast
SLANTED = 9.0  # degrees off the sheet's own lines
LEAST_LENGTH = 3
PURPOSE = re.compile(r"仅供|仅用|仅限|使用|无效|贷款|业务|申请|办理|原件|复印|水印|专用|他用")
FEW_LINES = 4


def without_watermarks(lines: Sequence[Line]) -> list[Line]:
    """The lines of the paper itself."""
    long = [line for line in lines if len(line.chars) >= LEAST_LENGTH]
    if len(long) < FEW_LINES:
        return list(lines)
    usual = float(np.percentile([line.contrast for line in long], 75))
    strong = [line for line in long if line.contrast >= PALE * usual]
    slope = float(np.median([line.slope for line in strong]))
    pale = [line for line in lines if line.contrast < PALE * usual]
    kept = []
    for line in lines:
        slanted = abs((line.slope - slope + 180) % 360 - 180) > SLANTED and len(line.chars) >= LEAST_LENGTH
        doubled = any(other is not line and _shares(line.text, other.text) for other in pale)
        if line.contrast < PALE * usual and (slanted or doubled or PURPOSE.search(line.text)):
            continue
        kept.append(line)
    return kept


def _shares(one: str, other: str) -> bool:
    """Whether the other text holds so many characters of the first in a row, or all of a shorter one."""
    size = min(len(one), LEAST_LENGTH)
    return any(one[at : at + size] in other for at in range(len(one) - size + 1))
