"""How often somebody may ask: staff and partners by who they are, everybody else by address.

Each process counts for itself, so behind n processes n times as much gets through. A window slides over two counted
minutes (the strategy of `limits`); a token that is no good counts for its address. Failed log-ins have a brake of
their own, in the database: see `server/identity/throttle.py`.
"""

import time
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItemPerMinute
from limits.storage.base import SlidingWindowCounterSupport, Storage
from limits.strategies import SlidingWindowCounterRateLimiter

from server.front.refusals import RateExceeded
from server.kit.work import ActorKind, Caller
from server.settings import Settings

WINDOW_SECONDS = 60
HOUSEHOLD_BITS = 64
"""One subscriber holds so many bits of an IPv6 address."""


class Rates:
    """The counters of one process. A limit of 0 is none."""

    def __init__(self, settings: Settings) -> None:
        self._known = _item(settings.rate_limit_staff_per_minute)
        self._unknown = _item(settings.rate_limit_address_per_minute)
        self._limiter = SlidingWindowCounterRateLimiter(TwoWindows())

    def count(self, caller: Caller) -> None:
        """One request of somebody. Raises RateExceeded."""
        if caller.actor.kind is ActorKind.NOBODY:
            self.count_address(caller.address)
        else:
            self._count(self._known, caller.actor.id.hex)

    def count_address(self, address: str | None) -> None:
        """One request of nobody known. Raises RateExceeded."""
        self._count(self._unknown, household(address) if address and ":" in address else address or "")

    def _count(self, item: RateLimitItemPerMinute | None, who: str) -> None:
        if item is None or self._limiter.hit(item, who):
            return
        wait = self._limiter.get_window_stats(item, who).reset_time - time.time()
        raise RateExceeded(limit=item.amount, retry_after_seconds=max(1, int(wait) + 1))


def household(address: str) -> str:
    """An IPv6 address without the part that its holder may choose; other texts as they are."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> HOUSEHOLD_BITS << HOUSEHOLD_BITS))
    return address


def _item(per_minute: int) -> RateLimitItemPerMinute | None:
    return RateLimitItemPerMinute(per_minute) if per_minute else None


class TwoWindows(Storage, SlidingWindowCounterSupport):
    """Counts of this minute and of the one before; both are dropped whole, so old callers cost nothing.

    The library's own memory storage starts a thread every 10 ms and looks at every key in it: 1.5 ms for 5,000 keys
    (measured). Called from the event loop only, so no lock is needed.
    """

    def __init__(self) -> None:
        super().__init__()
        self._window = 0
        self._before: dict[str, int] = {}
        self._present: dict[str, int] = {}

    def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        before, left, present, _ = self.get_sliding_window(key, expiry)
        if before * left / expiry + present + amount > limit:
            return False
        self._present[key] = present + amount
        return True

    def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        """Count of the window before and seconds that it still counts, count of this one and seconds it will."""
        now = time.time()
        self._turn(int(now // expiry))
        left = expiry - now % expiry
        return self._before.get(key, 0), left, self._present.get(key, 0), left + expiry

    def clear_sliding_window(self, key: str, expiry: int) -> None:
        del expiry
        self.clear(key)

    def _turn(self, window: int) -> None:
        if window != self._window:
            self._before = self._present if window == self._window + 1 else {}
            self._present = {}
            self._window = window

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        self._turn(int(time.time() // expiry))
        self._present[key] = self._present.get(key, 0) + amount
        return self._present[key]

    def get(self, key: str) -> int:
        return self._present.get(key, 0)

    def get_expiry(self, key: str) -> float:
        del key
        return (self._window + 1.0) * WINDOW_SECONDS

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        count = len(self._present)
        self._before, self._present = {}, {}
        return count

    def clear(self, key: str) -> None:
        self._before.pop(key, None)
        self._present.pop(key, None)
