"""Read arbiter: rules of the manager's read channels, and who gets which response."""

from typing import Any

from amaranth.hdl import Array, Mux, Signal

from tinynpu.bus.axi import ReadArbiter
from tinynpu.verify.blocks import SMALL
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import hold, implies, stays, sticky

__all__ = ["BENCHES", "ReadMemory"]


class ReadMemory:
    """What a memory owes: a queue of bursts that were requested and not completely answered.

    Parameters
    ----------
    h
        Harness to put it in.
    requested
        A burst is requested in this cycle.
    beats, tag
        Its length, and what to remember of it.
    answered
        A beat is transferred in this cycle.
    depth
        Bursts that fit; `overflow` says that there was one too many.

    Members
    -------
    count
        Bursts under way.
    last
        The next beat is the last one of its burst.
    tag
        Of the oldest burst.
    """

    def __init__(self, h: Harness, requested: Any, beats: Any, tag: Any, answered: Any, depth: int):
        m = h.m
        self.count = Signal(range(depth + 2), name="owed")
        self.last = Signal(name="owed_last")
        self.overflow = Signal(name="owed_overflow")
        lengths = [Signal(9, name=f"owed_beats_{i}") for i in range(depth)]
        tags = [Signal(len(tag), name=f"owed_tag_{i}") for i in range(depth)]
        self.tag = tags[0]
        done = Signal(9, name="owed_done")
        leaves = Signal(name="owed_leaves")
        level = Signal.like(self.count, name="owed_level")
        m.d.comb += [
            self.last.eq(done == lengths[0] - 1),
            leaves.eq(answered & self.last),
            level.eq(self.count - leaves),
            self.overflow.eq(requested & (level == depth)),
        ]
        with m.If(answered):
            m.d.sync += done.eq(Mux(self.last, 0, done + 1))
        with m.If(leaves):
            for this, following in ((lengths, lengths[1:]), (tags, tags[1:])):
                m.d.sync += [a.eq(b) for a, b in zip(this, following, strict=False)]
        with m.If(requested):
            m.d.sync += [Array(lengths)[level].eq(beats), Array(tags)[level].eq(tag)]
        m.d.sync += self.count.eq(level + requested)


def _build(h: Harness) -> None:
    dut = h.block(ReadArbiter(SMALL))
    axi = dut.axi
    m = h.m
    depth = SMALL.outstanding
    fetch, load = dut.fetch_request, dut.load_request
    for client in (fetch, load):
        stays(h, client.valid, client.ready, client.payload)
        h.assume((client.payload.beats >= 1) & (client.payload.beats <= SMALL.burst_beats))

    ar, r = axi.arvalid & axi.arready, axi.rvalid & axi.rready
    takes_fetch, takes_load = fetch.valid & fetch.ready, load.valid & load.ready
    accepted = takes_fetch | takes_load
    chosen_address = Mux(takes_fetch, fetch.payload.address, load.payload.address)
    chosen_beats = Mux(takes_fetch, fetch.payload.beats, load.payload.beats)

    # Memory: answers a burst after its address, all beats, in order.
    memory = ReadMemory(h, ar, axi.arlen + 1, axi.araddr[:1], r, depth + 1)
    h.assume(implies(axi.rvalid, (memory.count != 0) & (axi.rlast == memory.last)))
    stays(h, axi.rvalid, axi.rready, axi.rdata, axi.rresp, axi.rlast)
    # Clients: which request was accepted in which order.
    clients = ReadMemory(h, accepted, chosen_beats, takes_load, r, depth + 1)

    hold(
        h,
        "ar_stable",
        "ARVALID, ARADDR and ARLEN hold until ARREADY.",
        axi.arvalid,
        axi.arready,
        axi.araddr,
        axi.arlen,
    )
    h.prove("exclusive", "One request is accepted at a time.", ~(takes_fetch & takes_load))
    h.prove(
        "fetch_first",
        "A load request is never accepted while there is one of the instruction fetch.",
        implies(takes_load, ~fetch.valid),
    )
    h.prove(
        "ar_is_the_request",
        "The cycle after a request was accepted, ARVALID has its address and length.",
        implies(
            h.past(accepted),
            axi.arvalid
            & (axi.araddr == h.past(chosen_address))
            & (axi.arlen + 1 == h.past(chosen_beats)),
        ),
    )
    new = axi.arvalid & ~h.past(axi.arvalid & ~axi.arready)
    h.prove(
        "ar_has_request", "ARVALID rises only for an accepted request.", new == h.past(accepted)
    )
    h.prove(
        "outstanding",
        "At most `outstanding` bursts are under way.",
        (memory.count <= depth) & (clients.count <= depth),
    )
    h.prove("halt", "With `halt` nothing is accepted.", implies(dut.halt, ~accepted))
    h.prove(
        "right_client",
        "A beat goes to the client whose request is the oldest one.",
        implies(dut.fetch_response.valid, ~clients.tag[0])
        & implies(dut.load_response.valid, clients.tag[0]),
    )
    h.prove(
        "beat_is_passed",
        "RVALID reaches exactly one client with RDATA, RLAST and the error bit of RRESP.",
        (axi.rvalid == (dut.fetch_response.valid ^ dut.load_response.valid))
        & ~(dut.fetch_response.valid & dut.load_response.valid)
        & (dut.fetch_response.payload.data == axi.rdata)
        & (dut.load_response.payload.data == axi.rdata)
        & (dut.fetch_response.payload.last == axi.rlast)
        & (dut.load_response.payload.last == axi.rlast)
        & (dut.load_response.payload.error == axi.rresp[1]),
    )
    h.prove(
        "beat_is_taken",
        "RREADY with RVALID exactly when the client takes the beat.",
        r
        == (
            (dut.fetch_response.valid & dut.fetch_response.ready)
            | (dut.load_response.valid & dut.load_response.ready)
        ),
    )
    h.prove(
        "rready_waits_for_request",
        "RREADY only while a burst is under way.",
        implies(axi.rready, clients.count != 0),
    )
    h.prove(
        "quiet",
        "`quiet` exactly when no burst is under way and none is offered.",
        dut.quiet == (clients.count == 0),
    )
    h.prove("beat", "`beat` marks the transfers on R.", dut.beat == r)

    # With a fair memory and clients that take their beats nothing waits for ever.
    fair = h.free("fair")
    sticky(h, fair)
    h.assume(
        implies(
            fair,
            axi.arready
            & (axi.rvalid == (memory.count != 0))
            & dut.fetch_response.ready
            & dut.load_response.ready
            & ~dut.halt,
        )
    )
    idle = Signal(3)
    m.d.sync += idle.eq(
        Mux(fair & ~r & ~accepted & (fetch.valid | load.valid), idle + ~idle.all(), 0)
    )
    h.prove(
        "progress",
        "With a fair memory and clients, a request is accepted or a beat moves within three cycles.",
        idle <= 3,
    )
    h.cover(
        "both_under_way",
        "A burst of each client under way, the first one answered.",
        (clients.count == depth) & (clients.tag == 0) & r & axi.rlast & (memory.count == depth),
    )
    h.cover(
        "burst_of_3", "A burst of three beats ends.", r & axi.rlast & (axi.rdata == 3) & load.ready
    )


BENCHES = (Bench(block="read_arbiter", name="read_arbiter", build=_build),)
