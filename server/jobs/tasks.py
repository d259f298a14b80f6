"""The table of tasks: the name in a job to the handler that does it. Alphabetical."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from server.applications.inquiries.tasks import pursue_inquiry
from server.applications.minutes.tasks import write_minutes
from server.collection.tasks import send_collection_message
from server.contracts.tasks import render_contract, seal_contract
from server.custody.files.tasks import make_bank_file, take_bank_result
from server.custody.tasks import query_payment, send_payment
from server.customers.rating.tasks import rate_customers
from server.customers.tasks import verify_account
from server.documents.tasks import read_document
from server.notices.reach.tasks import tell_staff
from server.notices.tasks import send_notice
from server.offers.tasks import draw_offers, send_offers, send_survey
from server.partners.webhooks.tasks import ping_webhook, send_waiting_webhooks, send_webhook
from server.reconciliation.day_end import close_days
from server.reports.dossier.tasks import draw_dossier
from server.reports.exports.tasks import draw_export
from server.reports.mailing.tasks import mail_export
from server.risk.alerts.clusters import open_cluster
from server.risk.alerts.standing import open_standing

Handler = Callable[..., Awaitable[None]]

TASKS: Mapping[str, Handler] = MappingProxyType(
    {
        "close_days": close_days,
        "draw_dossier": draw_dossier,
        "draw_export": draw_export,
        "draw_offers": draw_offers,
        "mail_export": mail_export,
        "make_bank_file": make_bank_file,
        "open_cluster": open_cluster,
        "open_standing": open_standing,
        "ping_webhook": ping_webhook,
        "pursue_inquiry": pursue_inquiry,
        "query_payment": query_payment,
        "rate_customers": rate_customers,
        "read_document": read_document,
        "render_contract": render_contract,
        "seal_contract": seal_contract,
        "send_collection_message": send_collection_message,
        "send_notice": send_notice,
        "send_offers": send_offers,
        "send_payment": send_payment,
        "send_survey": send_survey,
        "send_waiting_webhooks": send_waiting_webhooks,
        "send_webhook": send_webhook,
        "take_bank_result": take_bank_result,
        "tell_staff": tell_staff,
        "verify_account": verify_account,
        "write_minutes": write_minutes,
    }
)
