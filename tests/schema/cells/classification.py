"""The rows of classification: grounds by hand, and what the months of the book tell."""

from tests.schema.cells.form import Cell, Elsewhere, change, given, keyed, listed, look, nothing
from tests.schema.stage import COMMITTEE_WEST, RISK_WEST

WAITING = given(keyed(groundId="waiting_ground"), expectedVersion=1)

CLASSIFICATION: dict[str, Cell] = {
    "downgradeLoan": change(
        "downgradeLoan",
        "ground { kind tier state version }",
        given(keyed(loanId="loan"), kind="FRAUD", reason="收入证明系伪造"),
        "risk.hq",
        foreign=RISK_WEST,
        good=lambda found, _: (
            found["ground"] == {"kind": "FRAUD", "tier": "DOUBTFUL", "state": "HOLDING", "version": 1}
        ),
    ),
    "proposeLoanUpgrade": change(
        "proposeLoanUpgrade",
        "ground { state liftReason proposedBy { login } }",
        given(keyed(groundId="ground"), expectedVersion=1, reason="已撤诉"),
        "risk.hq",
        foreign=RISK_WEST,
        good=lambda found, _: (
            found["ground"] == {"state": "LIFT_PROPOSED", "liftReason": "已撤诉", "proposedBy": {"login": "risk.hq"}}
        ),
    ),
    "agreeToLoanUpgrade": change(
        "agreeToLoanUpgrade",
        "ground { state liftedBy { login } }",
        WAITING,
        "committee1.hq",
        foreign=COMMITTEE_WEST,
        good=lambda found, _: found["ground"] == {"state": "LIFTED", "liftedBy": {"login": "committee1.hq"}},
    ),
    "declineLoanUpgrade": change(
        "declineLoanUpgrade",
        "ground { state liftReason }",
        WAITING,
        "committee1.hq",
        foreign=COMMITTEE_WEST,
        good=lambda found, _: found["ground"] == {"state": "HOLDING", "liftReason": None},
    ),
}

CLASSIFICATION_QUERIES: dict[str, Cell] = {
    "loanGrounds": listed("loanGrounds", "ground", "(state: [HOLDING])"),
    "bookFigures": look(
        "{ bookFigures(by: TIER) { key loans balance nonPerforming provision } }",
        nothing,
        lambda found, _: (
            found
            == [
                {
                    "key": "SPECIAL_MENTION",
                    "loans": 1,
                    "balance": "30000.00",
                    "nonPerforming": "0.00",
                    "provision": "1822.50",
                }
            ]
        ),
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: found == [],
    ),
    "bookMoves": look(
        '{ bookMoves(month: "2026-03-31", by: TIER) { before after loans balanceBefore base } }',
        nothing,
        lambda found, _: (
            found
            == [
                {
                    "before": "SPECIAL_MENTION",
                    "after": "GONE",
                    "loans": 1,
                    "balanceBefore": "30000.00",
                    "base": "30000.00",
                }
            ]
        ),
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: found == [],
    ),
    "vintages": look(
        '{ vintages(since: "2026-02-01", until: "2026-02-28") { month loans points { late30 } } }',
        nothing,
        lambda found, _: [each["month"] for each in found] == ["2026-02-01"] and found[0]["loans"] > 2,
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: found == [],
    ),
    "defaultRates": look(
        '{ defaultRates(month: "2026-02-01") { bucket } }',
        nothing,
        lambda found, _: found == [],
        elsewhere=Elsewhere.OWN,
    ),
}
