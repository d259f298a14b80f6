"""Campaigns, offers and surveys as they may be looked at."""

from server.identity.operations import Operation
from server.identity.sights import sight
from server.offers.models import Offer, OfferCampaign
from server.offers.satisfaction.models import LoanSurvey

OFFER_CAMPAIGNS = sight(OfferCampaign, Operation.CAMPAIGN_READ, "Campaigns of the house.")
OFFERS = sight(Offer, Operation.OFFER_READ, "Offers to customers in sight.")
LOAN_SURVEYS = sight(LoanSurvey, Operation.OFFER_READ, "What customers in sight think of loans that have ended.")
