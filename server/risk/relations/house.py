"""What is reckoned of the whole house: rows that stand beside its one subject."""

from server.risk.formula import Relation
from server.risk.grain import Grain


def of_house(name: str, rows: str, *tables: str) -> Relation:
    """A relation whose rows all belong to the house."""
    return Relation(name, Grain.HOUSE, f"\nSELECT s.id AS subject, b.* FROM subjects s CROSS JOIN ({rows}) b", tables)
