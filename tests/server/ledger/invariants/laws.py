"""Fifteen laws that a ledger keeps, after the Ledger Conformance Kit, in the terms of this house.

Each drives the real ledger and answers what it found wrong, with a figure, or None when the law held. They judge by
what was written, never by what was sent: a refusal loses nothing.
"""

import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid4

from server.ledger import reading, rules
from server.ledger.checks import CHECKS
from server.ledger.rules import Account, Entry, Parts, Place, Posting
from tests.factories.ledger import DAY, entry, place, plain
from tests.server.ledger.invariants.books import RIVALS, SENT_AGAIN_FEN, Books, all_at_once, lend, loans_of

Finding = str | None
ALREADY = "ledger.already_posted"
BACKDATE = "UPDATE ledger_entries SET value_on = value_on {sign} 1 WHERE customer_id = $1"
TAMPER = (
    "UPDATE ledger_postings SET amount_fen = amount_fen + 1 WHERE customer_id = $1",
    "DELETE FROM ledger_postings WHERE customer_id = $1",
    BACKDATE.format(sign="-"),
    (
        "INSERT INTO ledger_postings SELECT customer_id, entry_id, line + 10, account_code, -amount_fen, branch_id, "
        "loan_id, funding_account_id FROM ledger_postings WHERE customer_id = $1"
    ),
)


async def every_entry_is_balanced(books: Books) -> Finding:
    """1. What does not add up to zero is not taken."""
    at = place()
    await books.post(lend(400, at))
    await books.post(entry((Account.PRINCIPAL, 400), (Account.BANK, -399), at=at))
    await books.post(entry((Account.PRINCIPAL, 400), at=at))
    sums: Counter[UUID] = Counter()
    for line in await books.journal(at.customer_id):
        sums[line["id"]] += line["amount_fen"]
    off = [fen for fen in sums.values() if fen]
    return f"{len(off)} entries are off, by {sum(off)} fen" if off or not sums else None


async def nothing_written_is_changed(books: Books) -> Finding:
    """2. The journal only grows, whatever the app's own role tries."""
    at = place()
    await books.post(*(lend(fen, at) for fen in (100, 200, 300)))
    before = await books.journal(at.customer_id)
    tried = [await books.refused(statement, at.customer_id) for statement in TAMPER]
    await books.post(lend(50, at))
    after = await books.journal(at.customer_id)
    kept = {(line["id"], line["line"], line["amount_fen"], line["value_on"]) for line in after}
    lost = [line for line in before if (line["id"], line["line"], line["amount_fen"], line["value_on"]) not in kept]
    if lost or len(after) != len(before) + 2 or None in tried:
        return f"{len(lost)} of {len(before)} lines changed, {tried.count(None)} of {len(TAMPER)} attempts were let in"
    return None


async def the_chain_is_whole(books: Books) -> Finding:
    """3. Each entry's hash follows from its content and from all entries before it."""
    at = place()
    for fen in range(1, 6):
        await books.post(lend(fen, at))
    while await books.seal():
        pass
    links = await books.owner.fetch(
        "SELECT s.number, s.hash, c.content FROM ledger_seals s LEFT JOIN ledger_contents c "
        "ON c.customer_id = s.customer_id AND c.id = s.entry_id ORDER BY s.number"
    )
    head = bytes(32)
    for link in links:
        head = hashlib.sha256(head + (link["content"] or "").encode()).digest()
        if head != link["hash"]:
            return f"link {link['number']} of {len(links)} does not follow"
    [check] = [check for check in CHECKS if check.code == "ledger.seal_broken"]
    await books.owner.execute(BACKDATE.format(sign="-"), at.customer_id)
    found = await books.owner.fetch(check.sql)
    await books.owner.execute(BACKDATE.format(sign="+"), at.customer_id)
    return None if len(found) == 5 else f"{len(found)} of 5 changed entries were found"


async def a_repeated_event_does_nothing_and_says_so(books: Books) -> Finding:
    """4. What was posted is posted once, and whoever sends it again is told."""
    at = place()
    one = plain(lend(SENT_AGAIN_FEN, at))
    first = await books.post(one)
    again = [await books.post(one), await books.post(one | {"id": str(uuid4())})]
    standing = await books.standing(at)
    if first is None and again == [ALREADY, ALREADY] and standing == SENT_AGAIN_FEN:
        return None
    return f"sent three times: answers {again}, standing {standing} fen of {SENT_AGAIN_FEN}"


async def repeated_at_once_one_is_posted(books: Books) -> Finding:
    """5. The same event from many clients in one moment, each in the name of another customer, is one entry."""
    places = [place() for _ in range(RIVALS)]
    event_id = uuid4()
    await books.post_at_once([lend(SENT_AGAIN_FEN, at, event_id=event_id) for at in places])
    lines = await books.journal(*(at.customer_id for at in places))
    posted = len({line["id"] for line in lines})
    return None if posted == 1 else f"{posted} of {RIVALS} were posted"


async def no_update_is_lost_on_a_hot_account(books: Books) -> Finding:
    """6. What was acknowledged on one busy loan is all there."""
    at = place()
    answers = await books.post_at_once([lend(100, at) for _ in range(5 * RIVALS)])
    expected, standing = 100 * answers.count(None), await books.standing(at)
    return None if standing == expected else f"{expected - standing} fen of {expected} are lost"


async def value_is_conserved(books: Books) -> Finding:
    """7. What moves between loans in a crowd neither grows nor shrinks."""
    loans = loans_of(uuid4(), 3)
    await books.post(*(lend(100_000, at) for at in loans))
    moves = [_move(loans[number % 3], loans[(number + 1) % 3], 7 + number) for number in range(5 * RIVALS)]
    await books.post_at_once(moves)
    total = sum([await books.standing(at) for at in loans])
    return None if total == 300_000 else f"the total drifted by {total - 300_000} fen"


async def what_is_read_is_what_is_written(books: Books) -> Finding:
    """8. The balances that staff are shown are the sums of the journal."""
    at = place()
    parts = Parts(principal_fen=30, interest_fen=20, penalty_fen=10, fee_fen=5, excess_fen=1)
    await books.post(lend(500, at))
    await books.post(rules.repayment_received(uuid4(), at, parts, booked_on=DAY, value_on=DAY))
    shown = {row.code: row.balance_fen for row in await reading.trial_balance(books.caller, loan_id=at.loan_id)}
    off = {account: shown[account] - await books.standing(at, account) for account in Account if account in shown}
    wrong = {account.value: fen for account, fen in off.items() if fen}
    return f"shown and written differ: {wrong}" if wrong else None


async def no_bound_is_overdrawn(books: Books) -> Finding:
    """9. Twenty draw 1,000 each at once from an account of 10,000: ten get it."""
    account_id = await _funded(books, 10_000)
    places = [_out_of(account_id) for _ in range(20)]
    answers = await all_at_once(*(books.draw(at, 1000) for at in places))
    drawn = await books.owner.fetchval("SELECT held_fen + paid_fen FROM funding_holds WHERE id = $1", account_id)
    if drawn == 10_000 and answers.count(None) == 10:
        return None
    return f"{answers.count(None)} of 20 were let in, {drawn} fen drawn of 10000"


async def nothing_drifts_in_many_small_or_large_amounts(books: Books) -> Finding:
    """10. A thousand single fen are a thousand fen, and the largest amounts keep their last one."""
    small, large = place(), place()
    await books.post(*(lend(1, small) for _ in range(1000)))
    await books.post(*(lend(10**15 - 1, large) for _ in range(11)))
    off = (await books.standing(small) - 1000, await books.standing(large) - 11 * (10**15 - 1))
    return None if off == (0, 0) else f"off by {off[0]} and by {off[1]} fen"


async def currencies_are_not_mixed(books: Books) -> Finding:
    """11. Neither an entry nor one line of it is in anything but yuan."""
    at = place()
    whole, dollars = plain(lend(700, at), currency="USD"), plain(lend(700, at))
    dollars["postings"][1]["currency"] = "USD"
    answers = [
        await books.post(whole),
        await books.post(dollars),
        await books.post(plain(lend(700, at), currency=None)),
    ]
    taken = answers.count(None)
    return None if set(answers) == {"ledger.currency_refused"} else f"{taken} of 3 were taken: {answers}"


async def a_reversal_compensates_and_deletes_nothing(books: Books) -> Finding:
    """12. Undone is what has a mirror beside it: both stay, together they are nothing, and it happens once."""
    at = place()
    one = lend(3000, at)
    given = plain(one)
    await books.post(given)
    before = await books.journal(at.customer_id)
    undo = [rules.reversal(uuid4(), UUID(given["id"]), one, booked_on=DAY) for _ in range(RIVALS)]
    await books.post_at_once(undo)
    late = await books.post(rules.reversal(uuid4(), UUID(given["id"]), one, booked_on=DAY))
    after = await books.journal(at.customer_id)
    gone, net = [line for line in before if line not in after], await books.standing(at)
    if gone or len(after) != 2 * len(before) or net or late != "ledger.already_reversed":
        return f"{len(gone)} lines are gone, {len(after)} stand, net {net} fen, a late one is told {late}"
    return None


async def the_state_is_rebuilt_from_the_events(books: Books) -> Finding:
    """13. Folding the events that were acknowledged gives every balance on every day of value."""
    events = _a_month_of_business()
    for one in events:
        assert await books.post(one) is None
    rebuilt: Counter[tuple[date, UUID | None, UUID | None, str]] = Counter()
    for one in events:
        for line in one.postings:
            rebuilt[one.value_on, line.loan_id, line.funding_account_id, line.account.value] += line.amount_fen
    live: Counter[tuple[date, UUID | None, UUID | None, str]] = Counter()
    for line in await books.journal(*{one.customer_id for one in events}):
        key = (line["value_on"], line["loan_id"], line["funding_account_id"], line["account_code"])
        live[key] += line["amount_fen"]
    off = {key: live[key] - fen for key, fen in rebuilt.items() if live[key] != fen}
    return f"{len(off)} of {len(rebuilt)} balances differ, by {sum(map(abs, off.values()))} fen" if off else None


async def the_order_is_total_and_without_gaps(books: Books) -> Finding:
    """14. Entries are numbered 1, 2, 3…; what was committed before another began has the lower number."""
    at = place()
    in_turn = [plain(lend(100, at)) for _ in range(8)]
    for one in in_turn:
        await books.post(one)
    await books.post_at_once([lend(1, at) for _ in range(2 * RIVALS)])
    while any(await all_at_once(books.seal(0), books.seal(1), books.seal(2))):
        pass
    numbers = await books.owner.fetch("SELECT number, entry_id FROM ledger_seals ORDER BY number")
    found = [row["number"] for row in numbers]
    if found != list(range(1, len(found) + 1)):
        return f"{len(found)} numbers reach from {found[0]} to {found[-1]}"
    by_entry = {str(row["entry_id"]): row["number"] for row in numbers}
    order = [by_entry[one["id"]] for one in in_turn]
    return None if order == sorted(order) else f"posted one after the other, numbered {order}"


async def a_repeated_refusal_is_no_success(books: Books) -> Finding:
    """15. A request that was refused was not done: nobody who sends it again is told that it was."""
    account_id = await _funded(books, 400)
    at, key = _out_of(account_id), uuid4().hex
    answers = await all_at_once(*(books.draw(at, 1000, key) for _ in range(6)))
    answers += [await books.draw(at, 1000, key)]
    told = answers.count(None)
    if told:
        return f"{told} of 7 were told that 1000 fen were drawn, and {await books.standing(at)} were"
    await books.owner.execute("UPDATE funding_holds SET allotted_fen = 5000 WHERE id = $1", account_id)
    late = [await books.draw(at, 1000, key) for _ in range(2)]
    standing = await books.standing(at)
    return None if late == [None, None] and standing == 1000 else f"later {late}, and {standing} fen of 1000"


LAWS: Final[tuple[Callable[[Books], Awaitable[Finding]], ...]] = (
    every_entry_is_balanced,
    nothing_written_is_changed,
    the_chain_is_whole,
    a_repeated_event_does_nothing_and_says_so,
    repeated_at_once_one_is_posted,
    no_update_is_lost_on_a_hot_account,
    value_is_conserved,
    what_is_read_is_what_is_written,
    no_bound_is_overdrawn,
    nothing_drifts_in_many_small_or_large_amounts,
    currencies_are_not_mixed,
    a_reversal_compensates_and_deletes_nothing,
    the_state_is_rebuilt_from_the_events,
    the_order_is_total_and_without_gaps,
    a_repeated_refusal_is_no_success,
)


def _move(source: Place, target: Place, fen: int) -> Entry:
    """Principal from one loan of a customer to another."""
    postings = (
        Posting(Account.PRINCIPAL, fen, target.loan_id, target.funding_account_id),
        Posting(Account.PRINCIPAL, -fen, source.loan_id, source.funding_account_id),
    )
    made = lend(fen, source)
    return Entry(made.event_type, uuid4(), made.customer_id, made.branch_id, DAY, DAY, postings)


def _out_of(account_id: UUID) -> Place:
    one = place()
    return Place(one.customer_id, one.branch_id, account_id, one.loan_id)


async def _funded(books: Books, allotted_fen: int) -> UUID:
    """A funding account of headquarters with so much at its disposal."""
    account_id = uuid4()
    branch = await books.owner.fetchval("SELECT id FROM branches WHERE parent_id IS NULL")
    await books.owner.execute(
        "INSERT INTO funding_accounts (id, branch_id, bank_name, account_number, state, opened_at) "
        "VALUES ($1, $2, 'bank', $3, 'open', now())",
        account_id,
        branch,
        str(account_id.int)[:19],
    )
    await books.owner.execute(
        "INSERT INTO funding_holds (id, branch_id, allotted_fen, held_fen, paid_fen) VALUES ($1, $2, $3, 0, 0)",
        account_id,
        branch,
        allotted_fen,
    )
    return account_id


def _a_month_of_business() -> list[Entry]:
    """Thirty loans paid out, repaid with every part, one day booked and another counted from."""
    events = []
    for number, at in enumerate(loans_of(uuid4(), 30)):
        days = {"booked_on": DAY + timedelta(days=number % 20), "value_on": DAY - timedelta(days=1 + number % 5)}
        parts = Parts(principal_fen=100 + number, interest_fen=number, penalty_fen=number % 3, excess_fen=number % 2)
        events.append(rules.loan_disbursed(uuid4(), at, 10_000 + number, **days))
        events.append(rules.repayment_received(uuid4(), at, parts, **days))
    return events
