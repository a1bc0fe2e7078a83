"""Byte rings that turn pieces of one width into pieces of another."""

from amaranth.hdl import C, Cat, Module, Mux, Signal
from amaranth.lib import wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

from tinynpu.core.chain import chained

__all__ = ["BeatBuffer", "WindowBuffer", "ring_lanes"]


def ring_lanes(bus_bytes: int, word_bytes: int) -> int:
    """Byte lanes of a ring: no beat and no word has two bytes in one of them."""
    return max(bus_bytes, 1 << (word_bytes - 1).bit_length())


class WindowBuffer(wiring.Component):
    """Queue of beats that is read as windows of a word, which may overlap.

    Byte k that was put since `clear` lies in lane k modulo `lanes`, so a window has at most one byte
    in each lane: each is read by itself into a register, behind which they are turned into their
    order. The first window is there in the second cycle after the beat that makes it complete.

    Parameters
    ----------
    beat_bytes
        Bytes of a beat.
    window_bytes
        Bytes of a window.

    Members
    -------
    clear : In(1)
        Drop what lies behind the window at hand, whatever else happens.
    offset : In(range(beat_bytes))
        With ``clear``: byte of the next beat in which the first window begins.
    step : In(range(window_bytes + 1))
        Bytes from one window to the next; constant from one ``clear`` to the next.
    put : In(1), beat : In(8 * beat_bytes)
        Append a beat; only with ``room``.
    room : Out(1)
        A beat fits.
    valid : Out(1), window : Out(8 * window_bytes)
        The window at hand.
    take : In(1)
        It is used; only with ``valid``.
    more : In(1), gathered : Out(1)
        Another window is wanted; in this cycle it is gathered, and at hand in the next one.
    """

    UNITS = 4
    """Bytes of a lane: the two that windows are in, and two in which beats come."""

    def __init__(self, beat_bytes: int, window_bytes: int):
        self.beat_bytes = beat_bytes
        self.window_bytes = window_bytes
        self.lanes = ring_lanes(beat_bytes, window_bytes)
        super().__init__(
            {
                "clear": In(1),
                "offset": In(range(beat_bytes)),
                "put": In(1),
                "beat": In(8 * beat_bytes),
                "room": Out(1),
                "step": In(range(window_bytes + 1)),
                "take": In(1),
                "more": In(1),
                "gathered": Out(1),
                "valid": Out(1),
                "window": Out(8 * window_bytes),
            }
        )

    def elaborate(self, platform):
        m = Module()
        lanes, beat_bytes, size = self.lanes, self.beat_bytes, self.UNITS * self.lanes
        parts = lanes // beat_bytes  # beats that lie side by side
        write = Signal(range(size // beat_bytes))  # beat of the ring
        read = Signal(range(size))  # byte of the ring
        # Bytes from the window's begin on; before the first beat that is less than none. With the
        # bias added a window is complete from a power of two on.
        complete = 1 << (self.window_bytes + beat_bytes - 2).bit_length()
        bias = complete - self.window_bytes
        beat_bits = beat_bytes.bit_length() - 1
        level = Signal(range(size + bias + 1), init=bias)
        unit, turn = read[len(read) - 2 :], read[: lanes.bit_length() - 1]
        m.d.comb += [
            self.room.eq((level >> beat_bits) < (size - lanes + 2 + bias >> beat_bits) - 1),
            self.gathered.eq(
                level[complete.bit_length() - 1 :].any() & self.more & (~self.valid | self.take)
            ),
        ]
        content = []
        for lane in range(lanes):
            m.submodules[f"lane_{lane}"] = memory = Memory(shape=8, depth=self.UNITS, init=[])
            writer, reader = memory.write_port(), memory.read_port(domain="comb")
            here = write[: parts.bit_length() - 1] == lane // beat_bytes if parts > 1 else 1
            m.d.comb += [
                writer.addr.eq(write[parts.bit_length() - 1 :]),
                writer.data.eq(self.beat.word_select(lane % beat_bytes, 8)),
                writer.en.eq(self.put & here),
                reader.addr.eq(unit + (turn > lane)),
            ]
            content.append(reader.data)
        unturned = Signal(8 * lanes, reset_less=True)
        window_turn = Signal.like(turn)
        m.d.comb += self.window.eq(Cat(unturned, unturned) >> (window_turn << 3))

        # All sums at once: which one it is is known late.
        more = chained(m, "more", level, C(beat_bytes))
        less = chained(m, "less", level, -self.step)
        both = chained(m, "both", level, beat_bytes - self.step)
        m.d.sync += level.eq(
            Mux(self.gathered, Mux(self.put, both, less), Mux(self.put, more, level))
        )
        with m.If(self.put):
            m.d.sync += write.eq(write + 1)
        with m.If(self.take):
            m.d.sync += self.valid.eq(0)
        with m.If(self.gathered):
            m.d.sync += [
                self.valid.eq(1),
                unturned.eq(Cat(content)),
                window_turn.eq(turn),
                read.eq(read + self.step),
            ]
        with m.If(self.clear):
            m.d.sync += [
                write.eq(0),
                read.eq(self.offset),
                level.eq(bias - self.offset),
            ]
        return m


class BeatBuffer(wiring.Component):
    """Ring of bytes that is filled with pieces of a word anywhere, and read in aligned beats.

    Parameters
    ----------
    word_bytes
        Most bytes of a piece.
    beat_bytes
        Bytes of a beat.

    Members
    -------
    put : In(1), position : In(range(size)), count : In(range(word_bytes + 1)), word : In(8 * word_bytes)
        Write the first ``count`` bytes of the word from this byte of the ring on; they can be read
        from the second cycle after this one on.
    index : In(range(size // beat_bytes))
        Beat of the ring.
    beat : Out(8 * beat_bytes)
        Its bytes, in the same cycle.

    ``size``, the bytes of the ring, is for what is asked for and has not arrived.
    """

    def __init__(self, word_bytes: int, beat_bytes: int):
        self.word_bytes = word_bytes
        self.beat_bytes = beat_bytes
        self.lanes = ring_lanes(beat_bytes, word_bytes)
        self.size = self.lanes * (16 if 2 * word_bytes > beat_bytes else 8)
        super().__init__(
            {
                "put": In(1),
                "position": In(range(self.size)),
                "count": In(range(word_bytes + 1)),
                "word": In(8 * word_bytes),
                "index": In(range(self.size // beat_bytes)),
                "beat": Out(8 * beat_bytes),
            }
        )

    def elaborate(self, platform):
        m = Module()
        lanes = self.lanes
        turn_width = lanes.bit_length() - 1
        turn, unit = self.position[:turn_width], self.position[turn_width:]
        present = Cat(self.count > i for i in range(self.word_bytes))
        padded = Signal(lanes)
        m.d.comb += padded.eq(present)
        # The word's byte for each lane is at (lane - turn) modulo lanes.
        held = Signal(8 * lanes, reset_less=True)
        held_turn = Signal.like(turn)
        enabled = Signal(lanes)
        units = Signal(len(unit) * lanes)
        m.d.sync += [
            held.eq(self.word),
            held_turn.eq(turn),
            enabled.eq(Mux(self.put, (Cat(padded, padded) << turn) >> lanes, 0)),
            units.eq(Cat((unit + (turn > lane))[: len(unit)] for lane in range(lanes))),
        ]
        turned = Signal(8 * lanes)
        m.d.comb += turned.eq((Cat(held, held) << (held_turn << 3)) >> 8 * lanes)
        parts = lanes // self.beat_bytes
        content = []
        for lane in range(lanes):
            m.submodules[f"lane_{lane}"] = memory = Memory(
                shape=8, depth=self.size // lanes, init=[]
            )
            writer, reader = memory.write_port(), memory.read_port(domain="comb")
            m.d.comb += [
                writer.addr.eq(units.word_select(lane, len(unit))),
                writer.data.eq(turned.word_select(lane, 8)),
                writer.en.eq(enabled[lane]),
                reader.addr.eq(self.index[parts.bit_length() - 1 :]),
            ]
            content.append(reader.data)
        beats = Cat(content)
        if parts > 1:
            beats = beats.word_select(self.index[: parts.bit_length() - 1], 8 * self.beat_bytes)
        m.d.comb += self.beat.eq(beats)
        return m
