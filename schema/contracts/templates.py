"""Texts of papers: their versions, proposals of new ones, publishing by a second person."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from schema.identity.views import Staff
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from schema.reading.declarations import column, on, one, reads
from schema.reading.descriptions import by_row_id, rows
from schema.reading.nodes import Node
from schema.reading.read_back import ReadBack
from server.contracts.models import TemplateKind
from server.contracts.templates import service
from server.contracts.templates.models import ProposalState
from server.contracts.templates.sights import PROPOSALS, TEMPLATES

strawberry.enum(
    TemplateKind, description="The contract, the disclosure of costs that is read before it, or its terms of security."
)
strawberry.enum(
    ProposalState, name="TemplateProposalState", description="Waiting for a second person, published, or taken back."
)


@strawberry.type(description="A version of the text of a paper. Papers that stand keep theirs.")
@reads(TEMPLATES)
class PaperTemplate(Node):
    """View of a version."""

    kind: TemplateKind = column("Of which paper.")
    number: int = column("Which version.")
    title: str = column("Its heading.")
    texts: list[str] = column("Its clauses, with {names} of the values that they say.")
    reading_seconds: int = column("How long the paper must have been open before it may be confirmed.")
    effective_from: date = column("Its first day.")
    effective_until: date | None = column("Its last day; null: until further notice.")


@strawberry.type(description="A text that somebody wants to hold from a day on.")
@reads(PROPOSALS)
class TemplateProposal(Node):
    """View of a proposal."""

    kind: TemplateKind = column("Of which paper.")
    state: ProposalState = column("Where it stands.")
    title: str = column("Its heading.")
    texts: list[str] = column("Its clauses.")
    reading_seconds: int = column("How long the paper must have been open before it may be confirmed.")
    effective_from: date = column("From which day it holds.")
    note: str = column("Why.")
    proposed_at: datetime = column("When it was proposed.")
    decided_at: datetime | None = column("When it was published or taken back.")
    proposed_by: Staff = one("Who proposed it.", on(proposed_by="id"))
    decided_by: Staff | None = one("Who published it or took it back.", on(decided_by="id"))


@strawberry.input(description="The next text of a paper.")
class ProposeTemplateInput:
    """Input of proposeTemplate."""

    idempotency_key: str = described(KEY)
    kind: TemplateKind = described("Of which paper.")
    title: str = described("Its heading.")
    texts: list[str] = described("Its clauses; {names} as the version in force uses them.")
    reading_seconds: int = described("How long it must have been open, at most 600.")
    effective_from: date = described("From which day on: after the newest version's first, today or later.")
    note: str = described("Why.")


@strawberry.input(description="A text that shall hold.")
class PublishTemplateInput:
    """Input of publishTemplate."""

    idempotency_key: str = described(KEY)
    proposal_id: strawberry.ID = described("Which proposal, of another person.")


@strawberry.input(description="A text that shall not hold.")
class WithdrawTemplateInput:
    """Input of withdrawTemplate."""

    idempotency_key: str = described(KEY)
    proposal_id: strawberry.ID = described("Which proposal, not yet published.")


@strawberry.type(description="The proposal after the change.")
class TemplateProposalPayload:
    """Answer of mutations on templates."""

    proposal: TemplateProposal = described("As it stands now.")


@strawberry.type
class TemplateQuery:
    """Part of the root query."""

    @query(TEMPLATES, "Versions of the texts of papers, the newest first.")
    def paper_templates(self) -> list[PaperTemplate]:
        return rows(order=("kind", "-number", "id"))

    @query(PROPOSALS, "Proposed texts of papers, the newest first.")
    def template_proposals(self) -> list[TemplateProposal]:
        return rows(order=("-proposed_at", "-id"))


@strawberry.type
class TemplateMutation:
    """Part of the root mutation."""

    @mutation(service.propose_template)
    async def propose_template(self, info: Info, input: ProposeTemplateInput) -> TemplateProposalPayload:
        back = ReadBack(info, _payload)
        outcome = await service.propose_template(
            back.caller(input.idempotency_key),
            kind=input.kind,
            title=input.title,
            texts=input.texts,
            reading_seconds=input.reading_seconds,
            effective_from=input.effective_from,
            note=input.note,
        )
        return back.answer(outcome)

    @mutation(service.publish_template)
    async def publish_template(self, info: Info, input: PublishTemplateInput) -> TemplateProposalPayload:
        back = ReadBack(info, _payload)
        wanted = ids.decode_as("TemplateProposal", input.proposal_id, "proposalId")
        return back.answer(await service.publish_template(back.caller(input.idempotency_key), proposal_id=wanted))

    @mutation(service.withdraw_template)
    async def withdraw_template(self, info: Info, input: WithdrawTemplateInput) -> TemplateProposalPayload:
        back = ReadBack(info, _payload)
        wanted = ids.decode_as("TemplateProposal", input.proposal_id, "proposalId")
        return back.answer(await service.withdraw_template(back.caller(input.idempotency_key), proposal_id=wanted))


def _payload(proposal_id: UUID) -> TemplateProposalPayload:
    return TemplateProposalPayload(proposal=by_row_id(proposal_id))
