"""A house is opened from its settings: the part of the composition that commands and the worker need.

It knows nothing of the API: loading that takes two seconds of a processor, and only who serves it should wait.
"""

from datetime import date

from server.connectors.assistant import NullAssistant
from server.connectors.links import HttpSources
from server.contracts.signer import open_signer
from server.custody.bank_http import HttpBank
from server.identity.actors import Sessions
from server.kit.clock import clock_on
from server.kit.database import Database, make_engine
from server.kit.hints import Hints
from server.kit.ids import SystemIds
from server.kit.ports import PictureReader, Ports
from server.kit.read_pool import ReadPool
from server.kit.storage import DiskStore
from server.kit.work import House
from server.notices.channels import open_channel
from server.notices.reach.heralds import open_heralds
from server.partners.webhooks.courier import HttpCourier
from server.reactions import REACTIONS
from server.settings import Settings


def open_house(settings: Settings, reader: PictureReader | None = None) -> House:
    """Everything that a process needs, from its settings. Only the worker has a picture reader."""
    clock = clock_on(date.fromisoformat(settings.business_date) if settings.business_date else None)
    master_key = settings.master_key.get_secret_value()
    url = settings.database_url.get_secret_value()
    engine = make_engine(url, pool_size=settings.pool_size, pooler=settings.database_pooler)
    reads = ReadPool(engine, size=settings.pool_size, prepared=settings.database_pooler != "transaction")
    database = Database(engine, reads=reads)
    courier, messenger = HttpCourier(settings.webhook_networks), open_channel(settings)
    ports = Ports(
        clock=clock,
        ids=SystemIds(),
        bank=HttpBank(settings.bank_url, settings.bank_secret.get_secret_value(), clock=clock),
        storage=DiskStore(settings.data_dir / "blobs"),
        messenger=messenger,
        signer=open_signer(settings),
        reader=reader,
        master_key=master_key,
        courier=courier,
        sources=HttpSources(
            settings.connectors_url,
            settings.connectors_secret.get_secret_value(),
            urls=settings.connector_urls,
            clock=clock,
        ),
        assistant=NullAssistant(),
        heralds=open_heralds(settings, courier=courier, messenger=messenger, clock=clock),
    )
    sessions = Sessions(settings.token_key.get_secret_value(), settings.cut_off_hour)
    return House(database, ports, settings, sessions, REACTIONS, Hints(hints_url(settings)))


def hints_url(settings: Settings) -> str | None:
    """Where to listen for hints: a pooler in transaction mode cannot, so behind one it takes an address of its own."""
    direct = settings.hints_database_url or (None if settings.database_pooler else settings.database_url)
    return direct.get_secret_value() if direct else None
