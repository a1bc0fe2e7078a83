"""Scratchpad: grants, precedence, and the value of any one byte."""

from functools import partial

from amaranth.hdl import Cat, Signal

from tinynpu.core.scratchpad import Scratchpad
from tinynpu.core.shapes import READ_LATENCY
from tinynpu.verify.blocks import SMALL
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES"]

_CONFIG = SMALL.replace(rows=2, cols=2, bank_words=16)
"""Few and short words: the bytes of a word and the words of a bank are alike."""

_READERS = ("vector_read", "store_read", "sample_read", "weight_read")
_WRITERS = ("result_write", "load_write")


def _build(single_port: bool, h: Harness) -> None:
    config = _CONFIG.replace(single_port=single_port)
    prefix = "single_port_" if single_port else ""
    dut = h.block(Scratchpad(config))
    m = h.m
    readers = {name: getattr(dut, name) for name in _READERS}
    writers = {name: getattr(dut, name) for name in _WRITERS}
    bank_bits = config.bank_words.bit_length() - 1
    words = config.scratchpad_words

    def bank(port):
        return port.address[bank_bits:]

    for port in (*readers.values(), *writers.values()):
        h.assume(implies(port.valid, port.address < words))
    for name, port in {**readers, **writers}.items():
        ahead = []  # ports that come before this one
        if name in writers:
            ahead = [writers[other] for other in _WRITERS[: _WRITERS.index(name)]]
        else:
            ahead = [readers[other] for other in _READERS[: _READERS.index(name)]]
            ahead += list(writers.values()) if single_port else []
        taken = Cat(other.valid & (bank(other) == bank(port)) for other in ahead).any()
        h.prove(
            f"{prefix}{name}_grant",
            f"`{name}` is granted exactly if no port before it wants the same bank.",
            implies(port.valid, port.ready == ~taken),
        )
    for kind, ports in (("read", readers), ("write", writers)):
        for b in range(config.banks):
            granted = Cat(port.valid & port.ready & (bank(port) == b) for port in ports.values())
            h.prove(
                f"{prefix}bank_{b}_one_{kind}",
                f"Bank {b} is granted to at most one {kind}er in a cycle.",
                (granted & (granted - 1)[: len(granted)]) == 0,
            )

    # Any one byte.
    address = h.constant("word", range(words))
    lane = h.constant("lane", range(config.rows))
    value, known = Signal(8), Signal()
    for port in writers.values():
        with m.If(
            port.valid & port.ready & (port.address == address) & port.mask.bit_select(lane, 1)
        ):
            m.d.sync += [value.eq(port.data.word_select(lane, 8)), known.eq(1)]
    memory = [
        h.peek(f"dut.bank_{b}[{i}]", 8 * config.rows)
        for b in range(config.banks)
        for i in range(config.bank_words)
    ]
    content = Signal(8 * config.rows)
    with m.Switch(address):
        for i, word in enumerate(memory):
            with m.Case(i):
                m.d.comb += content.eq(word)
    h.prove(
        f"{prefix}memory",
        "A byte in memory is the one that was written last, before the cycle before.",
        implies(h.past(known), content.word_select(lane, 8) == h.past(value)),
    )
    for name, port in readers.items():
        mine = port.valid & port.ready & (port.address == address) & known
        collides = Cat(
            other.valid & other.ready & (other.address == address) for other in writers.values()
        ).any()
        granted, wanted = h.past(mine & ~collides), h.past(value)
        for _ in range(READ_LATENCY - 1):
            granted, wanted = h.past(granted), h.past(wanted)
        h.prove(
            f"{prefix}{name}_data",
            f"`{name}` gets, in the third cycle after its grant, the bytes that were written last "
            "before it, unless they are written in the cycle of the grant.",
            implies(granted, port.data.word_select(lane, 8) == wanted),
        )
    if single_port:
        busy = Cat(port.valid & port.ready for port in (dut.load_write, dut.weight_read)).all()
    else:
        busy = Cat(
            port.valid & port.ready
            for port in (*writers.values(), dut.vector_read, dut.weight_read)
        ).all()
    h.cover(f"{prefix}all_busy", "All banks do what they can in a cycle.", busy)
    last = dut.weight_read
    got = last.valid & last.ready & (last.address == address) & known
    for _ in range(READ_LATENCY):
        got = h.past(got)
    h.cover(
        f"{prefix}read_back",
        "A byte that was written is read by the last reader.",
        got & (dut.weight_read.data.word_select(lane, 8) == 0xA5),
    )


BENCHES = tuple(
    Bench(
        block="scratchpad",
        name="single_port" if single_port else "dual_port",
        build=partial(_build, single_port),
        # With accesses and words in registers, no proof for runs of any length ended in 300 s.
        method="bmc",
        depth=16,
        quick=not single_port,
        note="2 banks of 16 words of 2 bytes; runs of 16 cycles",
    )
    for single_port in (False, True)
)
