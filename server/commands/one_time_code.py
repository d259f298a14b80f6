"""`jiedai code`: the six digits that a demo log-in asks for, for a person without an authenticator at hand."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from server.commands.console import ExitCode, default_data_dir, fail, new_app
from server.commands.seed import LOGINS_FILE

app = new_app("Print the one-time code of a demo log-in, good for half a minute.")


@app.command()
def code(
    login: Annotated[str, typer.Argument(help="Log-in, as `jiedai demo` printed it.")],
    data_dir: Annotated[Path | None, typer.Option(help="Data folder of the demo [default: .jiedai].")] = None,
) -> None:
    """Print the one-time code of a demo log-in, good for half a minute."""
    import pyotp

    file = (data_dir or default_data_dir()) / LOGINS_FILE
    if not file.exists():
        fail(ExitCode.FAILED, f"there is no demo in {file.parent}")
    secrets = {one["login"]: one["totp_secret"] for one in json.loads(file.read_text(encoding="utf-8"))}
    if not secrets.get(login):
        known = ", ".join(name for name, secret in secrets.items() if secret)
        fail(ExitCode.FAILED, f"{login} is no demo log-in with a code; these are: {known}")
    sys.stdout.write(f"{pyotp.TOTP(secrets[login]).now()}\n")
