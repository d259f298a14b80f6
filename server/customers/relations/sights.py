"""Contacts, parties, assets and groups, as they may be looked at: masked."""

from server.customers.models import CustomerExposure, GroupExposure
from server.customers.relations.models import CustomerAsset, CustomerContact, RelatedParty
from server.identity.operations import Operation
from server.identity.sights import sight

CONTACTS = sight(CustomerContact, Operation.CUSTOMER_READ, "Contacts of customers in sight, masked.")
PARTIES = sight(RelatedParty, Operation.CUSTOMER_READ, "Related parties of customers in sight, masked.")
ASSETS = sight(CustomerAsset, Operation.CUSTOMER_READ, "Assets of customers in sight.")
GROUPS = sight(GroupExposure, Operation.CUSTOMER_READ, "Groups of which a member is in sight, with their sums.")
MEMBERS = sight(CustomerExposure, Operation.CUSTOMER_READ, "Members of groups in sight, with what they owe.")
