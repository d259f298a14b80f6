"""Feedback, as it may be looked at: by who tells it his own, by who answers it what lies in his sight."""

from server.identity.operations import Operation
from server.identity.sights import sight
from server.notices.feedback.models import Feedback

FEEDBACK = sight(Feedback, Operation.FEEDBACK_ANSWER, "What staff tell about the app.")
OWN_FEEDBACK = sight(Feedback, Operation.FEEDBACK_TELL, "What the caller himself has told about the app.")
