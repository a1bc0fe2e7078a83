"""AXI4 and AXI4-Lite in the cocotb testbenches: monitors of the rules, over ``cocotbext-axi`` models."""

import cocotb

from tinynpu.cosim.agents import Bench

__all__ = ["ChannelMonitor", "LiteMonitor", "ManagerMonitor"]


class ChannelMonitor:
    """Checks one channel: what is offered stays until it is taken (AXI4 specification, A3.2.1).

    Parameters
    ----------
    bench, prefix, channel
        For example ``"m_axi_"`` and ``"ar"``.
    payload
        Names of the channel's signals, without the prefix.

    Members
    -------
    transfers
        Handshakes seen.
    longest_wait
        Most cycles between an offer and its handshake.
    """

    def __init__(self, bench: Bench, prefix: str, channel: str, payload: tuple[str, ...]):
        self.bench = bench
        self.channel = channel
        self.valid = f"{prefix}{channel}valid"
        self.ready = f"{prefix}{channel}ready"
        self.payload = [f"{prefix}{channel}{name}" for name in payload]
        self.transfers = 0
        self.longest_wait = 0
        cocotb.start_soon(self._run())

    def take(self, values: tuple[int, ...]):
        """Called for each handshake."""

    async def _run(self):
        bench = self.bench
        offered: tuple[int, ...] | None = None
        waited = 0
        while True:
            await bench.edge()
            if bench.bits("rst"):
                offered = None
                continue
            valid = bench.bits(self.valid)
            values = tuple(bench.bits(name) for name in self.payload) if valid else None
            assert offered is None or values == offered, (
                f"{self.channel}: an offer must stay until it is taken; {offered} became {values}"
            )
            if values is not None and bench.bits(self.ready):
                self.transfers += 1
                self.longest_wait = max(self.longest_wait, waited)
                offered, waited = None, 0
                self.take(values)
            else:
                offered = values
                waited += values is not None


class _Counting(ChannelMonitor):
    """A channel whose handshakes a function is told."""

    def __init__(self, bench, prefix, channel, payload, told):
        super().__init__(bench, prefix, channel, payload)
        self.take = told


class LiteMonitor:
    """Rules of an AXI4-Lite subordinate: stable offers, no response without its request, OKAY.

    Parameters
    ----------
    bench, prefix
        For example ``"s_axil_"``.
    """

    def __init__(self, bench: Bench, prefix: str):
        self.awaited = {"b": 0, "r": 0, "w": 0}
        self.channels = [
            _Counting(bench, prefix, "aw", ("addr",), lambda values: self._asked("b")),
            _Counting(bench, prefix, "w", ("data", "strb"), lambda values: self._asked("w")),
            _Counting(bench, prefix, "ar", ("addr",), lambda values: self._asked("r")),
            _Counting(bench, prefix, "b", ("resp",), self._written),
            _Counting(bench, prefix, "r", ("data", "resp"), self._read),
        ]

    def forget(self):
        """After a reset nothing is awaited."""
        self.awaited = dict.fromkeys(self.awaited, 0)

    def _asked(self, channel: str):
        self.awaited[channel] += 1

    def _written(self, values: tuple[int, ...]):
        assert values == (0,), f"b: a write must be answered with OKAY, not {values[0]}"
        for half in ("b", "w"):
            self.awaited[half] -= 1
            assert self.awaited[half] >= 0, "b: a response must follow address and data"

    def _read(self, values: tuple[int, ...]):
        assert values[1] == 0, f"r: a read must be answered with OKAY, not {values[1]}"
        self.awaited["r"] -= 1
        assert self.awaited["r"] >= 0, "r: a response must follow its request"


class ManagerMonitor:
    """Rules of our AXI4 manager: stable offers, bursts within 4 KiB and of the length that the
    configuration allows, WLAST with the last beat, no more under way than ``outstanding``.

    Parameters
    ----------
    bench, prefix
        For example ``"m_axi_"``.
    bus_bytes, burst_beats, outstanding
        Of the configuration.

    Members
    -------
    beats
        Data beats by direction.
    """

    def __init__(
        self, bench: Bench, prefix: str, *, bus_bytes: int, burst_beats: int, outstanding: int
    ):
        self.bus_bytes = bus_bytes
        self.burst_beats = burst_beats
        self.outstanding = outstanding
        self.under_way = {"ar": 0, "aw": 0}
        self.lengths: list[int] = []  # of the writes whose data is not complete
        self.ended: list[int] = []  # lengths of data that came before their address
        self.beat = 0
        self.beats = {"r": 0, "w": 0}
        attributes = ("addr", "len", "size", "burst", "lock", "id")
        self.channels = [
            _Counting(bench, prefix, "ar", attributes, lambda values: self._burst("ar", values)),
            _Counting(bench, prefix, "aw", attributes, lambda values: self._burst("aw", values)),
            _Counting(bench, prefix, "w", ("data", "strb", "last"), self._data),
            _Counting(bench, prefix, "r", ("data", "resp", "last"), self._read),
            _Counting(bench, prefix, "b", ("resp",), lambda values: self._answered("aw")),
        ]

    def forget(self):
        """After a reset of the whole core nothing is under way."""
        self.under_way = dict.fromkeys(self.under_way, 0)
        self.lengths.clear()
        self.ended.clear()
        self.beat = 0

    def _burst(self, channel: str, values: tuple[int, ...]):
        address, length, size, burst, lock, identity = values
        beats = length + 1
        assert (1 << size, burst, lock, identity) == (self.bus_bytes, 1, 0, 0), (
            f"{channel}: a burst must be plain, not size {size}, burst {burst}"
        )
        assert address % self.bus_bytes == 0, f"{channel}: {address:#x} must be aligned"
        assert beats <= self.burst_beats, f"{channel}: {beats} beats are too many"
        assert address // 4096 == (address + beats * self.bus_bytes - 1) // 4096, (
            f"{channel}: a burst must not cross 4 KiB, as {beats} beats at {address:#x} do"
        )
        self.under_way[channel] += 1
        assert self.under_way[channel] <= self.outstanding, f"{channel}: too many are under way"
        if channel == "aw":
            if self.ended:
                self._complete(beats, self.ended.pop(0))
            else:
                self.lengths.append(beats)

    def _data(self, values: tuple[int, ...]):
        self.beats["w"] += 1
        self.beat += 1
        if values[2]:
            if self.lengths:
                self._complete(self.lengths.pop(0), self.beat)
            else:
                self.ended.append(self.beat)
            self.beat = 0
        elif self.lengths:
            assert self.beat < self.lengths[0], "w: WLAST must come with the last beat"

    def _complete(self, announced: int, came: int):
        assert announced == came, f"w: a burst of {announced} beats must not have {came}"

    def _read(self, values: tuple[int, ...]):
        self.beats["r"] += 1
        if values[2]:
            self._answered("ar")

    def _answered(self, channel: str):
        self.under_way[channel] -= 1
        assert self.under_way[channel] >= 0, f"{channel}: a response must follow its request"
