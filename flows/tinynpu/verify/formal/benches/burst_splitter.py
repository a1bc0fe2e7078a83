"""Burst splitter: AXI's rules for bursts, and that the bursts cover the lines exactly."""

from amaranth.hdl import Mux, Signal

from tinynpu.bus.axi import BurstSplitter
from tinynpu.verify.blocks import SMALL
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import hold, implies

__all__ = ["BENCHES"]


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
    h.cover(
        "cut_at_page",
        "A burst that ends at a 4 KiB boundary, the rest behind it.",
        h.past(valid & dut.burst.ready & (burst.beats < 3) & (burst.address[:12] == 4088), "ended")
        & valid
        & (burst.address[:12] == 0),
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

    def enter(line, count):
        first = line[:shift]
        m.d.sync += [
            address.eq(line),
            position.eq(line - first),
            beats.eq((first + count + bus - 1) // bus),
        ]

    with m.If(dut.start):
        m.d.sync += [step.eq(dut.step), line_bytes.eq(dut.line_bytes), lines.eq(dut.lines)]
        enter(dut.address, dut.line_bytes)
    with m.Elif(taken):
        m.d.sync += [position.eq(position + burst.beats * bus), beats.eq(beats - burst.beats)]
        with m.If(burst.beats == beats):
            m.d.sync += lines.eq(lines - 1)
            enter((address + step)[:32], line_bytes)

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
        "Bursts are offered exactly while lines are left: all of them, and no more.",
        valid == (lines != 0),
    )
    longest = Mux(position[:12] == 0, 4096 // bus, (4096 - position[:12]) // bus)
    h.prove(
        "no_shorter_than_needed",
        "A burst is shorter than `burst_beats` only at the end of a line or of a 4 KiB page.",
        implies(
            valid & (burst.beats != SMALL.burst_beats),
            (burst.beats == beats) | (burst.beats == longest),
        ),
    )
    h.cover(
        "second_line",
        "The last burst of the second of two lines, which begins unaligned.",
        taken & (lines == 1) & h.past(lines == 2) & (address[:2] == 3) & (burst.beats == beats),
    )


BENCHES = (
    Bench(block="burst_splitter", name="bursts", build=_bursts),
    Bench(block="burst_splitter", name="coverage", build=_coverage),
)
