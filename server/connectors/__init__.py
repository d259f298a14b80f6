"""What others know of a customer: bureau, tax, social security, shops, registers, lists, supply-chain platforms.

Nouns: source (a row of the table of sources: its kind, how long it may take, how long its answer holds, which consent
it needs), inquiry (one question about one customer to one source, with its answer), adapter (what a kind of source is
told and how its answer is read), fact (one typed value out of an answer), receivable (an invoice that a platform
confirms, kept as evidence of an application). Invariants: an inquiry's number is fixed before the question is first
sent and is its only number for ever; of one question at most one is on its way; the question is sent and the answer
fetched between two transactions, never inside one; what was said stays sealed under the customer's key; what did not
come, came late or in a wrong shape is unknown and never nought.
"""
