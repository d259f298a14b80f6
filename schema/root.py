"""Query, Mutation and Subscription, assembled from the subjects: nothing else."""

from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from schema.alerts.mutations import AlertMutation
from schema.alerts.queries import AlertQuery, AlertSubscription
from schema.applications.mutations import ApplicationMutation
from schema.applications.party_mutations import PartyMutation
from schema.applications.queries import ApplicationQuery
from schema.applications.visit_mutations import VisitMutation
from schema.approvals.confirming import ConfirmingMutation
from schema.approvals.mutations import ApprovalMutation
from schema.approvals.queries import ApprovalQuery, ApprovalSubscription
from schema.classification.figures import BookFiguresQuery
from schema.classification.grounds import ClassificationMutation, LoanGroundQuery
from schema.collateral.mutations import CollateralMutation
from schema.collateral.queries import CollateralQuery
from schema.collection.mutations import CollectionMutation
from schema.collection.queries import CollectionQuery
from schema.collection.signals import SignalsMutation, SignalsQuery
from schema.compliance.mutations import ComplianceMutation
from schema.compliance.queries import ComplianceQuery
from schema.connectors.mutations import ConnectorMutation, ConnectorQuery
from schema.contracts.mutations import ContractMutation
from schema.contracts.requests import BorrowerRequestMutation, BorrowerRequestQuery
from schema.contracts.templates import TemplateMutation, TemplateQuery
from schema.custody.counter_mutations import CounterMutation
from schema.custody.mutations import CustodyMutation
from schema.custody.queries import CustodyQuery
from schema.customers.groups import GroupMutation
from schema.customers.identity import CustomerIdentityMutation, IdentityReviewQuery
from schema.customers.mutations import CustomerMutation
from schema.customers.queries import CustomerQuery
from schema.customers.ratings import RatingMutation, RatingQuery
from schema.customers.relation_mutations import RelationMutation, RelationQuery
from schema.decision.mutations import DecisionMutation
from schema.decision.trials import DecisionQuery
from schema.documents.mutations import DocumentMutation
from schema.documents.queries import DocumentQuery, DocumentSubscription
from schema.identity.mutations import IdentityMutation
from schema.identity.partner_keys import PartnerKeyMutation, PartnerKeyQuery
from schema.identity.passkeys import PasskeyMutation, PasskeyQuery
from schema.identity.people import PeopleQuery
from schema.identity.queries import IdentityQuery
from schema.identity.staffing import StaffingMutation
from schema.identity.tokens import TokenMutation, TokenQuery
from schema.kit.context import Context
from schema.kit.errors import coded
from schema.kit.scalars import SCALARS
from schema.ledger.mutations import LedgerMutation
from schema.ledger.queries import LedgerQuery
from schema.loans.live import LoanSubscription
from schema.loans.mutations import LoanMutation
from schema.loans.queries import LoanQuery
from schema.loans.quotes import LoanQuoteQuery
from schema.loans.servicing import LoanServicingMutation
from schema.nodes import NodeQuery
from schema.notices.feedback import FeedbackMutation, FeedbackQuery
from schema.notices.notices import NoticeMutation, NoticeQuery, NoticeSubscription
from schema.notices.reach import ReachMutation, ReachQuery
from schema.offers.mutations import OfferMutation
from schema.offers.queries import OfferQuery
from schema.partners.mutations import PartnerMutation
from schema.partners.queries import PartnerQuery
from schema.partners.webhooks import WebhookMutation, WebhookQuery
from schema.products.figures import LenderFigureMutation, LenderFigureQuery
from schema.products.queries import ProductQuery
from schema.reading.binding import bind
from schema.reading.catalogue import Catalogue
from schema.reading.read_back import ThroughExecutor
from schema.reconciliation.mutations import ReconciliationMutation
from schema.reconciliation.queries import ReconciliationQuery
from schema.reports.access import AccessQuery
from schema.reports.application_figures import ApplicationFiguresQuery
from schema.reports.exports import ExportMutation, ExportQuery
from schema.reports.loan_figures import LoanFiguresQuery
from schema.reports.queries import ReportQuery
from schema.reports.trail import TrailQuery
from schema.risk.mutations import RiskMutation
from schema.risk.queries import RiskQuery
from schema.wire.prepared import Prepared


@strawberry.type(description="Everything that can be read.")
class Query(
    AccessQuery,
    AlertQuery,
    ApplicationFiguresQuery,
    ApplicationQuery,
    ApprovalQuery,
    BookFiguresQuery,
    BorrowerRequestQuery,
    CollateralQuery,
    CollectionQuery,
    SignalsQuery,
    ConnectorQuery,
    ComplianceQuery,
    CustodyQuery,
    CustomerQuery,
    DecisionQuery,
    DocumentQuery,
    ExportQuery,
    FeedbackQuery,
    IdentityQuery,
    IdentityReviewQuery,
    LedgerQuery,
    LenderFigureQuery,
    LoanFiguresQuery,
    LoanGroundQuery,
    LoanQuery,
    LoanQuoteQuery,
    NodeQuery,
    NoticeQuery,
    OfferQuery,
    PartnerKeyQuery,
    PartnerQuery,
    PasskeyQuery,
    PeopleQuery,
    ProductQuery,
    RatingQuery,
    ReachQuery,
    RelationQuery,
    ReconciliationQuery,
    ReportQuery,
    RiskQuery,
    TemplateQuery,
    TokenQuery,
    TrailQuery,
    WebhookQuery,
):
    """The root query."""


@strawberry.type(description="Everything that can be done. Each field is one transaction.")
class Mutation(
    AlertMutation,
    ApplicationMutation,
    ApprovalMutation,
    BorrowerRequestMutation,
    ClassificationMutation,
    CollateralMutation,
    CollectionMutation,
    SignalsMutation,
    ConnectorMutation,
    ComplianceMutation,
    ConfirmingMutation,
    ContractMutation,
    CounterMutation,
    CustodyMutation,
    CustomerIdentityMutation,
    CustomerMutation,
    DecisionMutation,
    DocumentMutation,
    ExportMutation,
    FeedbackMutation,
    GroupMutation,
    IdentityMutation,
    LedgerMutation,
    LenderFigureMutation,
    LoanMutation,
    LoanServicingMutation,
    NoticeMutation,
    OfferMutation,
    PartnerKeyMutation,
    PartnerMutation,
    PasskeyMutation,
    PartyMutation,
    RatingMutation,
    ReachMutation,
    RelationMutation,
    ReconciliationMutation,
    RiskMutation,
    StaffingMutation,
    TemplateMutation,
    TokenMutation,
    VisitMutation,
    WebhookMutation,
):
    """The root mutation."""


@strawberry.type(description="Everything that can be watched; rights are checked again before each event.")
class Subscription(AlertSubscription, ApprovalSubscription, DocumentSubscription, LoanSubscription, NoticeSubscription):
    """The root subscription."""


class Schema(strawberry.Schema):
    """Strawberry's schema with our own way of telling errors: coded, masked, and never the document in a log.

    Its fields are bound to how they are read; `catalogue` says so.
    """

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.catalogue: Catalogue = bind(self._schema)

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        context: Any = execution_context.context if execution_context else None
        request_id = context.caller.request_id if isinstance(context, Context) else ""
        for error in errors:
            coded(error, request_id)


def build(extensions: list[Any] | None = None) -> Schema:
    """A schema of its own; the server's has the extension that takes over judged documents."""
    config = StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True)
    return Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        config=config,
        extensions=extensions or [],
        execution_context_class=ThroughExecutor,
    )


schema = build([Prepared])
"""The one of this process: building it takes half a second, and nothing changes it."""
