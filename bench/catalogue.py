"""The benches by name.

A bench is a module with `run(wishes: Wishes) -> list[Figure]`, or the same as a coroutine; figures may also be the
dicts that `Figure.told` makes. Nothing of a bench is imported before it is asked for.
"""

from typing import Final

BENCHES: Final[dict[str, tuple[str, str]]] = {
    "alerts": ("bench.alerts", "From the end of a day to the alert at the officer's open socket."),
    "boards": ("bench.boards", "The manager's board over a million loans, as four people see it, over HTTP."),
    "closing": ("bench.closing", "The end of a day over a million loans; --only 100000 takes another size."),
    "graphql": ("bench.graphql.run", "Reading: ours beside PostGraphile 5 and beside JSON written by hand."),
    "customers-import": (
        "bench.imports.customers",
        "A hundred thousand customers out of a sheet, one in a hundred wrong.",
    ),
    "imports": ("bench.imports.run", "Twenty thousand running loans out of a workbook, undone and done again."),
    "loans": (
        "bench.loans.run",
        "Loans: schedules, repayments, the end of a day over a million loans, the books.",
    ),
    "ocr": (
        "bench.ocr.speed",
        "Seconds a card and a licence, one process of two threads and two processes of one; memory.",
    ),
    "ocr-accuracy": (
        "bench.ocr.run",
        "Invented papers, badly photographed: fields right, by us and by a plain reader.",
    ),
    "ocr-calibrating": ("bench.ocr.calibrating", "What chance stands behind the reader's scores; writes its table."),
    "ocr-refusals": ("bench.ocr.refusals", "Bad files thrown at the reader: seconds to refuse, memory, what is left."),
    "origination": ("bench.origination", "From the counter to the signature in three tiers: hands of staff, system."),
    "papers": ("bench.papers.run", "The three checks of 2,000 applications as PDF/A, from the records to files."),
    "phone": ("bench.phone", "A phone on a bad network: first list, repeated and offline start, bytes, requests."),
    "reconciliation": ("bench.reconciliation.run", "A month's statement matched with the books, breaks planted."),
    "risk": (
        "bench.risk.run",
        "Every indicator over a million loans, beside DuckDB; --loans 20000 takes another size.",
    ),
    "scorecards": (
        "bench.scorecards.run",
        "Scorecards on two public data sets, cross-validated, beside a logistic regression on raw columns.",
    ),
    "signals": (
        "bench.signals.run",
        "What debtors say: lexicon and classifier on held-out invented utterances; --only train learns anew.",
    ),
    "sockets": ("bench.sockets", "Watching: a thousand sockets on one process, and how soon all know of a change."),
}
"""Name -> module and a line on what it measures."""
