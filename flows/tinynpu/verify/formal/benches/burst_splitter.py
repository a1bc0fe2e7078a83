"""Burst splitter: AXI's rules for bursts, and that the bursts cover the lines exactly."""

from amaranth.hdl import Mux, Signal, Value

from tinynpu.bus.axi import BurstSplitter
from tinynpu.verify.blocks import SMALL
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import hold, implies

__all__ = ["BENCHES", "sound"]


def sound(h: Harness, path: str) -> Value:
    """Invariant of a splitter inside of another block: its registers fit together."""
    bus = SMALL.bus_bytes
    shift, page = bus.bit_length() - 1, 4096 // bus
    state, active = h.peek(f"{path}.fsm_state", 3), h.peek(f"{path}.active")
    line, cut, offer, limited = (state == i for i in range(3, 7))
    beat, left = h.peek(f"{path}.beat", 32 - shift), h.peek(f"{path}.beats_left", 25 - shift)
    limit, beats = h.peek(f"{path}.limit", 5), h.peek(f"{path}.beats", 9)
    following = h.peek(f"{path}.following", 32)
    next_beats = h.peek(f"{path}.following_beats", 25 - shift)
    next_limit = h.peek(f"{path}.following_limit", 5)
    lines = h.peek(f"{path}.lines_left", 16)

    def room(first):
        in_page = first[: page.bit_length() - 1]
        return Mux(page - in_page < SMALL.burst_beats, page - in_page, SMALL.burst_beats)

    following_is_known = (next_beats != 0) & (next_limit == room(following[shift:]))
    return (
        (state < 7)
        & (active == (state != 0))
        & (h.peek(f"{path}.burst__valid") == offer)
        & implies(active, (lines != 0) & (h.peek(f"{path}.line_bytes", 24) != 0))
        & implies(line | offer, following_is_known)
        & implies(cut | offer | limited, left != 0)
        & implies(cut | offer, limit == room(beat))
        & implies(
            offer,
            (beats == Mux(left < limit, left, limit))
            & (h.peek(f"{path}.last") == (left <= limit))
            & (h.peek(f"{path}.last_line") == (lines == 1)),
        )
    )


def _transfer(h: Harness) -> BurstSplitter:
    """The splitter, started as the engines start it."""
    dut = h.block(BurstSplitter(SMALL))
    h.assume(implies(dut.start, ~dut.active & (dut.lines != 0) & (dut.line_bytes != 0)))
    return dut


def _bursts(h: Harness) -> None:
    dut = _transfer(h)
    valid, burst = dut.burst.valid, dut.burst.payload
    bus = SMALL.bus_bytes
    h.prove(
        "within_4_kib",
        "No burst crosses a 4 KiB boundary (AXI4, A3.4.1).",
        implies(valid, burst.address[:12] + burst.beats * bus <= 4096),
    )
    h.prove(
        "length",
        "A burst has 1 to `burst_beats` beats.",
        implies(valid, (burst.beats >= 1) & (burst.beats <= SMALL.burst_beats)),
    )
    h.prove(
        "aligned",
        "A burst begins at a multiple of the bus width.",
        implies(valid, burst.address % bus == 0),
    )
    hold(h, "stable", "An offered burst holds until it is taken.", valid, dut.burst.ready, burst)
    h.cover(
        "longest", "A burst of `burst_beats` beats.", valid & (burst.beats == SMALL.burst_beats)
    )
    # The burst before ended there.
    cut = Signal()
    with h.m.If(valid & dut.burst.ready):
        h.m.d.sync += cut.eq((burst.beats < 3) & (burst.address[:12] + burst.beats * bus == 4096))
    h.cover(
        "cut_at_page",
        "A burst that ends at a 4 KiB boundary, the rest behind it.",
        cut & valid & (burst.address[:12] == 0) & h.peek("dut.lines_left", 16)[0],
    )


def _coverage(h: Harness) -> None:
    """A second description, by the position in bytes and the end of the line."""
    dut = _transfer(h)
    m = h.m
    bus = SMALL.bus_bytes
    shift = bus.bit_length() - 1
    valid, burst = dut.burst.valid, dut.burst.payload
    taken = valid & dut.burst.ready

    address, step, line_bytes, lines = Signal(32), Signal(32), Signal(24), Signal(16)
    position = Signal(32)
    beats = Signal(25)  # that the line still needs

    def length(line):
        return (line[:shift] + line_bytes + bus - 1) >> shift

    def enter(line):
        m.d.sync += [address.eq(line), position.eq(line - line[:shift]), beats.eq(length(line))]

    base, offset, started = Signal(32), Signal(32), Signal()
    total = Signal(16)
    m.d.sync += started.eq(dut.start)
    with m.If(dut.start):
        m.d.sync += [
            base.eq(dut.base),
            offset.eq(dut.offset),
            step.eq(dut.step),
            line_bytes.eq(dut.line_bytes),
            lines.eq(dut.lines),
            total.eq(dut.lines),
        ]
    with m.Elif(started):
        enter((base + offset)[:32])
    with m.Elif(taken):
        m.d.sync += [position.eq(position + burst.beats * bus), beats.eq(beats - burst.beats)]
        with m.If(burst.beats == beats):
            m.d.sync += lines.eq(lines - 1)
            enter((address + step)[:32])

    h.prove(
        "begins_where_due",
        "Each burst begins where the one before ended, or at the beginning of the next line.",
        implies(valid, burst.address == position),
    )
    h.prove(
        "not_beyond_the_line",
        "No burst has beats beyond the last byte of its line.",
        implies(valid, burst.beats <= beats),
    )
    h.prove(
        "all_lines",
        "The block is active exactly while lines are left, and offers bursts only then.",
        (dut.active == (lines != 0)) & implies(valid, dut.active),
    )

    def to_page_end(place):
        return Mux(place[:12] == 0, 4096 // bus, (4096 - place[:12]) >> shift)

    longest = to_page_end(position)
    h.prove(
        "no_shorter_than_needed",
        "A burst is shorter than `burst_beats` only at the end of a line or of a 4 KiB page.",
        implies(
            valid & (burst.beats != SMALL.burst_beats),
            (burst.beats == beats) | (burst.beats == longest),
        ),
    )
    silent = Signal(3)
    m.d.sync += silent.eq(Mux(dut.active & ~valid, silent + 1, 0))
    h.prove(
        "prompt",
        "A burst is offered five cycles after a start, and in the third cycle behind another one.",
        implies(dut.active & (silent == 4), valid)
        & implies(h.past(taken), ~valid)
        & implies(h.past(h.past(h.past(taken) & dut.active) & dut.active) & dut.active, valid),
    )
    h.cover(
        "second_line",
        "The last burst of the second of two lines, which begins unaligned.",
        taken & (lines == 1) & (total == 2) & (address[:2] == 3) & (burst.beats == beats),
    )


BENCHES = (
    Bench(block="burst_splitter", name="bursts", build=_bursts),
    Bench(
        block="burst_splitter",
        name="coverage",
        build=_coverage,
        method="bmc",
        depth=10,
        note="the first 10 cycles, with any address and lengths: two bursts",
    ),
)
