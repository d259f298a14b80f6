"""Signals: what debtors say and how it sounds, and whether what agents say is lawful.

Nouns: utterance (words of a contact, sealed), intent (what they say), reading (intents with evidence, or none),
tone (agitation of a voice), speech finding (an agent's words that the law forbids, for whoever leads collection).
Invariants: a reader that is unsure says nothing; crisis, dispute, complaint and hardship halt contacts and go to a
person; scores choose channel and agent and never credit; a recording is listened to and not kept.
"""
