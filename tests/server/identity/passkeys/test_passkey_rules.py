"""What a passkey is asked to confirm, in bytes; when its counter tells of a copy; whose domain and pages may ask."""

import pytest

from server.identity.passkeys.party import party_of
from server.identity.passkeys.rules import bound_to, counter_goes_back
from server.settings import Settings


@pytest.mark.parametrize(
    ("settings", "party", "origins"),
    [
        ({"public_url": "http://127.0.0.1:8000"}, "localhost", {"http://localhost:8000"}),
        ({"public_url": "https://app.lender.example/"}, "app.lender.example", {"https://app.lender.example"}),
        (
            {
                "public_url": "https://app.lender.example",
                "passkey_domain": "lender.example",
                "passkey_origins": "https://desk.lender.example",
            },
            "lender.example",
            {"https://desk.lender.example"},
        ),
    ],
)
def test_the_domain_and_its_pages_come_from_settings(
    settings: dict[str, str], party: str, origins: set[str], app_url: str
) -> None:
    made = Settings.model_validate(
        {"mode": "test", "database_url": app_url, "master_key": bytes(32), "token_key": bytes(32), **settings}
    )
    found = party_of(made)
    assert (found.id, set(found.origins)) == (party, origins)


def test_facts_have_one_spelling_and_floats_have_none() -> None:
    assert bound_to(a=1, b="二", c=[None, {"x": 2}]) == bound_to(c=[None, {"x": 2}], b="二", a=1)
    assert bound_to(a=1) != bound_to(a="1")
    with pytest.raises(TypeError):
        bound_to(a=0.1)


@pytest.mark.parametrize(
    ("stored", "told", "back"), [(0, 0, False), (0, 1, False), (1, 2, False), (2, 2, True), (5, 0, True), (5, 4, True)]
)
def test_a_counter_must_rise_unless_it_is_always_zero(stored: int, told: int, *, back: bool) -> None:
    assert counter_goes_back(stored, told) is back
