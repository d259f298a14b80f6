"""The Node interface: everything that has a global id."""

import strawberry


@strawberry.interface(description="Anything with a global id.")
class Node:
    """Implemented by every major object."""

    id: strawberry.ID = strawberry.field(description="Opaque global id.")
