"""Who and what stands behind an application besides its borrower: parties, and charges on items of the register.

Nouns: party (a customer who borrows with the borrower, or guarantees), consent of a party, guarantee claim (what a
person answers for, over all debtors), security (parties and charges in figures: what the rules ask and the page
shows). Invariants: parties and charges are changed before a contract stands only; each is part of what was approved, so
that a later change voids the approval; nobody is party to his own loan, and nobody twice; a party is identified like a
borrower and has said yes before the application is submitted; what a person guarantees is told to whoever lends to him.
"""
