"""Dossiers that were ordered: drawn in the background, kept sealed for some days, fetched by who ordered them.

Nouns: dossier order (of one loan or of a period, with how far whoever ordered it saw). Invariants: an archive holds
what was in sight of its orderer when he ordered it, and no more; its bytes are sealed under a key of its own, which is
destroyed when its days are over.
"""
