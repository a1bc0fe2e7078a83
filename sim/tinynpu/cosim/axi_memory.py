"""AXI4 for the cocotb testbenches: cocotbext-axi behind a block's port, and the rules of a manager.

cocotbext-axi wants IDs, sizes and burst types, which the blocks do not have, because they never
change (the top adds them): it gets constants.
"""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import cocotb
from cocotb.types import LogicArray
from cocotbext.axi import AxiReadBus, AxiSlaveRead, AxiSlaveWrite, AxiWriteBus

from tinynpu.arch.config import Config
from tinynpu.cosim.agents import Bench

__all__ = [
    "DECERR",
    "EXOKAY",
    "OKAY",
    "SLVERR",
    "ReadMemory",
    "ReadRules",
    "WriteMemory",
    "WriteRules",
]

OKAY, EXOKAY, SLVERR, DECERR = range(4)
_INCREMENTING = 1


class _Constant:
    """A signal that the block does not have."""

    def __init__(self, value: int, width: int):
        self._value = LogicArray(value, width)

    def __len__(self) -> int:
        return len(self._value)

    @property
    def value(self) -> LogicArray:
        return self._value

    @value.setter
    def value(self, _):
        pass

    def setimmediatevalue(self, _):
        pass


class _Port:
    """A port ``axi__…`` with the names that cocotbext-axi looks for."""

    def __init__(self, bench: Bench, channels: str, config: Config):
        self._name = str(bench.dut._name)
        self._log = logging.getLogger("cocotb.axi")
        for signal in dir(bench.dut):
            if signal.startswith("axi__"):
                setattr(self, signal, getattr(bench.dut, signal))
        size = config.bus_bytes.bit_length() - 1
        for channel in channels.split():
            for name, value, width in (
                ("id", 0, 1),
                ("size", size, 3),
                ("burst", _INCREMENTING, 2),
            ):
                setattr(self, f"axi__{channel}{name}", _Constant(value, width))


class ReadMemory(AxiSlaveRead):
    """Answers the bursts on AR and R in order.

    Parameters
    ----------
    bench, config
        Block whose port is called ``axi``.
    answer
        Data and response for the address of a beat.
    pauses
        For AR and R: in which cycles the channel is not ready, or gives nothing new.
    """

    def __init__(
        self,
        bench: Bench,
        config: Config,
        answer: Callable[[int], tuple[int, int]],
        pauses: tuple[Iterator[bool], Iterator[bool]],
    ):
        bus = AxiReadBus.from_prefix(_Port(bench, "ar r", config), "axi", bus_separator="__")
        self._answer = answer
        self._bytes = config.bus_bytes
        super().__init__(bus, bench.dut.clk, bench.dut.rst)
        for channel, generator in zip((self.ar_channel, self.r_channel), pauses, strict=True):
            channel.set_pause_generator(generator)
        self._response = OKAY
        send = self.r_channel.send

        async def send_response(beat: Any):
            beat.rresp = self._response
            await send(beat)

        self.r_channel.send = send_response

    async def _read(self, address: int, length: int) -> bytes:
        word, self._response = self._answer(address)
        return word.to_bytes(length, "little")


class WriteMemory(AxiSlaveWrite):
    """Takes the bursts on AW and W, and answers on B in order.

    Parameters
    ----------
    bench, config
        Block whose port is called ``axi``.
    write
        Called with the address and the value of each byte whose strobe is 1.
    respond
        Response of the next burst.
    pauses
        For AW, W and B: in which cycles the channel is not ready, or gives nothing new.
    """

    def __init__(
        self,
        bench: Bench,
        config: Config,
        write: Callable[[int, int], None],
        respond: Callable[[], int],
        pauses: tuple[Iterator[bool], Iterator[bool], Iterator[bool]],
    ):
        bus = AxiWriteBus.from_prefix(_Port(bench, "aw b", config), "axi", bus_separator="__")
        self._write_byte = write
        super().__init__(bus, bench.dut.clk, bench.dut.rst)
        channels = (self.aw_channel, self.w_channel, self.b_channel)
        for channel, generator in zip(channels, pauses, strict=True):
            channel.set_pause_generator(generator)
        send = self.b_channel.send

        async def send_response(answer: Any):
            answer.bresp = respond()
            await send(answer)

        self.b_channel.send = send_response

    async def _write(self, address: int, data: bytes):
        for i, value in enumerate(data):
            self._write_byte(address + i, value)


class _Rules:
    """Looks at the port in every cycle."""

    def __init__(self, bench: Bench, config: Config):
        self.bench = bench
        self.config = config
        self._held: dict[str, tuple[int, ...] | None] = {}
        self.task = cocotb.start_soon(self._run())

    async def _run(self):
        while True:
            await self.bench.edge()
            self._cycle()

    def _cycle(self):
        raise NotImplementedError

    def _transfer(self, channel: str, *payload: str) -> tuple[int, ...] | None:
        """What a channel of the manager transfers in this cycle; what it offers must stay."""
        bench = self.bench
        valid = bench.bits(f"axi__{channel}valid")
        offer = tuple(bench.bits(f"axi__{channel}{name}") for name in payload) if valid else None
        held = self._held.get(channel)
        assert held in (None, offer), f"{channel.upper()} changed before its handshake"
        ready = bench.bits(f"axi__{channel}ready")
        self._held[channel] = None if ready else offer
        return offer if ready else None

    def _burst(self, channel: str) -> tuple[int, int] | None:
        """Address and beats of a burst that begins in this cycle."""
        payload = self._transfer(channel, "addr", "len")
        if payload is None:
            return None
        address, beats = payload[0], payload[1] + 1
        name, bus = channel.upper(), self.config.bus_bytes
        assert beats <= self.config.burst_beats, f"{name}: the burst has {beats} beats"
        assert address % bus == 0, f"{name}: the address {address:#x} is not aligned"
        assert address % 4096 + beats * bus <= 4096, f"{name}: the burst crosses 4 KiB"
        return address, beats


class ReadRules(_Rules):
    """Checks AR and R of a manager, and tells what is transferred.

    Parameters
    ----------
    bench, config
        Block whose port is called ``axi``.
    burst
        Called with address and beats of each burst.

    Members
    -------
    begun, answered
        Bursts so far.
    """

    def __init__(self, bench: Bench, config: Config, burst: Callable[[tuple[int, int]], None]):
        self._take = burst
        self.begun = self.answered = 0
        super().__init__(bench, config)

    def _cycle(self):
        bench = self.bench
        taken = self._burst("ar")
        if taken is not None:
            self.begun += 1
            self._take(taken)
        if bench.bits("axi__rvalid") and bench.bits("axi__rready"):
            self.answered += bench.bits("axi__rlast")
            assert self.answered <= self.begun, "R without a burst"


class WriteRules(_Rules):
    """Checks AW, W and B of a manager, and tells what is transferred.

    Data may come before their address is taken, not before it is offered.

    Parameters
    ----------
    bench, config
        Block whose port is called ``axi``.
    burst
        Called with address and beats of each burst.
    beat
        Called with data, strobes and last of each beat.

    Members
    -------
    pending
        Bursts offered before or in this cycle, whose answer did not come before it.
    beats
        Beats so far.
    """

    def __init__(
        self,
        bench: Bench,
        config: Config,
        burst: Callable[[tuple[int, int]], None],
        beat: Callable[[tuple[int, ...]], None],
    ):
        self._take = burst
        self._take_beat = beat
        self._begun = self._answered = self._announced = 0
        self.pending = self.beats = 0
        super().__init__(bench, config)

    def _cycle(self):
        bench = self.bench
        offered = bench.bits("axi__awvalid")
        self.pending = self._begun + offered - self._answered
        assert self.pending <= self.config.outstanding, f"{self.pending} bursts are under way"
        coming = bench.bits("axi__awlen") + 1 if offered else 0
        taken = self._burst("aw")
        if bench.bits("axi__wvalid"):
            assert self.beats < self._announced + coming, "W: data without an address"
        beat = self._transfer("w", "data", "strb", "last")
        if taken is not None:
            self._begun += 1
            self._announced += taken[1]
            self._take(taken)
        if beat is not None:
            self.beats += 1
            self._take_beat(beat)
        if bench.bits("axi__bvalid"):
            assert self._answered < self._begun, "B without a burst"
            self._answered += bench.bits("axi__bready")
