"""The customers: who they are, and their rows. Clear values live in memory while the house is loaded."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from server.customers.models import CustomerKind
from server.identity import catalogue as posts
from server.kit import crypto
from server.kit.clock import start_of
from server.seeds.dice import Ids, spread
from server.seeds.names import BANKS, Namer
from server.seeds.places import BRANCHES, Place
from server.seeds.staff import Post, holders, id_of

COMPANY_SHARE, YOUNG_SHARE, PROSPECT_SHARE = 0.15, 0.03, 0.015
NO_INCOME_SHARE, NO_DEBT_SHARE = 0.035, 0.025
HISTORY_DAYS = 730


@dataclass
class Borrower:
    """A customer. `joined_at` is settled when his first application is; `income_fen` and `debt_fen` None: not told."""

    id: UUID
    place: Place
    officer: Post
    kind: CustomerKind
    name: str
    number: str
    phone: str
    district: str
    address: str
    born: date | None
    income_fen: int | None
    debt_fen: int | None
    account_id: UUID
    account_number: str
    bank_name: str
    joined_at: datetime
    is_prospect: bool = False
    representative: str | None = None
    group_id: UUID | None = None
    key: bytes = field(default=b"", repr=False)
    account_index: bytes = b""
    outstanding_fen: int = 0
    committed_fen: int = 0

    @property
    def owner(self) -> dict[str, UUID]:
        """The columns that every row of this customer carries."""
        return {"customer_id": self.id, "branch_id": id_of(self.place.code), "officer_id": self.officer.id}

    @property
    def is_person(self) -> bool:
        return self.kind is CustomerKind.PERSON

    @property
    def party(self) -> UUID:
        """Whose exposures count together."""
        return self.group_id or self.id


@dataclass
class Group:
    """Related customers."""

    id: UUID
    name: str
    members: list[Borrower]
    formed_at: datetime


class People:
    """Draws the customers of the house."""

    def __init__(self, dice: Random, ids: Ids, today: date, master_key: bytes) -> None:
        self._dice, self._ids, self._today, self._master_key = dice, ids, today, master_key
        self._namer = Namer(dice)
        self._weights = [place.weight for place in BRANCHES]

    def draw(self, count: int) -> list[Borrower]:
        """So many customers: at least one in each branch where there are enough, the rest by the branches' weight."""
        return [self._borrower(at) for at in range(count)]

    def _borrower(self, position: int) -> Borrower:
        dice, namer = self._dice, self._namer
        place = BRANCHES[position] if position < len(BRANCHES) else dice.choices(BRANCHES, self._weights)[0]
        is_company = dice.random() < COMPANY_SHARE
        code, district = namer.district(place)
        day = self._today - timedelta(days=int(HISTORY_DAYS * dice.random() ** 1.3) + 2)
        joined_at = start_of(day) + timedelta(hours=9, minutes=dice.randrange(400))
        born = None if is_company else self._born()
        income_fen = spread(dice, 12_000_000, 0.7) if is_company else spread(dice, 1_500_000, 0.45)
        debt_fen = income_fen * dice.choice((0, 0, 0, 5, 8, 12, 18, 25)) // 100
        return Borrower(
            id=self._ids.at(joined_at),
            place=place,
            officer=dice.choice(holders(posts.OFFICER, place.code)),
            kind=CustomerKind.COMPANY if is_company else CustomerKind.PERSON,
            name=namer.company(place) if is_company else namer.person(),
            number=namer.credit_code(code) if born is None else namer.identity(code, born),
            phone=namer.phone(),
            district=district,
            address=namer.address(place, district),
            born=born,
            income_fen=None if dice.random() < NO_INCOME_SHARE else income_fen,
            debt_fen=None if dice.random() < NO_DEBT_SHARE else debt_fen,
            account_id=self._ids.at(joined_at, 1),
            account_number=namer.account(),
            bank_name=dice.choice(BANKS),
            joined_at=joined_at,
            is_prospect=position >= len(BRANCHES) and dice.random() < PROSPECT_SHARE,
            representative=namer.person() if is_company else None,
        )

    def _born(self) -> date:
        if self._dice.random() < YOUNG_SHARE:
            return self._today - timedelta(days=self._dice.randint(20 * 366, 21 * 365 + 200))
        return self._namer.birthday(self._today, 24, self._dice.choice((32, 40, 48, 58)))

    def seal(self, borrower: Borrower) -> bytes:
        """Give a customer his data key; answers it wrapped."""
        wrapped = crypto.new_data_key(self._master_key, borrower.id)
        borrower.key = crypto.unwrap(self._master_key, wrapped, borrower.id)
        borrower.account_index = crypto.blind_index(self._master_key, "account", borrower.account_number)
        return wrapped

    def groups(self, borrowers: list[Borrower], count: int) -> list[Group]:
        """Companies with their owners and a partner; the owner is the company's legal representative."""
        companies = [each for each in borrowers if not each.is_person and not each.is_prospect]
        persons = [each for each in borrowers if each.is_person and not each.is_prospect]
        formed = []
        for company in self._dice.sample(companies, min(count, len(companies))):
            near = [each for each in persons if each.place is company.place and each.group_id is None]
            members = [company, *self._dice.sample(near, min(len(near), self._dice.randint(1, 2)))]
            if len(members) < 2:  # noqa: PLR2004 - a group of one is none
                continue
            company.representative = members[1].name
            group = Group(self._ids.at(company.joined_at, 2), f"{company.name[:4]}关联户", members, company.joined_at)
            for member in members:
                member.group_id = group.id
            formed.append(group)
        return formed
