"""`jiedai worker`: the outbox and the clock."""

from server.commands.console import new_app

app = new_app("Do the work that waits in the outbox and what the clock starts; ends after the jobs at hand on SIGTERM.")


@app.command()
def worker() -> None:
    """Do the work that waits in the outbox and what the clock starts; ends after the jobs at hand on SIGTERM."""
    import asyncio

    import ocr
    from server.app import open_house
    from server.front.log_setup import configure
    from server.jobs.worker import run
    from server.settings import Settings

    configure()
    settings = Settings()  # type: ignore[call-arg]  # the fields come from the environment
    reader = ocr.open_reader(settings.data_dir / "models")
    asyncio.run(run(open_house(settings, reader)))
