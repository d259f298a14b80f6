"""`jiedai worker`: the outbox and the clock."""

from server.commands.console import new_app

app = new_app("Do the work that waits in the outbox and what the clock starts; ends after the jobs at hand on SIGTERM.")


@app.command()
def worker() -> None:
    """Do the work that waits in the outbox and what the clock starts; ends after the jobs at hand on SIGTERM."""
    from server.jobs.worker import main

    main()
