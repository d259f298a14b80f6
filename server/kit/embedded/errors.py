"""What can go wrong with the embedded database, each as one line that a person can act on."""


class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot be found, made, started or spoken to."""


class HomeBusyError(EmbeddedError):
    """Another process runs a server in the same home."""
