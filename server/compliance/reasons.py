"""What people say why."""

from server.compliance.errors import ReasonMissing

LENGTHS = range(2, 501)


def sound_reason(text: str, field: str) -> str:
    """The reason without outer spaces. Raises ReasonMissing."""
    said = text.strip()
    if len(said) not in LENGTHS:
        raise ReasonMissing(field=field)
    return said
