"""The Node interface: everything that has a global id."""

import strawberry

from schema.reading.declarations import global_id


@strawberry.interface(description="Anything with a global id.")
class Node:
    """Implemented by every major object."""

    id: strawberry.ID = global_id("Opaque global id.")
