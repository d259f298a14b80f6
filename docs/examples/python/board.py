"""The example client at work: `python board.py board|customers|prospect|watch`.

JIEDAI_URL says where (http://127.0.0.1:8000 without it); JIEDAI_TOKEN is a developer token, or JIEDAI_LOGIN,
JIEDAI_PASSWORD and, where the account has one, JIEDAI_CODE log in.
"""  # noqa: INP001 - a script to copy, no package

import asyncio
import os
import sys
import uuid

from jiedai_client import Jiedai

BOARD = """
query Board($first: Int!) {
  dashboard {
    asOf
    tiles { titleZh titleEn value unit }
    byBranch { branch { name } loansActive outstanding overdue }
  }
  loans(first: $first) { totalCount nodes { number principal customer { nameMasked } officer { name } } }
}
"""
CUSTOMERS = """
query Customers($after: String) {
  customers(first: 2, after: $after) { nodes { nameMasked outstanding } pageInfo { hasNextPage endCursor } }
}
"""
PROSPECT = """
mutation Prospect($input: BeginProspectInput!) { beginProspect(input: $input) { customer { id state } } }
"""
INBOX = "subscription Inbox { approvalInbox(first: 5) { totalCount nodes { id tier amount } } }"


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


async def board(api: Jiedai) -> None:
    """One request, one snapshot: figures and the latest loans."""
    found = await api.ask(BOARD, first=5)
    for tile in found["dashboard"]["tiles"]:
        say(f"{tile['titleEn']}: {tile['value']} {tile['unit']}")
    for row in found["dashboard"]["byBranch"]:
        say(f"{row['branch']['name']}: {row['loansActive']} loans, {row['outstanding']} out")
    for loan in found["loans"]["nodes"]:
        say(f"{loan['number']}: {loan['principal']} of {loan['customer']['nameMasked']}")


async def customers(api: Jiedai) -> None:
    """Every customer in sight, two at a time; a client of yours takes 100 at a time."""
    count = 0
    async for customer in api.rows(CUSTOMERS, "customers"):
        say(f"{customer['nameMasked']}: {customer['outstanding']}")
        count += 1
    say(f"{count} customers")


async def prospect(api: Jiedai) -> None:
    """The same key twice, as after a lost answer: one customer."""
    key = str(uuid.uuid4())
    first = await api.once(PROSPECT, key)
    again = await api.once(PROSPECT, key)
    assert first == again
    say(f"{first['beginProspect']['customer']['id']}: {await api.outcome(key)}")


async def watch(api: Jiedai) -> None:
    """The inbox as it is now; leave out the `break` to be told of every change."""
    async for event in api.watch(INBOX):
        say(f"{event['approvalInbox']['totalCount']} cases wait")
        break


async def main() -> None:
    verbs = {"board": board, "customers": customers, "prospect": prospect, "watch": watch}
    verb = verbs[sys.argv[1] if len(sys.argv) > 1 else "board"]
    given = os.environ.get
    async with Jiedai(given("JIEDAI_URL", "http://127.0.0.1:8000"), given("JIEDAI_TOKEN")) as api:
        if api.token is None:
            await api.log_in(os.environ["JIEDAI_LOGIN"], os.environ["JIEDAI_PASSWORD"], given("JIEDAI_CODE"))
        await verb(api)


if __name__ == "__main__":
    asyncio.run(main())
