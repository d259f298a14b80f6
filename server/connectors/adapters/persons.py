"""What proves that people and firms are who they say: name-ID check, bank card, liveness, register, lists."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from server.connectors.adapters.form import Answer
from server.connectors.reading import Reading
from server.connectors.vocabulary import COURT, Fact
from server.terms.dates import months_between

MONTHS_MAX = 1_200
HITS_MAX = 100
SCORE_MAX = 100
COUNT_MAX = 10_000
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class NameId:
    """Name, identity number and phone, each held against the issuer's books."""

    needs: tuple[str, ...] = ("name", "number", "phone")

    def read(self, content: Reading, today: date) -> Answer:
        """{matched, phone_matched or null, phone_months or null}."""
        matched = content.flag("matched")
        facts = [Fact("name_id_matched", matched)]
        if content.knows("phone_matched"):
            phone = content.flag("phone_matched")
            facts += [Fact("phone_matched", phone), Fact("identity_complete", matched and phone)]
        if content.knows("phone_months"):
            facts.append(Fact("phone_months", Decimal(content.number("phone_months", MONTHS_MAX))))
        return Answer(today, tuple(facts))


@dataclass(frozen=True, slots=True)
class BankCard:
    """Account, name, number and the phone left with the bank, as the card network has them."""

    needs: tuple[str, ...] = ("account", "name", "number", "bank_phone")

    def read(self, content: Reading, today: date) -> Answer:
        """{matched}."""
        return Answer(today, (Fact("card_matched", content.flag("matched")),))


@dataclass(frozen=True, slots=True)
class Liveness:
    """A living face held against the identity card; how like the two are, where the provider says so.

    The capture runs at the provider under our number: until the applicant has done it, the answer is pending.
    """

    needs: tuple[str, ...] = ("name", "number")

    def read(self, content: Reading, today: date) -> Answer:
        """{passed, score of 100, face_score of 100 where it is told}."""
        facts = [
            Fact("liveness_passed", content.flag("passed")),
            Fact("liveness_score", Decimal(content.number("score", SCORE_MAX)) / SCORE_MAX),
        ]
        if content.offers("face_score"):
            facts.append(Fact("face_score", Decimal(content.number("face_score", SCORE_MAX)) / SCORE_MAX))
        return Answer(today, tuple(facts))


@dataclass(frozen=True, slots=True)
class BusinessRegister:
    """The register of companies, with its record of courts and authorities."""

    needs: tuple[str, ...] = ("name", "number")

    def read(self, content: Reading, today: date) -> Answer:
        """{matched, status, founded_on, court_record}; of a company that the register does not have, matched alone.

        Where they are told: changes_12m and cases_3m, how often its entry changed and how often it was sued.
        """
        matched = content.flag("matched")
        if not matched:
            return Answer(today, (Fact("register_matched", value=False),))
        founded = content.day("founded_on", until=today)
        months = months_between(founded, today)
        facts = [
            Fact("register_matched", value=True),
            Fact("register_active", content.word("status", ("active", "revoked", "cancelled")) == "active"),
            Fact("firm_years", Decimal(months // MONTHS_A_YEAR)),
            Fact("firm_months", Decimal(months)),
            Fact("court_record", content.word("court_record", COURT)),
        ]
        told = {"changes_12m": "register_changes_12m", "cases_3m": "court_cases_3m"}
        facts += [
            Fact(code, Decimal(content.number(name, COUNT_MAX))) for name, code in told.items() if content.offers(name)
        ]
        return Answer(today, tuple(facts))


@dataclass(frozen=True, slots=True)
class Sanctions:
    """Lists of sanctions and of special prevention (反洗钱法 40)."""

    needs: tuple[str, ...] = ("name", "number")

    def read(self, content: Reading, today: date) -> Answer:
        """{hits: [{list_code, entry}], lists_of: day}: hits are counted, and stay in the answer."""
        as_of = content.day("lists_of", until=today)
        hits = content.items("hits", HITS_MAX)
        for each in hits:
            each.text("list_code"), each.text("entry")
        return Answer(as_of, (Fact("sanctions_hits", Decimal(len(hits))),))
