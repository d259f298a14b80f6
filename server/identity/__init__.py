"""Who may do what, where.

Nouns: branch (a tree: headquarters, regions, branches), staff, position (held by staff, for a time), role (a bundle of
operations that a position gives), operation (`resource:action`, the vocabulary of all verbs), data scope (own / team /
branch / region and below / headquarters), session, refresh token, rights epoch. Invariants: a right is granted by
position and role only, never to a person; a token names a session and nothing else; any change of rights, tree or
session raises the epoch, and a request that carries an older one reloads its actor first; there are at least two
administrators.
"""
