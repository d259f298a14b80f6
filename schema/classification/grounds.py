"""Root fields of grounds by hand: downgrades, and upgrades with four eyes."""

from uuid import UUID

import strawberry

from schema.classification.views import LoanGround
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, SEEN, described, mutation, query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import by_row_id, page
from schema.reading.filters import in_states
from schema.reading.read_back import ReadBack
from server.classification import grounds
from server.classification.models import GroundState
from server.classification.sights import LOAN_GROUNDS
from server.classification.vocabulary import GroundKind, Tier


@strawberry.input(description="A ground that holds a loan down.")
class DowngradeLoanInput:
    """Input of downgradeLoan."""

    idempotency_key: str = described(KEY)
    loan_id: strawberry.ID = described("Which loan.")
    kind: GroundKind = described("What was found.")
    tier: Tier | None = strawberry.field(default=None, description="A worse tier than the ground asks for.")
    reason: str = described("What was found, in words.")


@strawberry.input(description="That a ground should hold no more.")
class ProposeLoanUpgradeInput:
    """Input of proposeLoanUpgrade."""

    idempotency_key: str = described(KEY)
    ground_id: strawberry.ID = described("Which ground.")
    expected_version: int = described(SEEN)
    reason: str = described("Why.")


@strawberry.input(description="That somebody else thinks so too.")
class AgreeToLoanUpgradeInput:
    """Input of agreeToLoanUpgrade."""

    idempotency_key: str = described(KEY)
    ground_id: strawberry.ID = described("Which ground.")
    expected_version: int = described(SEEN)


@strawberry.input(description="That somebody else does not think so.")
class DeclineLoanUpgradeInput:
    """Input of declineLoanUpgrade."""

    idempotency_key: str = described(KEY)
    ground_id: strawberry.ID = described("Which ground.")
    expected_version: int = described(SEEN)


@strawberry.type(description="The ground after the change.")
class LoanGroundPayload:
    """Answer of mutations on grounds."""

    ground: LoanGround = described("As it stands now.")


@strawberry.type
class ClassificationMutation:
    """Part of the root mutation."""

    @mutation(grounds.downgrade)
    async def downgrade_loan(self, info: Info, input: DowngradeLoanInput) -> LoanGroundPayload:
        back = ReadBack(info, _ground)
        outcome = await grounds.downgrade(
            back.caller(input.idempotency_key),
            loan_id=ids.decode_as("Loan", input.loan_id, "loanId"),
            kind=input.kind,
            tier=input.tier,
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(grounds.propose_upgrade)
    async def propose_loan_upgrade(self, info: Info, input: ProposeLoanUpgradeInput) -> LoanGroundPayload:
        back = ReadBack(info, _ground)
        outcome = await grounds.propose_upgrade(
            back.caller(input.idempotency_key),
            ground_id=ids.decode_as("LoanGround", input.ground_id, "groundId"),
            expected_version=input.expected_version,
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(grounds.agree_to_upgrade)
    async def agree_to_loan_upgrade(self, info: Info, input: AgreeToLoanUpgradeInput) -> LoanGroundPayload:
        back = ReadBack(info, _ground)
        wanted = ids.decode_as("LoanGround", input.ground_id, "groundId")
        caller = back.caller(input.idempotency_key)
        outcome = await grounds.agree_to_upgrade(caller, ground_id=wanted, expected_version=input.expected_version)
        return back.answer(outcome)

    @mutation(grounds.decline_upgrade)
    async def decline_loan_upgrade(self, info: Info, input: DeclineLoanUpgradeInput) -> LoanGroundPayload:
        back = ReadBack(info, _ground)
        wanted = ids.decode_as("LoanGround", input.ground_id, "groundId")
        caller = back.caller(input.idempotency_key)
        outcome = await grounds.decline_upgrade(caller, ground_id=wanted, expected_version=input.expected_version)
        return back.answer(outcome)


@strawberry.type
class LoanGroundQuery:
    """Part of the root query."""

    @query(LOAN_GROUNDS, "Grounds by hand of loans in sight, newest first, page by page.")
    def loan_grounds(
        self, first: int = FIRST_DEFAULT, after: str | None = None, *, state: list[GroundState] | None = None
    ) -> Connection[LoanGround]:
        return page(LOAN_GROUNDS, ("-noted_at", "-id"), *in_states(state), first=first, after=after)


def _ground(ground_id: UUID) -> LoanGroundPayload:
    return LoanGroundPayload(ground=by_row_id(ground_id))
