"""Everybody who signs a contract beside the borrower: his own link, his own reading, his own signature.

Nouns: signer (a party of the application as the contract names him). Invariants: a signer signs with the code that his
own phone received, after he has read what the loan costs; nobody signs twice, or for another; the contract is complete
when the borrower and every signer have signed, and then only; a drawn signature lies under its writer's own key.
"""
