"""Classes of loans as they may be looked at."""

from server.classification.models import ClassificationMonth, LoanClass, LoanGround, LoanTier
from server.identity.operations import Operation
from server.identity.sights import sight

LOAN_CLASSES = sight(LoanClass, Operation.CLASSIFICATION_READ, "Present classes of loans in sight.")
LOAN_TIERS = sight(LoanTier, Operation.CLASSIFICATION_READ, "Tiers that loans in sight have had.")
LOAN_GROUNDS = sight(LoanGround, Operation.CLASSIFICATION_READ, "Grounds by hand of loans in sight.")
MONTHS = sight(ClassificationMonth, Operation.CLASSIFICATION_READ, "Months of the book of loans in sight.")
