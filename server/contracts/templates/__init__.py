"""New texts of papers, as they come into force: proposed by one person, published by another.

Nouns: the *proposal* (a whole text of a kind, from a day on, and why), which becomes a version of its template when a
second person publishes it. Invariants: what a text says is checked when it is proposed and once more when it is
published; who proposed never publishes, in code and in the database; a decided proposal never changes.
"""
