"""Loans as they run: what happens to a loan after it was paid out, without clock, database or any other outside.

Nouns: `Standing` (a loan on a day: its `Line`s, one for each instalment, with what is owed, paid and waived by part),
`Policy` (how it is served: allocation, grace, penalty, early payment), an act (something that happened on a value
date: `Receipt`, `PayOff`, `NewRate`…), `Effect` (what an act did). Verbs: `open_standing`, `apply`, `replay`,
`reckon_penalty`, `quote_pay_off`, `quote_prepayment`, `preview`, `accrued_interest_fen`, `share_over_debts`,
`explain_…`.

Invariants, each held by a test:
- open of a part = owed - paid - waived, and never below zero; splits and excess of a payment add up to the payment;
- the principal of the lines adds up to all that was drawn, whatever was prepaid, rescheduled, rated anew or reversed;
- penalty of a line = `penalty_base_fen` + one rounding of `overdue_fen_days` x penalty rate / day base: reckoned day by
  day or in one go, the same fen; it stands on overdue principal only, so that no interest bears interest, and never
  costs more a year than the policy's cap;
- `apply` act by act in order of (value date, number) = `replay` from the terms; an act that comes before what is
  already reckoned is refused (`running.replay_needed`) and replayed; a reversal is a replay without the reversed act;
- a quote is what `apply` then does;
- nothing here mutates an act, a policy, terms or a line that somebody else holds: `apply` changes the standing it is
  given, quotes work on a copy.
"""
