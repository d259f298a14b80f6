"""Whatever is wrong in an input, the answer is a coded error that names the field, and nothing is half written."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from schema.kit.ids import encode
from server.kit.clock import FixedClock
from tests.fixtures.api import Api, digest
from tests.fixtures.world import TOKEN_KEY, id_of
from tests.schema.stage import Stage

WISH = {"amount": "30000.00", "termMonths": 12, "purpose": "equipment"}
START = "startApplication"
OFFICER = "officer.east1"
SHARED = pytest.mark.usefixtures("shares_database")
LONG = "长" * 20_000


def wish(stage: Stage, **over: Any) -> dict[str, Any]:
    return {"customerId": stage["borrower"], "productVersionId": stage["version"]} | WISH | over


BAD_WISHES: dict[str, tuple[dict[str, Any], str, str]] = {
    "an amount that is a whole number": ({"amount": 30_000}, "INPUT_INVALID", "amount"),
    "an amount that is a float": ({"amount": 30000.5}, "INPUT_INVALID", "amount"),
    "an amount that is true": ({"amount": True}, "INPUT_INVALID", "amount"),
    "an amount that is a list": ({"amount": ["1.00"]}, "INPUT_INVALID", "amount"),
    "an amount of a fraction of a fen": ({"amount": "30000.005"}, "INPUT_INVALID", "amount"),
    "an amount with an exponent": ({"amount": "3e4"}, "INPUT_INVALID", "amount"),
    "an amount with spaces": ({"amount": " 30000"}, "INPUT_INVALID", "amount"),
    "an amount with commas": ({"amount": "30,000.00"}, "INPUT_INVALID", "amount"),
    "an amount in full-width digits": ({"amount": "３００００"}, "INPUT_INVALID", "amount"),
    "an amount beyond all money": ({"amount": "9" * 30}, "INPUT_INVALID", "amount"),
    "an amount that is missing": ({"amount": None}, "REQUEST_VARIABLES_REFUSED", "amount"),
    "a negative amount": ({"amount": "-30000.00"}, "PRODUCT_AMOUNT_OUT_OF_RANGE", "amount"),
    "an amount of nothing": ({"amount": "0.00"}, "PRODUCT_AMOUNT_OUT_OF_RANGE", "amount"),
    "an amount above the product's": ({"amount": "5000000.01"}, "PRODUCT_AMOUNT_OUT_OF_RANGE", "amount"),
    "a term in words": ({"termMonths": "12"}, "REQUEST_VARIABLES_REFUSED", "termMonths"),
    "a term of half months": ({"termMonths": 12.5}, "REQUEST_VARIABLES_REFUSED", "termMonths"),
    "a term beyond 32 bits": ({"termMonths": 2**31}, "REQUEST_VARIABLES_REFUSED", "termMonths"),
    "a term that runs backwards": ({"termMonths": -12}, "PRODUCT_TERM_OUT_OF_RANGE", "termMonths"),
    "a purpose of nobody's": ({"purpose": "gambling"}, "PRODUCT_PURPOSE_NOT_ALLOWED", "purpose"),
    "an over-long purpose": ({"purpose": LONG}, "PRODUCT_PURPOSE_NOT_ALLOWED", "purpose"),
    "a field that is not there": ({"intent": "x"}, "REQUEST_VARIABLES_REFUSED", "intent"),
    "an id that is no id": ({"customerId": "1"}, "INPUT_INVALID", "customerId"),
    "an id of another kind": ({"customerId": encode("Loan", uuid4())}, "INPUT_INVALID", "customerId"),
    "an over-long id": ({"customerId": "a" * 500}, "INPUT_INVALID", "customerId"),
    "an id in Chinese": ({"customerId": "客户"}, "INPUT_INVALID", "customerId"),
    "an unknown customer": ({"customerId": encode("Customer", uuid4())}, "OBJECT_NOT_FOUND", "customerId"),
    "an unknown product": ({"productVersionId": encode("ProductVersion", uuid4())}, "OBJECT_NOT_FOUND", ""),
}


@SHARED
async def test_a_wrong_wish_is_refused_by_field_and_nothing_is_written(
    api: Api, stage: Stage, owner: AsyncSession
) -> None:
    await api.headers(OFFICER)
    before = await digest(owner)
    for title, (over, code, field) in BAD_WISHES.items():
        answer = await api.do(OFFICER, START, "application { id }", **wish(stage, **over))
        assert answer.code == code, title
        assert not field or answer.field == field, title
    assert await digest(owner) == before


@SHARED
async def test_a_missing_field_is_named(api: Api, stage: Stage) -> None:
    sent = wish(stage)
    del sent["purpose"]
    answer = await api.do(OFFICER, START, "application { id }", **sent)
    assert (answer.code, answer.field) == ("REQUEST_VARIABLES_REFUSED", "purpose")


@SHARED
async def test_a_wrong_field_deep_in_the_input_is_named_by_its_path(api: Api, stage: Stage) -> None:
    wrong = {"amount": 5, "termMonths": 12, "reason": "x"}
    answer = await api.do(
        OFFICER,
        "submitApplication",
        "application { id }",
        applicationId=stage["draft"],
        expectedVersion=1,
        opinion=wrong,
    )
    assert (answer.code, answer.field) == ("INPUT_INVALID", "opinion.amount")


@SHARED
async def test_a_wrong_literal_in_the_document_is_named_too(api: Api) -> None:
    for written in ("5", "1.5", "true", '"1.234"', "[]"):
        quote = f'scheduleQuote(input: {{productVersionId: "x", termMonths: 3, amount: {written}}}) {{ apr }}'
        answer = await api.ask(OFFICER, f"{{ {quote} }}")
        assert (answer.code, answer.field) == ("INPUT_INVALID", "amount")
    answer = await api.ask(OFFICER, "{ loans(state: [ACTIVE, LOST]) { totalCount } }")
    assert (answer.code, answer.field) == ("REQUEST_DOCUMENT_REFUSED", "state")


@SHARED
async def test_no_refusal_repeats_what_was_sent(api: Api, stage: Stage) -> None:
    secret = "11010119850101981X"
    for over in ({"amount": secret}, {"termMonths": secret}, {"purpose": [secret]}, {"extra": secret}):
        answer = await api.do(OFFICER, START, "application { id }", **wish(stage, **over))
        assert secret not in answer.response.text
    for document in (
        f'{{ customers(first: "{secret}") {{ totalCount }} }}',
        f'{{ loans(state: ["{secret}"]) {{ totalCount }} }}',
        f'{{ customers(search: "x" "{secret}") {{ totalCount }} }}',
    ):
        assert secret not in (await api.ask(OFFICER, document)).response.text


@SHARED
async def test_an_unknown_enum_value_is_refused_without_suggestions(api: Api, stage: Stage) -> None:
    sent: dict[str, Any] = {"caseId": stage["case"], "decision": "APPROV", "reason": "x", "expectedVersion": 1}
    answer = await api.do("manager.east", "decideCase", "case { id }", **sent)
    assert (answer.code, answer.field) == ("REQUEST_VARIABLES_REFUSED", "decision")
    assert "APPROVE" not in answer.response.text


@SHARED
@pytest.mark.parametrize("escaped", ["\\u0000", "\\u{0}", "\\u{0000}"])
async def test_a_nul_character_written_in_the_document_is_refused(api: Api, escaped: str) -> None:
    answer = await api.ask(OFFICER, f'{{ requestOutcome(key: "a{escaped}b") {{ state }} }}')
    assert (answer.code, answer.field) == ("REQUEST_NUL_CHARACTER", "query")


@SHARED
async def test_a_malformed_or_forged_cursor_is_refused(api: Api) -> None:
    page = await api.ask(OFFICER, "{ customers(first: 2) { pageInfo { endCursor } } }")
    good = page.data["customers"]["pageInfo"]["endCursor"]
    flipped = good[:-4] + ("AAAA" if good[-4:] != "AAAA" else "BBBB")
    lists = {"auditTrail": "auditor.hq"} | dict.fromkeys(
        ("customers", "applications", "loans", "approvalInbox"), OFFICER
    )
    for field, login in lists.items():
        for cursor in ("", "x", "!!!", "ä", good[:10], flipped, "A" * 2_000):
            answer = await api.ask(login, f'{{ {field}(after: "{cursor}") {{ totalCount }} }}')
            assert (answer.code, answer.field) == ("INPUT_INVALID", "after"), cursor
        for first in (0, -1, 101, 10**9):
            answer = await api.ask(login, f"{{ {field}(first: {first}) {{ totalCount }} }}")
            assert (answer.code, answer.field) == ("INPUT_INVALID", "first")


@SHARED
async def test_an_expired_or_forged_token_is_no_log_in(api: Api, clock: FixedClock) -> None:
    good = await api.token(OFFICER)
    claims = jwt.decode(good, options={"verify_signature": False})
    forged = [
        jwt.encode(claims | {"sub": str(id_of("admin1.hq"))}, TOKEN_KEY, algorithm="HS256"),
        jwt.encode(claims, b"another key of thirty-two bytes!", algorithm="HS256"),
        jwt.encode(claims, "", algorithm="none"),
        jwt.encode(claims | {"typ": "refresh"}, TOKEN_KEY, algorithm="HS256"),
        jwt.encode(claims | {"sid": str(uuid4())}, TOKEN_KEY, algorithm="HS256"),
        jwt.encode({name: claims[name] for name in claims if name != "exp"}, TOKEN_KEY, algorithm="HS256"),
        good[:-3],
        "x" * 9_000,
    ]
    for token in forged:
        answer = await api.send({"query": "{ viewer { operations } }"}, Authorization=f"Bearer {token}")
        assert answer.response.status_code == 401
        assert answer.code == "SESSION_TOKEN_INVALID"
    clock.advance(timedelta(minutes=17))
    answer = await api.send({"query": "{ viewer { operations } }"}, Authorization=f"Bearer {good}")
    assert answer.code == "SESSION_TOKEN_INVALID"


@SHARED
async def test_a_mutation_without_a_key_or_with_an_unsound_one_is_refused(api: Api) -> None:
    answer = await api.ask(OFFICER, "mutation { beginProspect(input: {}) { customer { id } } }")
    assert answer.code == "REQUEST_DOCUMENT_REFUSED"
    for key in ("", "k" * 256):
        refused = await api.ask(
            OFFICER, f'mutation {{ beginProspect(input: {{idempotencyKey: "{key}"}}) {{ customer {{ id }} }} }}'
        )
        assert (refused.code, refused.field) == ("INPUT_INVALID", "idempotencyKey")


async def test_the_same_key_twice_has_one_effect_and_one_answer(api: Api, stage: Stage, owner: AsyncSession) -> None:
    first = await api.do(OFFICER, START, "application { id number }", key="k-1", **wish(stage))
    once = await digest(owner)
    second = await api.do(OFFICER, START, "application { id number }", key="k-1", **wish(stage))
    assert second.data == first.data
    assert await digest(owner) == once
    other = await api.do(OFFICER, START, "application { id number }", key="k-1", **wish(stage, amount="40000.00"))
    assert (other.code, other.field) == ("REQUEST_KEY_REUSED", "idempotencyKey")
    assert await digest(owner) == once
    elsewhere = await api.do("officer.east2", START, "application { id }", key="k-1", **wish(stage))
    assert elsewhere.code == "OBJECT_NOT_FOUND"
    asked = await api.ask(OFFICER, '{ requestOutcome(key: "k-1") { state code } }')
    assert asked.data == {"requestOutcome": {"state": "applied", "code": None}}


async def test_two_fields_of_one_document_with_one_key_have_one_effect(api: Api) -> None:
    document = """mutation { a: beginProspect(input: {idempotencyKey: "k"}) { customer { id } }
                             b: beginProspect(input: {idempotencyKey: "k"}) { customer { id } } }"""
    data = (await api.ask(OFFICER, document)).data
    assert data["a"] == data["b"]


async def test_a_stale_version_is_refused_and_nothing_changes(api: Api, stage: Stage, owner: AsyncSession) -> None:
    sent: dict[str, Any] = {"applicationId": stage["draft"], "expectedVersion": 1, "reason": "客户放弃"}
    amend = wish(stage, applicationId=stage["draft"], expectedVersion=1)
    del amend["customerId"]
    assert (await api.do(OFFICER, "amendApplication", "application { version }", **amend)).data
    await api.headers("manager.east")
    before = await digest(owner)
    assert (await api.do(OFFICER, "withdrawApplication", "application { id }", **sent)).code == "OBJECT_STALE"
    assert await digest(owner) == before
    decide: dict[str, Any] = {"caseId": stage["case"], "decision": "APPROVE", "reason": "已核实", "expectedVersion": 9}
    assert (await api.do("manager.east", "decideCase", "case { id }", **decide)).code == "OBJECT_STALE"
    assert await digest(owner) == before


OVERLONG: dict[str, tuple[str, dict[str, Any]]] = {
    "registerCustomer": (
        "customer { id }",
        {"customerId": "prospect", "kind": "PERSON", "name": LONG, "phone": LONG, "consent": True, "idNumber": LONG},
    ),
    "bindAccount": ("customer { id }", {"customerId": "borrower", "account": LONG, "bankName": LONG, "phone": LONG}),
    "withdrawApplication": ("application { id }", {"applicationId": "draft", "expectedVersion": 1, "reason": LONG}),
    "confirmDocument": (
        "document { id }",
        {"documentId": "document", "expectedVersion": 1, "fields": [{"name": "valid_until", "value": LONG}]},
    ),
    "changePassword": ("viewer { staff { id } }", {"old": LONG, "new": LONG}),
}


@SHARED
@pytest.mark.parametrize("verb", OVERLONG)
async def test_an_over_long_text_is_refused_by_field(api: Api, stage: Stage, owner: AsyncSession, verb: str) -> None:
    selection, sent = OVERLONG[verb]
    named = {name: stage.ids.get(value, value) if isinstance(value, str) else value for name, value in sent.items()}
    await api.headers(OFFICER)
    before = await digest(owner)
    answer = await api.do(OFFICER, verb, selection, **named)
    assert answer.field is not None
    assert await digest(owner) == before


@SHARED
async def test_an_over_long_reason_of_a_reveal_or_decision_is_refused(api: Api, stage: Stage) -> None:
    reveal = "mutation R($input: RevealCustomerInput!) { revealCustomer(input: $input) { data { name } } }"
    sent = {"customerId": stage["borrower"], "fields": ["name"], "reason": LONG}
    assert (await api.ask(OFFICER, reveal, input=sent)).field == "reason"
    decide: dict[str, Any] = {"caseId": stage["case"], "decision": "REJECT", "reason": LONG, "expectedVersion": 1}
    assert (await api.do("manager.east", "decideCase", "case { id }", **decide)).field == "reason"


@SHARED
async def test_repayments_refuse_bad_money_days_and_references(api: Api, stage: Stage, owner: AsyncSession) -> None:
    good: dict[str, Any] = {"loanId": stage["loan"], "amount": "500.00", "paidOn": "2026-03-02", "reference": "R-1"}
    await api.headers("finance.hq")
    before = await digest(owner)
    for over, field in (
        ({"amount": "-500.00"}, "amount"),
        ({"amount": "0.00"}, "amount"),
        ({"amount": "500.001"}, "amount"),
        ({"amount": 500}, "amount"),
        ({"paidOn": "2026-03-03"}, "paidOn"),
        ({"paidOn": "2026-13-01"}, "paidOn"),
        ({"paidOn": "yesterday"}, "paidOn"),
        ({"paidOn": 20260302}, "paidOn"),
        ({"reference": ""}, "reference"),
        ({"reference": LONG}, "reference"),
        ({"loanId": encode("Loan", uuid4())}, "loanId"),
    ):
        answer = await api.do("finance.hq", "repayLoan", "loan { id }", **(good | over))
        assert answer.field == field, answer.body
    assert await digest(owner) == before
