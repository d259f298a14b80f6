"""The list of routes beside GraphQL, and what each path takes at the front door."""

from pathlib import Path

from starlette.routing import BaseRoute

from mobile_api.borrower import BorrowerRoutes
from mobile_api.callbacks import CallbackRoutes
from mobile_api.collection import CollectionRoutes
from mobile_api.customer_sheets import CustomerSheetRoutes
from mobile_api.exports import ExportRoutes
from mobile_api.feedback import FeedbackRoutes
from mobile_api.first_page import Ask, FirstPage
from mobile_api.graphiql import GraphiqlRoutes
from mobile_api.money_files import MoneyFileRoutes
from mobile_api.offers import OfferRoutes
from mobile_api.papers import PaperRoutes
from mobile_api.phone import PhoneRoutes
from mobile_api.reports import ReportRoutes
from mobile_api.resumable_uploads import RULE as RESUMABLE
from mobile_api.resumable_uploads import ResumableUploadRoutes
from mobile_api.session import SessionRoutes
from mobile_api.signing import SigningRoutes
from mobile_api.statements import StatementRoutes
from mobile_api.static_files import StaticFiles
from mobile_api.uploads import UploadRoutes
from server.front.paths import JSON, MULTIPART, PathRule
from server.kit.work import House
from server.settings import Mode

STATIC = Path(__file__).parent / "static"
POST = frozenset({"POST"})
UPLOAD_BYTES_MAX = 21_000_000
STATEMENT_BYTES_MAX = 60_000_000
FEEDBACK_BYTES_MAX = 4_200_000
SHEET_BYTES_MAX = 100_000_000

JSON_ONLY = frozenset({JSON})

RULES = (
    PathRule("/api/session", "session", methods=frozenset({"POST", "DELETE"}), content_types=JSON_ONLY),
    PathRule("/api/contracts", "papers", cross_origin=True),
    PathRule("/api/documents", "papers", cross_origin=True),
    PathRule(
        "/api/uploads",
        "uploads",
        methods=POST,
        content_types=frozenset({MULTIPART}),
        max_body_bytes=UPLOAD_BYTES_MAX,
        cross_origin=True,
    ),
    RESUMABLE,
    PathRule(
        "/api/statements",
        "statements",
        methods=POST,
        content_types=frozenset({MULTIPART}),
        max_body_bytes=STATEMENT_BYTES_MAX,
        cross_origin=True,
    ),
    PathRule(
        "/api/bank-results",
        "bank_results",
        methods=POST,
        content_types=frozenset({MULTIPART}),
        max_body_bytes=UPLOAD_BYTES_MAX,
        cross_origin=True,
    ),
    PathRule(
        "/api/customer-sheets",
        "customer_sheets",
        methods=POST,
        content_types=frozenset({MULTIPART}),
        max_body_bytes=SHEET_BYTES_MAX,
        cross_origin=True,
    ),
    PathRule(
        "/api/feedback",
        "feedback",
        methods=frozenset({"GET", "HEAD", "POST"}),
        content_types=frozenset({MULTIPART}),
        max_body_bytes=FEEDBACK_BYTES_MAX,
        cross_origin=True,
    ),
    PathRule("/api/bank-files", "papers", cross_origin=True),
    PathRule("/api/papers", "papers", cross_origin=True),
    PathRule("/api/collection", "papers", cross_origin=True),
    PathRule("/api/reports", "papers", cross_origin=True),
    PathRule("/api/vouchers", "papers", cross_origin=True),
    PathRule("/api/phone", "phone"),
    PathRule("/graphiql", "graphiql"),
    PathRule("/api/sign", "signing", methods=frozenset({"GET", "HEAD", "POST"}), content_types=JSON_ONLY),
    PathRule("/api/mine", "signing", methods=frozenset({"GET", "HEAD", "POST"}), content_types=JSON_ONLY),
    PathRule("/api/offer", "signing", methods=frozenset({"GET", "HEAD", "POST"}), content_types=JSON_ONLY),
    PathRule("/api/survey", "signing", methods=frozenset({"GET", "HEAD", "POST"}), content_types=JSON_ONLY),
    PathRule("/callbacks", "callbacks", methods=POST, content_types=JSON_ONLY),
)


def routes(house: House, ask: Ask, static: Path = STATIC) -> list[BaseRoute]:
    """Every route; the app's own pages come last, because they take what is left. `ask` reads for the first page."""
    in_demo = house.settings.mode is not Mode.PRODUCTION
    files = StaticFiles(static, with_phone=in_demo, first=FirstPage(house, ask))
    return [
        *SessionRoutes(house).routes(),
        *PaperRoutes(house).routes(),
        *CollectionRoutes(house).routes(),
        *UploadRoutes(house).routes(),
        *FeedbackRoutes(house).routes(),
        *ResumableUploadRoutes(house).routes(),
        *MoneyFileRoutes(house).routes(),
        *StatementRoutes(house).routes(),
        *CustomerSheetRoutes(house).routes(),
        *ReportRoutes(house).routes(),
        *ExportRoutes(house).routes(),
        *SigningRoutes(house).routes(),
        *OfferRoutes(house).routes(),
        *BorrowerRoutes(house).routes(),
        *CallbackRoutes(house).routes(),
        *(PhoneRoutes(house).routes() if in_demo else ()),
        *(GraphiqlRoutes(house, files).routes() if house.settings.graphiql and in_demo else ()),
        *files.routes(),
    ]
