"""Telling staff outside the app: web push to a browser, 企业微信, 钉钉, SMS; a bonus beside the list in the app.

Nouns: channel (one way to one person, added by himself, sealed), herald (what carries a kind of channel). Invariants:
what goes out names nobody, as the notice does, and leads to a place in the app where rights are asked for again; an
address has one living owner, so a phone that changes hands tells nothing of the former one; a push ends with the
session that it was added in; a receiver that is gone ends its channel.
"""
