"""Endpoints and deliveries, as they may be looked at."""

from server.identity.operations import Operation
from server.identity.sights import sight
from server.partners.webhooks.models import WebhookDelivery, WebhookEndpoint

WEBHOOK_ENDPOINTS = sight(WebhookEndpoint, Operation.WEBHOOK_READ, "Where partners hear of events.")
WEBHOOK_DELIVERIES = sight(WebhookDelivery, Operation.WEBHOOK_READ, "Messages to partners and what came of them.")
