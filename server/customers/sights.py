"""Customers, as they may be looked at: masked."""

from server.customers.models import BankAccount, Customer, IdentityReview
from server.customers.trails.models import CustomerMerge
from server.identity.operations import Operation
from server.identity.sights import sight

CUSTOMERS = sight(Customer, Operation.CUSTOMER_READ, "Customers in sight, masked.")
BANK_ACCOUNTS = sight(BankAccount, Operation.CUSTOMER_READ, "Bank accounts of customers in sight, masked.")
IDENTITY_REVIEWS = sight(IdentityReview, Operation.CUSTOMER_MERGE, "Identity reviews of the house, for headquarters.")
MERGES = sight(CustomerMerge, Operation.CUSTOMER_READ, "Records in sight that went into others, by whom and why.")
