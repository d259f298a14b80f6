"""Passkeys of staff: keys that live in a phone or a computer and sign after a fingerprint, a face or a PIN.

Nouns: passkey (the public half of a key, named by its owner), question (a challenge: 32 random bytes and the SHA-256 of
what is to be confirmed), proof (a question that was answered), security rules (one row: when the app locks itself, and
whether a one-time code counts beside a passkey). Invariants: a question is answered once, by a living passkey of the
person and the session that asked, within minutes, with the person verified by the device; a proof confirms exactly the
decision whose hash it carries, and once; a passkey whose counter goes back is revoked on the spot.
"""
