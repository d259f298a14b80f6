"""`jiedai serve`: one server process; more of them run behind a balancer."""

import socket
from pathlib import Path
from typing import Annotated

import typer

from server.commands.console import ExitCode, fail, new_app

app = new_app("Serve the API and the staff app; settings come from JIEDAI_* variables.")

BACKLOG = 2048
SOCKET_MESSAGE_BYTES = 2**18
"""What is beyond the front door's own limit is refused there in words; this one only bounds what is held."""

DRAIN_SECONDS = 20
"""How long requests at hand may go on after SIGTERM; below the 30 s that orchestrators wait before they kill."""


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    certificate: Annotated[Path | None, typer.Option(help="PEM file; with --key it serves HTTPS.")] = None,
    key: Annotated[Path | None, typer.Option(help="PEM file of the certificate's private key.")] = None,
) -> None:
    """Serve the API and the staff app; settings come from JIEDAI_* variables."""
    if (certificate is None) != (key is None):
        fail(ExitCode.USAGE, "--certificate and --key go together")
    listener = listen(host, port)
    try:
        _serve(listener, certificate, key)
    finally:
        listener.close()


def listen(host: str, port: int) -> socket.socket:
    """Bind the address, or end the command saying who has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        fail(ExitCode.PORT_TAKEN, f"cannot listen on {host}:{port}: {error.strerror}; choose another with --port")
    return listener


def _serve(listener: socket.socket, certificate: Path | None, key: Path | None) -> None:
    import uvicorn

    from server.app import create_app
    from server.front.deadlines import Deadlines, deadline_protocol
    from server.front.log_setup import configure

    configure()
    config = uvicorn.Config(
        create_app(),
        http=deadline_protocol(Deadlines(upload_prefixes=("/api/uploads", "/api/customer-sheets"))),
        # the front door knows the trusted proxies, writes the log and names nothing
        proxy_headers=False,
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        backlog=BACKLOG,
        ws_max_size=SOCKET_MESSAGE_BYTES,
        # events are small and many: a compressor for each socket would cost more memory than all they carry
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    uvicorn.Server(config).run(sockets=[listener])
