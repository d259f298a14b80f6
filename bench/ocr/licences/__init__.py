"""Business licences as printed: the landscape sheet of 2019, the portrait one of 2015, older ones with 注册号.

Nouns: a *sheet* (what one licence prints, and its truth), a *block* (labels with their values in a column), the *foot*
(authority, date and seal), a *seal*. Invariants: what a sheet does not print is None in its truth.
"""
