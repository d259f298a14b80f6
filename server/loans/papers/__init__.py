"""Papers of a loan for its borrower: repayment receipt, settlement certificate (结清证明), statement.

Noun: `IssuedPaper` (its number, the figures on it, who issued it when). Invariants: the figures of an issued paper
never change, so the same paper can be set again to the same words; a certificate is issued for a closed loan only;
personal data is not kept with the paper: it is read, sealed as it is, when the paper is set.
"""
