"""Collection as it may be looked at."""

from server.collection.legal.models import CaseLetter, HandOver
from server.collection.models import (
    CaseContact,
    CaseSignal,
    CollectionCase,
    PaymentPromise,
)
from server.collection.visits.models import CaseVisit
from server.identity.operations import Operation
from server.identity.sights import sight

COLLECTION_CASES = sight(CollectionCase, Operation.COLLECTION_READ, "Cases of collection of customers in sight.")
CASE_CONTACTS = sight(CaseContact, Operation.COLLECTION_READ, "Contacts of cases in sight, refused ones too.")
PAYMENT_PROMISES = sight(PaymentPromise, Operation.COLLECTION_READ, "Promises to pay of customers in sight.")
CASE_SIGNALS = sight(CaseSignal, Operation.COLLECTION_READ, "What was heard of debtors in sight.")
CASE_LETTERS = sight(CaseLetter, Operation.COLLECTION_READ, "Letters to debtors in sight.")
CASE_VISITS = sight(CaseVisit, Operation.COLLECTION_READ, "Visits to debtors in sight.")
HAND_OVERS = sight(HandOver, Operation.COLLECTION_READ, "Cases in sight that were given to lawyers.")
