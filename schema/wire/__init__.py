"""GraphQL over HTTP and WebSocket, behind one guard: no default of a library reaches the network."""
