r"""The tile's parallel port by a PIO block: two of its cycles for each byte.

The PIO block makes the tile's clock, too. When its FIFO is empty the clock stands still, and the
tile with it: nothing is lost, and the cycles of the tile are always those of the stream. A first
state machine sends:

    clk     __/--\__/--\__/--\__     data and strobe change when clk falls,
    ui, uio  X=====X=====X=====X       the tile takes them when it rises

A second one holds the strobe and looks at ``valid`` before each rising edge, late enough for the
way from the edge through the chip and back (``settle_ns``), so it is slower.

Source: RP2040 and RP2350 datasheets, chapter PIO; https://docs.micropython.org, rp2. Pins: see
`Layout`. A PIO block of the RP2350 reaches GPIO 0 to 31 or GPIO 16 to 47; all of the tile's pins lie
in the second window (16 to 40).
"""

import array

import machine
import rp2
from tinynpu_tt import TileError
from ttboard.pins import gpio_map

BLOCK = 1
"""Which PIO block; the SDK makes slow clocks with block 0."""
SYNCHRONIZER_CYCLES = 2
"""System cycles that an input is late."""
GREATEST_DIVIDER = 0xFFFF
GREATEST_DELAY = 15
"""Cycles that an instruction with a side-set pin can wait."""
CHUNK = 2048
"""Transfers that are in memory as words at a time; the first state machine counts up to 65535."""


class Layout:
    """Where the tile's pins are, for a PIO block.

    Parameters
    ----------
    gpio
        ``GPIOMap`` of the SDK. Boards with the RP2350: clk 16, ui_in 17 to 24, uio 25 to 32, uo_out
        33 to 40. With the RP2040: clk 0, uo_out 5 to 8 and 13 to 16, ui_in 9 to 12 and 17 to 20, uio
        21 to 28.
    """

    def __init__(self, gpio):
        self.clock = gpio.RP_PROJCLK
        self.ui = [getattr(gpio, f"UI_IN{i}") for i in range(8)]
        self.uio = [getattr(gpio, f"UIO{i}") for i in range(8)]
        low = gpio.UO_OUT0  # the SDK gives 1 to 3 other names where they have two uses
        self.uo = [low, low + 1, low + 2, low + 3]
        self.uo += [getattr(gpio, f"UO_OUT{i}") for i in range(4, 8)]
        pins = self.ui + self.uio + self.uo + [self.clock]
        self.window = 0 if max(pins) < 32 else 16
        if min(pins) < self.window or max(pins) >= self.window + 32:
            raise TileError(
                "The tile's pins must lie in GPIO 0 to 31 or 16 to 47 for PIO, not in "
                f'{min(pins)} to {max(pins)}: use port="bitbang".'
            )
        outputs = self.ui + self.uio
        self.out_base = min(outputs)
        self.out_width = max(outputs) - self.out_base + 1
        self.in_base = self.uo[0]
        self.in_width = self.uo[7] - self.in_base + 1
        self.is_plain = outputs == list(range(self.out_base, self.out_base + 16))
        self.driven = 0
        for pin in self.ui + [pin for i, pin in enumerate(self.uio) if i not in (1, 2)]:
            self.driven |= 1 << (pin - self.out_base)
        if not self.is_plain:
            self.ui_words = self._words(self.ui)
            self.uio_words = self._words(self.uio)
            self.words = array.array("I", bytes(4 * CHUNK))

    def _words(self, pins):
        """What is put on the pins for each byte."""
        words = array.array("I", [0] * 256)
        for value in range(256):
            word = 0
            for i, pin in enumerate(pins):
                if value >> i & 1:
                    word |= 1 << (pin - self.out_base)
            words[value] = word
        return words

    def pack(self, stream, first, count):
        """Words for the first state machine, one for each of so many transfers; valid until the next call."""
        stream = stream[2 * first : 2 * (first + count)]
        if self.is_plain:
            return array.array("H", stream)
        ui, uio, words = self.ui_words, self.uio_words, self.words
        for i in range(count):
            words[i] = ui[stream[2 * i]] | uio[stream[2 * i + 1]]
        return words

    def unpack(self, words, count):
        """So many bytes on ``uo_out`` from what the second state machine saw."""
        data = bytearray(count)
        if self.in_width == 8:
            data[:] = memoryview(words)[:count]
            return data
        gap = self.in_width - 8
        for i in range(count):
            data[i] = words[i] & 15 | words[i] >> gap & 0xF0
        return data


def sender(width, directions):
    """Program of the first state machine: takes a count less one, then so many transfers."""

    @rp2.asm_pio(
        out_init=directions,
        set_init=rp2.PIO.OUT_LOW,
        sideset_init=rp2.PIO.OUT_LOW,
        out_shiftdir=rp2.PIO.SHIFT_RIGHT,
        autopull=True,
        pull_thresh=width,
    )
    def send():
        wrap_target()
        out(x, width).side(0)
        label("transfer")
        out(pins, width).side(0)
        jmp(x_dec, "transfer").side(1)
        push(block).side(0)
        wrap()

    return send


def receiver(width, settle):
    """Program of the second: takes a count less one, gives so many bytes and a word more."""

    @rp2.asm_pio(
        set_init=rp2.PIO.OUT_LOW,
        sideset_init=rp2.PIO.OUT_LOW,
        in_shiftdir=rp2.PIO.SHIFT_LEFT,
        autopush=True,
        push_thresh=width,
    )
    def receive():
        wrap_target()
        pull(block).side(0)
        mov(x, osr).side(0)
        set(pins, 1).side(0)
        label("cycle")
        jmp(pin, "take").side(0)
        jmp("cycle").side(1)[settle]
        label("take")
        in_(pins, width).side(0)
        jmp(x_dec, "cycle").side(1)[settle]
        set(pins, 0).side(0)
        in_(null, width).side(0)
        wrap()

    return receive


class PioPort:
    """Parallel port by PIO and DMA.

    A cycle of PIO is a whole number of system cycles: a fraction would be made of longer and shorter
    ones, and the shorter ones are too short for the tile.

    Parameters
    ----------
    tt
        ``DemoBoard`` with the project selected.
    clock_hz
        Greatest clock of the tile while it is sent to: at most half of the system clock.
    settle_ns
        From a rising edge of the clock until ``valid`` and ``uo_out`` are there: in the chip, in its
        pads and on the board. 20 ns were seen; beyond that, the inputs' synchronizer is counted here.
    polls
        How often to look whether a transfer is done before it counts as failed.

    Members
    -------
    clock_hz
        The clock that there is: the system clock divided by the least even number that makes it no
        greater than asked for.
    """

    opened = None  # there is room for one in the PIO block

    def __init__(self, tt, clock_hz=10_000_000, settle_ns=40, polls=200_000):
        system_hz = machine.freq()
        if not 0 < 2 * clock_hz <= system_hz:
            raise TileError(
                f"The tile's clock must be at most half of the system's {system_hz} Hz, not {clock_hz}."
            )
        divider = -(-system_hz // (2 * clock_hz))
        if divider > GREATEST_DIVIDER:
            least = -(-system_hz // (2 * GREATEST_DIVIDER))
            raise TileError(f"The tile's clock must be at least {least} Hz, not {clock_hz}.")
        self.clock_hz = system_hz // (2 * divider)
        # Rounded down, so that MicroPython's division, which rounds down too, finds no smaller divider.
        pio_hz = system_hz // divider
        self.tt = tt
        self.polls = polls
        self.layout = layout = Layout(gpio_map.GPIOMap)
        second_ns = 1_000_000_000
        wait = settle_ns * system_hz + SYNCHRONIZER_CYCLES * second_ns  # system cycles · second_ns
        settle = max(-(-wait // (divider * second_ns)) - 1, 0)
        if settle > GREATEST_DELAY:
            longest = (GREATEST_DELAY + 1) * divider - SYNCHRONIZER_CYCLES
            raise TileError(
                f"settle_ns must be at most {longest * second_ns // system_hz} at this clock."
            )
        if PioPort.opened:
            PioPort.opened.close()
        if layout.window:
            rp2.PIO(BLOCK).gpio_base(machine.Pin(layout.window))
        directions = [rp2.PIO.IN_LOW] * layout.out_width
        for i in range(layout.out_width):
            if layout.driven >> i & 1:
                directions[i] = rp2.PIO.OUT_LOW
        self.programs = (
            sender(layout.out_width, tuple(directions)),
            receiver(layout.in_width, settle),
        )
        self.send_machine = rp2.StateMachine(
            4 * BLOCK,
            self.programs[0],
            freq=pio_hz,
            out_base=machine.Pin(layout.out_base),
            set_base=machine.Pin(layout.clock),
            sideset_base=machine.Pin(layout.clock),
        )
        self.receive_machine = rp2.StateMachine(
            4 * BLOCK + 1,
            self.programs[1],
            freq=pio_hz,
            in_base=machine.Pin(layout.in_base),
            set_base=machine.Pin(layout.uio[0]),
            sideset_base=machine.Pin(layout.clock),
            jmp_pin=machine.Pin(layout.uio[2]),
        )
        self._set_directions()
        self.send_dma = rp2.DMA()
        self.send_control = self.send_dma.pack_ctrl(
            size=1 if layout.is_plain else 2, inc_write=False, treq_sel=8 * BLOCK
        )
        self.receive_dma = rp2.DMA()
        self.receive_control = self.receive_dma.pack_ctrl(
            size=0 if layout.in_width == 8 else 1, inc_read=False, treq_sel=8 * BLOCK + 5
        )
        PioPort.opened = self

    def _set_directions(self):
        """Once more, by an instruction: some versions of the firmware forget a window that begins at 16."""
        machine_ = self.send_machine
        machine_.put(self.layout.driven)
        machine_.exec("set(pindirs, 1)")
        machine_.exec("pull()")
        machine_.exec(f"out(pindirs, {self.layout.out_width})")

    def _wait(self, done, what):
        for _ in range(self.polls):
            if done():
                return
        raise TileError(what)

    def _send(self, words, count):
        """So many words of `Layout.pack`."""
        sender_ = self.send_machine
        dma = self.send_dma
        sender_.put(count)
        dma.config(read=words, write=sender_, count=count, ctrl=self.send_control, trigger=True)
        sender_.active(1)
        try:
            self._wait(lambda: not dma.active(), f"DMA did not move {count} transfers.")
            # At last a cycle without a strobe, and a NOP on the pins while bytes are taken.
            sender_.put(0)
            self._wait(sender_.rx_fifo, f"PIO did not send {count} transfers.")
            sender_.get()
        finally:
            sender_.active(0)

    def _receive(self, wanted):
        receiver_ = self.receive_machine
        if self.layout.in_width == 8:
            words = bytearray(wanted + 1)
        else:
            words = array.array("H", bytes(2 * (wanted + 1)))
        dma = self.receive_dma
        dma.config(
            read=receiver_, write=words, count=wanted + 1, ctrl=self.receive_control, trigger=True
        )
        receiver_.put(wanted - 1)
        receiver_.active(1)
        try:
            self._wait(lambda: not dma.active(), f"The tile was not valid for {wanted} bytes.")
        except TileError:
            dma.active(0)
            receiver_.active(0)
            receiver_.exec("set(pins, 0)")
            receiver_.restart()
            while receiver_.rx_fifo():
                receiver_.get()
            raise
        receiver_.active(0)
        return self.layout.unpack(words, wanted)

    def clock(self, cycles):
        """Let so many cycles pass, without a strobe."""
        self._send(self.layout.pack(bytes(2 * cycles), 0, cycles), cycles)

    def reset(self):
        """Reset the tile."""
        self.tt.reset_project(True)
        self.clock(4)
        self.tt.reset_project(False)
        self.clock(4)

    def exchange(self, stream, wanted):
        """Give a stream to the tile, then take so many bytes."""
        transfers = len(stream) // 2
        for first in range(0, transfers, CHUNK):
            count = min(CHUNK, transfers - first)
            self._send(self.layout.pack(stream, first, count), count)
        return self._receive(wanted) if wanted else b""

    def close(self):
        """Stop, and give the pins back to the SDK; once is enough."""
        if PioPort.opened is not self:
            return
        PioPort.opened = None
        self.send_machine.active(0)
        self.receive_machine.active(0)
        self.send_dma.close()
        self.receive_dma.close()
        for program in self.programs:
            rp2.PIO(BLOCK).remove_program(program)
        self.tt.mode = self.tt.mode
