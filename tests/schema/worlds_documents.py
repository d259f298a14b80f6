"""The documents that staff of two worlds send: every list with every edge below it."""

from collections.abc import Sequence

APPLICATION = """id number state amount termMonths purpose tier exposureAfter debtRatio version createdAt
  findings { code outcome } opinion { amount by { login } } officer { login branch { code } } branch { code }"""
LOAN = """id number state principal outstanding disbursedOn nextDueOn version
  instalments { number dueOn outstanding } repayments { amount reference recordedBy { login } }
  payment { number state amount } indicators(first: 3) { totalCount nodes { code value grade } }"""
CUSTOMER = """id kind state nameMasked idNumberMasked phoneMasked outstanding committed incomeMonthly version
  branch { code parent { code } } officer { login } accounts { id numberMasked state }
  indicators { totalCount nodes { code level value grade asOf version } }
  documents { id kind state fields { name proposed confirmed } warnings }"""
PAGE = "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor }"

LISTS: tuple[str, ...] = (
    f"{{ customers(first: 50) {{ {PAGE} nodes {{ {CUSTOMER} applications {{ id }} loans {{ id }} }} }} }}",
    "{ customers(first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { id } } }",
    f"""{{ applications(first: 50) {{ {PAGE} nodes {{ {APPLICATION}
        customer {{ id nameMasked applications {{ id }} }} case {{ id version mayDecide whyNot {{ code }}
        votes {{ reason by {{ login }} }} }} contract {{ id number state }} loan {{ id }}
        documents {{ id }} }} }} }}""",
    "{ applications(state: [IN_REVIEW]) { totalCount nodes { id } } }",
    "{ applications(state: [DRAFT, APPROVED, CONTRACTED, DISBURSED]) { totalCount nodes { id } } }",
    f"""{{ loans(first: 50) {{ {PAGE} nodes {{ {LOAN} customer {{ id outstanding loans {{ id }} }}
        application {{ id number }} officer {{ login }} branch {{ code }} }} }} }}""",
    "{ loans(overdue: true) { totalCount nodes { id } } }",
    f"{{ approvalInbox(first: 50) {{ {PAGE} nodes {{ id tier amount mayDecide application {{ {APPLICATION} }} }} }} }}",
    "{ dashboard { asOf tiles { key value change } byBranch { branch { code } applications loansActive overdue } } }",
    "{ branches { id code name kind parent { code } } }",
    "{ products { id code amountMin amountMax } }",
    "{ staff(first: 100) { nodes { id login state branch { code } positions { code operations } } } }",
    '{ staff(operation: "customer:register") { nodes { login } } }',
    "{ ownFeedback { totalCount nodes { id text } } }",
    "{ viewer { staff { login positions { code } } operations scopeKind } }",
)

ASKED_BY_ID = {"customer": "borrower", "application": "in_review", "approvalCase": "case", "loan": "loan"}
"""Root fields by id, and what of the stage they are asked for."""


def searches(field: str, texts: Sequence[str]) -> str:
    """One document that searches a list for each text."""
    asked = (f's{at}: {field}(search: "{text}") {{ totalCount nodes {{ id }} }}' for at, text in enumerate(texts))
    return f"{{ {' '.join(asked)} }}"


def nodes(global_ids: Sequence[str]) -> str:
    """One document that asks for each object by its id."""
    asked = (f'n{at}: node(id: "{global_id}") {{ id __typename }}' for at, global_id in enumerate(global_ids))
    return f"{{ {' '.join(asked)} }}"
