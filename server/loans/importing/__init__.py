"""Running loans that come in from a sheet: checked row by row, confirmed by a second person, written, undone as one.

Nouns: the *batch* (`LoanImport`: one sheet, its digest, its control totals), a *row* (`LoanImportRow`: which line
became which loan, and with what it was opened), the *number* that a loan had elsewhere, claimed once while its batch
stands. Invariants: nothing is written unless every row is sound and rows, control totals and what the loans open with
agree to the fen, by branch and pool; who prepared a batch does not confirm it; the same sheet, and the same loan, come
in once; a loan's lines, with what was paid elsewhere laid on them, stand in its act of opening, so that it can be
replayed like any other; nothing of a batch is undone once anybody has touched one of its loans.
"""
