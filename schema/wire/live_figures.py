"""What is watched, in figures for /metrics."""

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from schema.wire.live import Live
from schema.wire.sockets import Sockets


class LiveFigures(Collector):
    """Open sockets, watches and followers now; reads since the start."""

    def __init__(self, sockets: Sockets, live: Live) -> None:
        self._sockets = sockets
        self._live = live

    def collect(self) -> Iterator[Metric]:
        """Asked for at each scrape."""
        watches = list(self._live.watches.values())
        followers = sum(len(watch.followers) for watch in watches)
        yield GaugeMetricFamily("jiedai_sockets", "Open sockets.", value=self._sockets.open)
        yield GaugeMetricFamily("jiedai_watches", "Questions that are watched.", value=len(watches))
        yield GaugeMetricFamily("jiedai_followers", "Subscriptions that share the watches.", value=followers)
        yield CounterMetricFamily("jiedai_watch_reads", "Reads for watches.", value=self._live.reads)
