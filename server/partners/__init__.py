"""Those who build on the house: client teams and the documents that they published.

Nouns: client team (who writes a client, and the positions that may use its documents), trusted document (one GraphQL
document of one build of a team's client, named by the SHA-256 of its text).
Invariants: a document is never changed or removed, only revoked, by a person and with a reason; a new build's
documents stand beside those of the builds that are already in the field; whatever decides over what may run raises
the rights epoch, so that no process goes on with what it remembers.
"""
