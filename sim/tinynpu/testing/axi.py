"""AXI4 memory for tests in the Amaranth simulator: random delays, errors, and rule checks."""

import numpy as np

__all__ = ["AxiMemory"]


class AxiMemory:
    """Memory behind an AXI4 manager port, as a background testbench.

    Bursts are answered in order. Every violation of a rule of the manager side raises an
    `AssertionError`: payload that changes before its handshake, a burst across 4 KiB or longer than
    allowed, WLAST at the wrong beat, write data without a burst.

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
    """

    def __init__(self, content, read, write, *, bus_bytes, burst_beats, rng, pace=1.0, latency=2):
        self.content = content
        self.read = read
        self.write = write
        self.bus_bytes = bus_bytes
        self.burst_beats = burst_beats
        self.rng = rng
        self.pace = pace
        self.latency = latency
        self.read_bursts = 0
        self.write_bursts = 0

    def _go(self) -> bool:
        return self.pace >= 1 or self.rng.random() < self.pace

    def _check_burst(self, address: int, beats: int):
        assert beats <= self.burst_beats, "burst too long"
        assert address % self.bus_bytes == 0, "burst address not aligned"
        assert address // 4096 == (address + beats * self.bus_bytes - 1) // 4096, "crosses 4 KiB"

    async def reads(self, ctx):
        """Background testbench of AR and R."""
        port, queue, cycle, held, beat = self.read, [], 0, None, 0
        answering = False
        while True:
            ctx.set(port.arready, int(self._go()))
            if not answering and queue and queue[0][2] <= cycle and self._go():
                address, beats, _ = queue[0]
                at = address + beat * self.bus_bytes
                inside = at + self.bus_bytes <= len(self.content)
                word = bytes(self.content[at : at + self.bus_bytes]) if inside else b""
                ctx.set(port.rdata, int.from_bytes(word, "little"))
                ctx.set(port.rresp, 0 if inside else 3)
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
            if answering and rready:
                answering = False
                beat += 1
                if beat == queue[0][1]:
                    queue.pop(0)
                    beat = 0

    async def writes(self, ctx):
        """Background testbench of AW, W and B."""
        port, bursts, responses, cycle = self.write, [], [], 0
        data, held_address, held_data, answering = [], None, None, False
        while True:
            ctx.set(port.awready, int(self._go()))
            ctx.set(port.wready, int(self._go()))
            if not answering and responses and responses[0][0] <= cycle and self._go():
                ctx.set(port.bresp, responses.pop(0)[1])
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
            if awvalid and awready:
                self._check_burst(awaddr, awlen + 1)
                self.write_bursts += 1
                bursts.append((awaddr, awlen + 1))
            if wvalid and wready:
                data.append((wdata, wstrb, wlast))
            if bursts and len(data) >= bursts[0][1]:
                address, beats = bursts.pop(0)
                response = 0
                for i, (word, strobe, last) in enumerate(data[:beats]):
                    assert last == (i == beats - 1), "WLAST at the wrong beat"
                    at = address + i * self.bus_bytes
                    if at + self.bus_bytes > len(self.content):
                        response = 3
                        continue
                    raw = np.frombuffer(word.to_bytes(self.bus_bytes, "little"), np.uint8)
                    mask = [bool(strobe >> k & 1) for k in range(self.bus_bytes)]
                    self.content[at : at + self.bus_bytes][mask] = raw[mask]
                del data[:beats]
                responses.append((cycle + self.latency, response))
            if answering and bready:
                answering = False
