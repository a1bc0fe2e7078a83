"""AXI4 memory for tests in the Amaranth simulator: random delays, errors, and rule checks."""

from typing import Any

import numpy as np

__all__ = ["AxiMemory"]

_OKAY, _SLVERR, _DECERR = 0, 2, 3


class AxiMemory:
    """Memory behind an AXI4 manager port, as background testbenches ``reads`` and ``writes``.

    Bursts are answered in order. Every violation of a rule of the manager side raises an
    `AssertionError`: payload that changes before its handshake, a burst across 4 KiB or longer than
    allowed, WLAST at the wrong beat, write data whose address has not been offered.

    Parameters
    ----------
    content
        uint8 array, changed in place; accesses beyond its end are answered with DECERR.
    read, write
        Ports with the signals of `tinynpu.bus.axi.AxiReadSignature` and ``AxiWriteSignature``.
    bus_bytes, burst_beats
        Of the configuration.
    rng
        Source of delays.
    pace
        Probability that a channel is ready or valid in a cycle.
    latency
        Cycles from a request to its first answer, at least.
    origin
        Address of the first byte of ``content``.
    order
        When write addresses and data are taken: ``"any"``; ``"address"``: data only after their
        address; ``"data"``: the address only after all data of its burst.
    read_fault, write_fault
        Number of the read beat, or of the write burst, that is answered with SLVERR.

    Attributes
    ----------
    read_bursts, read_beats, write_bursts, write_beats
        Bursts and beats so far.
    reads_under_way, writes_under_way
        Bursts accepted and not yet answered, or offered only.
    most_reads, most_writes
        Most bursts that were under way at once.
    """

    def __init__(
        self,
        content,
        read: Any = None,
        write: Any = None,
        *,
        bus_bytes,
        burst_beats,
        rng,
        pace=1.0,
        latency=2,
        origin=0,
        order="any",
        read_fault=None,
        write_fault=None,
    ):
        assert order in ("any", "address", "data")
        self.content = content
        self.read = read
        self.write = write
        self.bus_bytes = bus_bytes
        self.burst_beats = burst_beats
        self.rng = rng
        self.pace = pace
        self.latency = latency
        self.origin = origin
        self.order = order
        self.read_fault = read_fault
        self.write_fault = write_fault
        self.read_bursts = self.read_beats = self.write_bursts = self.write_beats = 0
        self.reads_under_way = self.writes_under_way = 0
        self.most_reads = self.most_writes = 0

    def _go(self) -> bool:
        return self.pace >= 1 or self.rng.random() < self.pace

    def _check_burst(self, address: int, beats: int):
        assert beats <= self.burst_beats, "burst too long"
        assert address % self.bus_bytes == 0, "burst address not aligned"
        assert address // 4096 == (address + beats * self.bus_bytes - 1) // 4096, "crosses 4 KiB"

    def _place(self, address: int) -> slice | None:
        """Where a beat lies in ``content``; ``None`` if not inside."""
        at = (address - self.origin) & 0xFFFFFFFF
        inside = at + self.bus_bytes <= len(self.content)
        return slice(at, at + self.bus_bytes) if inside else None

    def _answer(self, address: int) -> tuple[int, int]:
        """Data and response of a read beat."""
        if self.read_beats == self.read_fault:
            return int(self.rng.integers(1 << 32)), _SLVERR
        place = self._place(address)
        if place is None:
            return 0, _DECERR
        return int.from_bytes(self.content[place].tobytes(), "little"), _OKAY

    async def reads(self, ctx):
        """Background testbench of AR and R."""
        port, queue, cycle, held, beat = self.read, [], 0, None, 0
        answering = False
        while True:
            ctx.set(port.arready, int(self._go()))
            if not answering and queue and queue[0][2] <= cycle and self._go():
                address, beats, _ = queue[0]
                word, response = self._answer(address + beat * self.bus_bytes)
                ctx.set(port.rdata, word)
                ctx.set(port.rresp, response)
                ctx.set(port.rlast, beat == beats - 1)
                answering = True
            ctx.set(port.rvalid, int(answering))
            *_, arvalid, arready, araddr, arlen, rready = await ctx.tick().sample(
                port.arvalid, port.arready, port.araddr, port.arlen, port.rready
            )
            cycle += 1
            if held is not None:
                assert (arvalid, araddr, arlen) == (1, *held), "AR changed before its handshake"
            held = (araddr, arlen) if arvalid and not arready else None
            if arvalid and arready:
                self._check_burst(araddr, arlen + 1)
                self.read_bursts += 1
                queue.append((araddr, arlen + 1, cycle + self.latency))
            self.most_reads = max(self.most_reads, len(queue) + (held is not None))
            if answering and rready:
                answering = False
                beat += 1
                self.read_beats += 1
                if beat == queue[0][1]:
                    queue.pop(0)
                    beat = 0
            self.reads_under_way = len(queue) + (held is not None)

    def _write_burst(self, address: int, beats: list[tuple[int, int, int]]) -> int:
        """Write the beats of a burst and return its response."""
        response = _SLVERR if self.write_bursts - 1 == self.write_fault else _OKAY
        for i, (word, strobe, last) in enumerate(beats):
            assert last == (i == len(beats) - 1), "WLAST at the wrong beat"
            place = self._place(address + i * self.bus_bytes)
            if place is None:
                response = _DECERR
                continue
            raw = np.frombuffer(word.to_bytes(self.bus_bytes, "little"), np.uint8)
            mask = [bool(strobe >> k & 1) for k in range(self.bus_bytes)]
            self.content[place][mask] = raw[mask]
        return response

    async def writes(self, ctx):
        """Background testbench of AW, W and B."""
        port, bursts, data, responses, cycle = self.write, [], [], [], 0
        held_address, held_data, answering = None, None, False
        awaddr = awlen = awvalid = 0
        while True:
            # By the state before this cycle: an address waits for its data, or data for theirs.
            missing = sum(beats for _, beats in bursts) - len(data)
            take_address = self.order != "data" or (awvalid and missing + awlen + 1 <= 0)
            take_data = self.order != "address" or missing > 0
            ctx.set(port.awready, int(take_address and self._go()))
            ctx.set(port.wready, int(take_data and self._go()))
            if not answering and responses and responses[0][0] <= cycle and self._go():
                ctx.set(port.bresp, responses[0][1])
                answering = True
            ctx.set(port.bvalid, int(answering))
            (
                *_,
                awvalid,
                awready,
                awaddr,
                awlen,
                wvalid,
                wready,
                wdata,
                wstrb,
                wlast,
                bready,
            ) = await ctx.tick().sample(
                port.awvalid,
                port.awready,
                port.awaddr,
                port.awlen,
                port.wvalid,
                port.wready,
                port.wdata,
                port.wstrb,
                port.wlast,
                port.bready,
            )
            cycle += 1
            if held_address is not None:
                assert (awvalid, awaddr, awlen) == (1, *held_address), "AW changed"
            held_address = (awaddr, awlen) if awvalid and not awready else None
            if held_data is not None:
                assert (wvalid, wdata, wstrb, wlast) == (1, *held_data), "W changed"
            held_data = (wdata, wstrb, wlast) if wvalid and not wready else None
            if wvalid:
                missing += (awlen + 1) * awvalid
                assert missing > 0, "write data without an address"
            if awvalid and awready:
                self._check_burst(awaddr, awlen + 1)
                bursts.append((awaddr, awlen + 1))
            if wvalid and wready:
                data.append((wdata, wstrb, wlast))
                self.write_beats += 1
            if bursts and len(data) >= bursts[0][1]:
                address, beats = bursts.pop(0)
                self.write_bursts += 1
                response = self._write_burst(address, data[:beats])
                del data[:beats]
                responses.append((cycle + self.latency, response))
            offered = held_address is not None
            self.most_writes = max(self.most_writes, len(bursts) + len(responses) + offered)
            if answering and bready:
                answering = False
                responses.pop(0)
            self.writes_under_way = len(bursts) + len(responses) + offered
            awvalid = int(offered)
