"""The rows of merges, identity reviews and consents."""

from tests.schema.cells.form import Cell, change, given, keyed, listed
from tests.schema.stage import GROUPING_WEST

MERGES: dict[str, Cell] = {
    "mergeCustomers": change(
        "mergeCustomers",
        "customer { id state }",
        given(keyed(customerId="clean", intoId="borrower"), reason="同一人重复建档"),
        "risk.hq",
        foreign=GROUPING_WEST,
        good=lambda found, stage: found["customer"] == {"id": stage["borrower"], "state": "ACTIVE"},
    ),
    "settleIdentityReview": change(
        "settleIdentityReview",
        "customer { id }",
        given(keyed(reviewId="identity_review"), outcome="REFUSED", reason="非本人号码"),
        "risk.hq",
        foreign=GROUPING_WEST,
        good=lambda found, stage: found["customer"]["id"] == stage["prospect"],
    ),
    "giveConsent": change(
        "giveConsent",
        "customer { id }",
        given(keyed(customerId="borrower"), purpose="bureau_query"),
        "officer.east1",
        good=lambda found, stage: found["customer"]["id"] == stage["borrower"],
    ),
    "withdrawConsent": change(
        "withdrawConsent",
        "customer { id }",
        given(keyed(customerId="borrower"), purpose="personal_data", reason="客户来电要求"),
        "officer.east1",
        good=lambda found, stage: found["customer"]["id"] == stage["borrower"],
    ),
}
REVIEWS: dict[str, Cell] = {
    "identityReviews": listed("identityReviews", "identity_review", right="risk.hq", foreign=GROUPING_WEST),
}
