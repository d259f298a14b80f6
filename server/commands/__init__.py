"""The commands of the console script, one module each, imported only when asked for.

Nouns: a command (a Typer application named `app`), an exit code with one meaning (`console.ExitCode`). Invariants: data
goes to standard output and, with `--json`, is nothing but JSON; everything said to people goes to standard error; a
failure is one line and a non-zero code.
"""
