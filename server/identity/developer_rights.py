"""What a developer token may hold: a part of its owner's rights, and never what wants the person himself.

A token lies in files and in the memory of programs for months. So nothing that needs a second factor, nothing that
shows personal data in clear (a photographed card does), nothing about sessions, passwords, other people's rights or
further tokens.
"""

from collections.abc import Collection, Iterable

from server.identity.errors import OperationNotForTokens
from server.identity.operations import Operation

DAYS_MAX = 90
LIVING_MAX = 20
READS = ":read"
NEVER = frozenset(
    {
        Operation.APPROVAL_DECIDE,
        Operation.BREAK_AGREE,
        Operation.COLLECTION_REVEAL,
        Operation.COMPLIANCE_READ,
        Operation.CONTRACT_RESCIND,
        Operation.CUSTOMER_ERASE,
        Operation.CUSTOMER_REVEAL,
        Operation.DOCUMENT_CONFIRM,
        Operation.DOCUMENT_READ,
        Operation.DOSSIER_DRAW,
        Operation.LOAN_CHANGE_RATE,
        Operation.LOAN_DISBURSE,
        Operation.LOAN_REFUND,
        Operation.LOAN_RESCHEDULE,
        Operation.LOAN_REVERSE,
        Operation.LOAN_WAIVE,
        Operation.LOAN_WRITE_OFF,
        Operation.MATRIX_PUBLISH,
        Operation.OFFER_READ,
        Operation.PASSKEY_KEEP,
        Operation.PAYMENT_RELEASE,
        Operation.PERIOD_CLOSE,
        Operation.SECURITY_SET,
        Operation.SESSION_END,
        Operation.SESSION_OPEN,
        Operation.SESSION_PASSWORD,
        Operation.SESSION_REFRESH,
        Operation.SESSION_STEP_UP,
        Operation.STAFF_APPOINT,
        Operation.STAFF_DISABLE,
        Operation.STAFF_HIRE,
        Operation.STAFF_RESET,
        Operation.STAFF_TRANSFER,
        Operation.TOKEN_CREATE,
        Operation.TOKEN_READ,
        Operation.TOKEN_REVOKE,
    }
)
ALWAYS = frozenset({Operation.QUERY_COMPOSE, Operation.REQUEST_READ, Operation.SESSION_READ})
"""What its owner holds of these: so that a program composes as he does, can ask what it may do, and what became of a
request."""


def usable(held: Iterable[str]) -> frozenset[str]:
    """What of somebody's operations a token of his could hold."""
    return frozenset(held) - NEVER


def chosen(held: Collection[str], wanted: Collection[str] | None, *, read_only: bool) -> frozenset[str]:
    """The operations of a new token: those asked for, else all that it could hold.

    `read_only` keeps to operations that only read. Raises OperationNotForTokens, naming the first that cannot be had:
    not held by the owner, never held by tokens, or writing where only reading was asked for.
    """
    possible = {name for name in usable(held) if name.endswith(READS) or not read_only}
    if wanted is None:
        return frozenset(possible)
    for name in wanted:
        if name not in possible:
            raise OperationNotForTokens(field="operations", operation=name)
    return frozenset(wanted)


def present(held: Collection[str], granted: Collection[str]) -> frozenset[str]:
    """What a token may do at this moment: what it was given and its owner still holds."""
    return usable(held) & (frozenset(granted) | ALWAYS)
