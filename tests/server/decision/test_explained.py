"""Any decision is readable in both languages: every rule, the score, what cost most points."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from server.decision.explaining import facts_told
from tests.factories.applications import apply_for, plant_lender
from tests.factories.customers import identity_number
from tests.factories.decision import plant_scorecard
from tests.factories.documents import plant_borrower
from tests.fixtures.api import Api
from tests.fixtures.house import AsStaff

EXPLAINED = """{ applications { nodes { state decisions {
  outcome eventDate rulesNumber scorecardNumber score
  rules { code outcome violated value zh en } scoreReasons { feature lost zh en }
  facts { name nameZh nameEn value zh en }
} } } }"""


async def test_an_officer_reads_why_in_chinese_and_english(api: Api, as_staff: AsStaff, owner: AsyncSession) -> None:
    version = await plant_lender(owner)
    await plant_scorecard(owner, begins=date(2026, 3, 1))
    customer = await plant_borrower(owner, number=identity_number(1, born=date(2005, 6, 1)))
    await apply_for(await as_staff("officer.east1"), customer, version)
    answer = await api.ask("officer.east1", EXPLAINED)
    [application] = answer.data["applications"]["nodes"]
    [decision] = application["decisions"]
    assert (decision["outcome"], decision["eventDate"]) == ("REVIEW", "2026-03-02")
    assert (decision["rulesNumber"], decision["scorecardNumber"], decision["score"]) == (1, 1, 630)
    told = {rule["code"]: rule for rule in decision["rules"]}
    assert (told["DE-01"]["value"], told["DE-01"]["violated"], told["DE-01"]["outcome"]) == ("20", True, "review")
    assert told["DE-01"]["zh"] == "借款人年龄20周岁，不满22周岁，须人工复核"
    assert told["DE-01"]["en"] == "The borrower is 20 years old, below 22: somebody has to look"
    assert (told["DE-02"]["zh"], told["DE-02"]["en"]) == ("负债收入比：通过", "Debt ratio: passed")
    assert decision["scoreReasons"] == []
    facts = {fact["name"]: fact for fact in decision["facts"]}
    assert facts["age_years"] == {
        "name": "age_years",
        "nameZh": "年龄（周岁）",
        "nameEn": "the age in full years",
        "value": "20",
        "zh": "20",
        "en": "20",
    }
    assert (facts["amount_fen"]["zh"], facts["amount_fen"]["en"]) == ("30,000.00元", "30,000.00 yuan")
    assert facts["debt_ratio"]["zh"].endswith("%")
    assert " " not in facts["debt_ratio"]["zh"]
    assert (facts["channel"]["zh"], facts["channel"]["en"]) == ("员工录入", "typed in by staff")


def test_what_was_not_known_is_told_as_unknown_and_never_as_nought() -> None:
    kept = {"debt_ratio": None, "applies_to": "person", "gone": True, "score": None, "amount_fen": 5_000_000}
    told = {fact.name: fact for fact in facts_told(kept)}
    assert (told["debt_ratio"].value, told["debt_ratio"].zh, told["debt_ratio"].en) == (None, "未知", "not known")
    assert (told["applies_to"].zh, told["gone"].en) == ("自然人", "yes")
    assert (told["score"].value, told["score"].en) == (None, "no scorecard was in force")
    assert (told["amount_fen"].name_zh, told["amount_fen"].zh) == ("申请金额", "50,000.00元")
    assert [*told] == ["applies_to", "debt_ratio", "amount_fen", "score", "gone"]
