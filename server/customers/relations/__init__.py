"""Who stands around a customer and what he owns: contacts, related parties, connected groups, assets.

Nouns: contact (whom to call, and whether he has agreed to it), related party (spouse, shareholder, controller, whom he
guarantees, same address or phone), connection (another customer of the house whom a contact or party points to), asset
(value, proof, as of a day). Invariants: names, phones and numbers of others are sealed with the customer's key and
shown masked; nobody is called who has not agreed; a row is ended and never deleted or rewritten; the sums of a group
are the sums of its members, whoever joins, leaves or is merged at the same time.
"""
