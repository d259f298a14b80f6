"""Journal and books without a process: any prefix of the file is a state the bank was in, and no number pays twice."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.simulators.bank.books import Books, Content, OrderConflict
from server.simulators.bank.faults import Operation
from server.simulators.journal import Journal, JournalDamaged, JournalInUse

STEPS = st.lists(
    st.tuples(st.sampled_from(["take", "begin", "settle", "fail"]), st.integers(0, 3), st.integers(1, 2)), max_size=25
)


def content(number: int, amount_fen: int) -> Content:
    return Content(Operation.PAY, f"N{number}", amount_fen, "1", "2", "name", "purpose")


def play(books: Books, steps: list[tuple[str, int, int]]) -> None:
    """Do to the books whatever the steps say, as far as they let it be done."""
    for verb, number, amount_fen in steps:
        known = books.orders.get(f"N{number}")
        if verb == "take":
            try:
                books.take(content(number, amount_fen), [], "t")
            except OrderConflict:
                assert known is not None
                assert known.content.amount_fen != amount_fen
        elif known is not None and verb == "begin" and not known.is_final:
            books.begin(f"N{number}")
        elif known is not None and verb == "settle":
            books.settle(f"N{number}", "t")
        elif known is not None and verb == "fail":
            books.fail(f"N{number}", "R", "t")


def sound(books: Books) -> bool:
    """Each settled order has its two entries, no other order has any, and all of it sums to nil."""
    settled = sorted(number for number, order in books.orders.items() if order.state == "SETTLED")
    booked = sorted(str(entry["order_number"]) for entry in books.entries)
    return booked == sorted(settled * 2) and sum(int(entry["amount_fen"]) for entry in books.entries) == 0


@settings(deadline=None, max_examples=60)
@given(STEPS, st.data())
def test_any_prefix_of_the_journal_is_a_sound_state(steps: list[tuple[str, int, int]], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal"
        journal = Journal(path)
        books = Books(journal)
        play(books, steps)
        assert sound(books)
        journal.close()
        reopened = Journal(path)
        again = Books(reopened)
        assert (again.orders, again.entries, again.undelivered) == (books.orders, books.entries, books.undelivered)
        reopened.close()
        whole = path.read_bytes()
        path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
        torn = Journal(path)
        assert sound(Books(torn))
        torn.close()


def test_a_broken_line_that_is_not_the_last_refuses_to_open(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b'{"kind":"faults_cleared"}\n{"kind":"fau\n{"kind":"faults_cleared"}\n')
    journal = Journal(path)
    with pytest.raises(JournalDamaged, match="line 2"):
        Books(journal)
    journal.close()


def test_two_processes_never_keep_the_same_books(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    with pytest.raises(JournalInUse):
        Journal(tmp_path / "journal")
    journal.close()
    Journal(tmp_path / "journal").close()
