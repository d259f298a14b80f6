"""Pictures of papers: taken in, kept encrypted, read by machine, confirmed by a person.

Nouns: document (a picture of one kind for one customer), reading (what the machine proposes), confirmation (what the
officer says it says). Invariants: a picture is judged by its header before anything else and encrypted with the
customer's key before the store sees it; readings and confirmations are added, never changed; a machine's value counts
for nothing until somebody has confirmed it.
"""
