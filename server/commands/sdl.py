"""`jiedai sdl`: the GraphQL schema as text, without a database."""

import sys

from server.commands.console import new_app

app = new_app("Print the GraphQL schema in its own language; equals schema/schema.graphql byte for byte.")


@app.command()
def sdl() -> None:
    """Print the GraphQL schema; equals schema/schema.graphql byte for byte."""
    from schema.root import schema

    # one line feed at the end, on every platform
    sys.stdout.buffer.write(schema.as_str().rstrip("\n").encode() + b"\n")
    sys.stdout.flush()
