"""Invented papers as a phone photographs them: identity cards and licences of people and firms that do not exist.

Every picture is a function of its seed. `severity` 0 is a clean scan, 1 to 3 are a careful, an ordinary and a hasty
photographer.
"""

from tests.pictures.cards import back_card, front_card
from tests.pictures.companies import Company, invented_company
from tests.pictures.licences import Layout, licence_sheet
from tests.pictures.people import Person, invented_person
from tests.pictures.photos import photograph

__all__ = ["Company", "Person", "id_back", "id_both", "id_front", "invented_company", "invented_person", "licence"]


def id_front(person: Person, severity: int = 0, seed: int = 0) -> bytes:
    """A JPEG of the card's portrait side."""
    return photograph([front_card(person, seed)], severity, seed)


def id_back(person: Person, severity: int = 0, seed: int = 0) -> bytes:
    """A JPEG of the card's emblem side."""
    return photograph([back_card(person, seed)], severity, seed)


def id_both(person: Person, severity: int = 0, seed: int = 0) -> bytes:
    """A JPEG of an A4 copy with both sides."""
    return photograph([front_card(person, seed), back_card(person, seed)], severity, seed)


def licence(
    company: Company, severity: int = 0, seed: int = 0, *, layout: Layout = "landscape", authority_printed: bool = True
) -> bytes:
    """A JPEG of the firm's business licence."""
    return photograph([licence_sheet(company, layout, seed, printed=authority_printed)], severity, seed)
