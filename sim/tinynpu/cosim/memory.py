"""Memory behind the request and response streams of a block."""

from collections import deque
from collections.abc import Callable

import cocotb

from tinynpu.cosim.agents import Bench, StreamSink, StreamSource, stretches

__all__ = ["StreamMemory"]


class StreamMemory:
    """Takes bursts on ``request`` and answers them in order on ``response``.

    Parameters
    ----------
    bench, bus_bytes
        Block, and bytes of a beat.
    answer
        Data and whether there is an error, for the address of a beat.
    request
        Called with address and beats of each burst.
    pauses
        Chance and longest duration of pauses on both streams.
    latency
        Cycles from a request to its first beat, at least.
    may_withdraw
        As for `tinynpu.cosim.agents.StreamMonitor`, of the requests.

    Members
    -------
    under_way
        Bursts not yet answered.
    beats
        Beats so far.
    """

    def __init__(
        self,
        bench: Bench,
        bus_bytes: int,
        answer: Callable[[int], tuple[int, int]],
        request: Callable[[int, int], None],
        *,
        pauses: tuple[float, int] = (0.0, 1),
        latency: int = 1,
        may_withdraw: Callable[[], bool] = lambda: False,
    ):
        self.bench = bench
        self.bus_bytes = bus_bytes
        self.answer = answer
        self.request = request
        self.latency = latency
        self.under_way = self.beats = 0
        self._waiting: deque[tuple[int, int, int]] = deque()
        self._cycle = 0
        self._sink = StreamSink(
            bench, "request", self._take, stretches(bench, *pauses), may_withdraw
        )
        self._source = StreamSource(bench, "response", stretches(bench, *pauses))
        self.task = cocotb.start_soon(self._run())

    @property
    def agents(self) -> list[object]:
        """What `tinynpu.cosim.agents.restart` has to end."""
        return [self, self._sink, self._source]

    def _take(self, request):
        self.under_way += 1
        self._waiting.append((self._cycle + self.latency, request.address, request.beats))
        self.request(request.address, request.beats)

    async def _run(self):
        bench = self.bench
        while True:
            await bench.edge()
            if bench.bits("response__valid") and bench.bits("response__ready"):
                self.beats += 1
                self.under_way -= bench.get("response__payload").last
            self._cycle += 1
            while self._waiting and self._waiting[0][0] <= self._cycle:
                _, address, beats = self._waiting.popleft()
                for i in range(beats):
                    word, error = self.answer((address + i * self.bus_bytes) & 0xFFFFFFFF)
                    last = int(i == beats - 1)
                    self._source.queue.append({"data": word, "last": last, "error": error})
