"""OCR against the truth: invented papers, photographed by a bad photographer, read, and counted field by field.

Nouns: a *case* (a name, a kind, a severity, the effects of its photograph, the truth under the papers' own labels),
the *set* (all cases of one seed), a *record* (a reader's answer, the shape of `jiedai ocr --jsonl`), a *verdict*
(right, wrong or missing, per field). Invariants: a picture is a function of its case's name; nobody who is drawn
exists; the truth is written down before anything is drawn; the plain reader gets the same pictures as ours.
"""
