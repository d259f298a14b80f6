"""The front door: plain ASGI layers before the first resolver or route.

Nouns: a path rule (what one path takes), a refusal (a coded 4xx), a deadline (how long a client may take), a check
(one thing that must hold before the server is ready). Invariants: nothing a client sends makes this layer answer 5xx;
what passes it is bounded in size, depth and time; no address, request id or scheme is believed unless a trusted proxy
said it; neither queries, bodies nor personal data reach the log. It knows nothing of lending.
"""
