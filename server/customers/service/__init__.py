"""The verbs of customers, one module each; doors and building blocks for other subjects are gathered here."""

from server.customers.service.accounts import bind_account, clear_account, verified_account
from server.customers.service.amending import amend
from server.customers.service.consents import give_consent, take_back, withdraw_consent
from server.customers.service.exposure import Exposure, commit_exposure, exposure, lock_exposure
from server.customers.service.groups import form_group, join_group
from server.customers.service.lookup import clear_identity, customer_of, has_consent, identity_confirmed
from server.customers.service.merging import merge, settle_review
from server.customers.service.prospects import begin_prospect
from server.customers.service.reactions import compare_reading, mark_identity
from server.customers.service.registering import register
from server.customers.service.revealing import reveal
from server.customers.service.verifying import account_to_verify, settle_account
from server.kit.data_keys import data_key
from server.kit.ownership import hand_over

__all__ = [
    "Exposure",
    "account_to_verify",
    "amend",
    "begin_prospect",
    "bind_account",
    "clear_account",
    "clear_identity",
    "commit_exposure",
    "compare_reading",
    "customer_of",
    "data_key",
    "exposure",
    "form_group",
    "give_consent",
    "hand_over",
    "has_consent",
    "identity_confirmed",
    "join_group",
    "lock_exposure",
    "mark_identity",
    "merge",
    "register",
    "reveal",
    "settle_account",
    "settle_review",
    "take_back",
    "verified_account",
    "withdraw_consent",
]
