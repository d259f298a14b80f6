"""Ratings, as they may be looked at."""

from server.customers.rating.models import CustomerRating
from server.identity.operations import Operation
from server.identity.sights import sight

RATINGS = sight(CustomerRating, Operation.CUSTOMER_READ, "Ratings of customers in sight.")
