"""Who lets money out, when, and to whom: release by a second person, cut-off, entrusted payment (受托支付).

Nouns: the channel of a funding account (`api`: the bank link; `file`: bank files carried by people), the release of an
order by a second person, `EntrustedPayee` (a supplier whom the borrower has the lender pay in his stead, with evidence
and purpose), `PaymentLimit` (above which the borrower is not paid himself). Invariants: who made an order does not
release it; nothing of an account whose channel is `file` goes over HTTP; above a limit in force the money goes to a
payee whom two people have vouched for.
"""
