"""Who borrows: persons and companies, their identity, accounts, consent, and what the house has lent or promised them.

Nouns: customer (prospect, active, merged), identity claim (a number belongs to one customer in the whole house),
identity review (a number was claimed already, out of the officer's sight: headquarters decides), consent, bank account,
exposure (outstanding and committed, per customer and per group). Invariants: what is personal is encrypted under the
customer's own key, and only masked forms, last digits and initials are plain; missing income or debt stays missing;
money goes to a verified own account only; whoever changes an exposure has locked it first.
"""
