"""Signals as they may be looked at."""

from server.collection.signals.models import CaseUtterance, SpeechFinding
from server.identity.operations import Operation
from server.identity.sights import sight

CASE_UTTERANCES = sight(CaseUtterance, Operation.COLLECTION_READ, "What was read out of words in cases in sight.")
SPEECH_FINDINGS = sight(SpeechFinding, Operation.COLLECTION_LEAD, "Words of agents in sight that a rule forbids.")
