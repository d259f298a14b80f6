"""Returns to the regulator: declared templates, filled from the books of a closed month.

Nouns: template (cells with formulas over named figures, and checks between cells), return (one month of it).
Invariants: a template is data and is judged whole when it is loaded: a formula with an unknown name, or a cell that
asks for one below it, is refused; a cell whose denominator is nought stays empty and says so; no return of a month that
is not closed.
"""
