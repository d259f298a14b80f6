"""The actor that asks sources and takes their answers."""

from server.identity.actors import system_actor
from server.identity.operations import Operation

ASKER = system_actor(30, "source_asker", Operation.SOURCE_SEND)
