"""A browser reduced to its requests: one or several at a time, each timed from asking to the last byte."""

import gzip
import http.client
import threading
import time
from dataclasses import dataclass

from bench.server import BenchError

ONE = 200  # requests at one client
ROUND = 20  # of them before the floor has its turn
EIGHT, EACH = 8, 50  # clients, requests of each
WARM_UP = 20


@dataclass(frozen=True, slots=True)
class Address:
    """A page: port, path, and the cookie that signs in ("" where nobody needs to)."""

    port: int
    path: str
    cookie: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of every request, in ascending order, and requests a second."""

    ms: tuple[float, ...]
    per_second: float = 0.0

    def at(self, share: float) -> float:
        """The time within which that share of the requests was answered (nearest rank)."""
        return self.ms[max(0, -(-int(share * 1000) * len(self.ms) // 1000) - 1)]

    @property
    def p50(self) -> float:
        return self.at(0.5)

    @property
    def p95(self) -> float:
        return self.at(0.95)


def times_of(seconds: list[float], wall: float = 0.0) -> Times:
    return Times(tuple(sorted(1000 * s for s in seconds)), len(seconds) / wall if wall else 0.0)


class Browser:
    """One client. It asks to keep the connection; a sync worker closes it, and the next request opens another."""

    def __init__(self, address: Address) -> None:
        self.address, self.connection = (
            address,
            http.client.HTTPConnection("127.0.0.1", address.port, timeout=60),
        )
        self.headers = {"Accept-Encoding": "gzip", "Cookie": address.cookie, "Connection": "keep-alive"}

    def fetch(self) -> tuple[bytes, bool]:
        """The body as sent, and whether it is compressed. Raises BenchError for any answer but 200."""
        self.connection.request("GET", self.address.path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise BenchError(f"{self.address.path} answered {answer.status} instead of 200.")
        return body, answer.getheader("Content-Encoding") == "gzip"

    def time(self, count: int) -> list[float]:
        """Seconds of each of so many requests, one after the other."""
        found = []
        for _ in range(count):
            began = time.perf_counter()
            self.fetch()
            found.append(time.perf_counter() - began)
        return found


def weigh(address: Address) -> tuple[int, int]:
    """Bytes of the page as sent and unpacked."""
    body, packed = Browser(address).fetch()
    return len(body), len(gzip.decompress(body)) if packed else len(body)


def one_client(*addresses: Address) -> list[Times]:
    """Times of each address at one client; they take turns, so that a busy moment of the machine hits them alike."""
    browsers = [Browser(address) for address in addresses]
    found: list[list[float]] = [[] for _ in browsers]
    for browser in browsers:
        browser.time(WARM_UP)
    for _ in range(ONE // ROUND):
        for seconds, browser in zip(found, browsers, strict=True):
            seconds.extend(browser.time(ROUND))
    return [times_of(seconds) for seconds in found]


def eight_clients(address: Address) -> Times:
    """Times of one address with eight clients asking at once. Raises BenchError when a request failed."""
    found: list[list[float]] = []
    threads = [threading.Thread(target=lambda: found.append(Browser(address).time(EACH)), daemon=True)
               for _ in range(EIGHT)]  # fmt: skip
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(found) < EIGHT:
        raise BenchError(f"{address.path} failed with eight clients at once.")
    return times_of([s for seconds in found for s in seconds], time.perf_counter() - began)
