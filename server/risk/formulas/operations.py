"""OP: how fast the house works, what it leaves undone, and what leaves it in bulk."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.access import EXPORTS

FORMULAS: Final = (Formula("OP-14", Grain.OFFICER, "coalesce({rows}, 0)", {"rows": Figure(EXPORTS, "sum(r.rows)")}),)
