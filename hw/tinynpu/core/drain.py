"""Drain: the second half of a TILE, from the accumulators to the requantizer lanes."""

from amaranth.hdl import Module, Mux, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config, ceil_log2
from tinynpu.arch.isa import ErrorCode, Opcode
from tinynpu.core.requantizer import parameters_layout
from tinynpu.core.shapes import ReadPort, command_layout, result_layout, walker_latency

__all__ = ["TileDrain"]


class TileDrain(wiring.Component):
    """For each outer block and each of its groups of ``lanes`` channels: fetch the parameters, wait
    for the accumulator buffer, then send one output pixel a cycle to the lanes.

    Parameters
    ----------
    config
        Sizes.
    words
        Words of a compute command.

    Members
    -------
    raw : In(32 * words)
        The command, while ``run``.
    run, done : In(1), Out(1)
        Work on it; the last value has been sent in the cycle before.
    full, release : In(2), Out(2)
        Buffers that hold a whole block; in one cycle: this one has been read.
    drain_address, drain_buffer : Out
        Accumulators to read.
    group : Out
        Group of columns that is read.
    issue : Out(result_layout)
        A value is read in this cycle; where its result goes.
    parameters : Out(ArrayLayout(parameters_layout(), lanes))
        Of the group, from the cycle after its first ``issue`` to the second cycle after its last.
    read : Out(ReadPort)
        Scratchpad, for the parameters; the caller checks the range.
    fault : Out(8)
        Error code in this cycle.
    """

    def __init__(self, config: Config, words: int):
        self.config = config
        self.words = words
        super().__init__(
            {
                "raw": In(32 * words),
                "run": In(1),
                "done": Out(1),
                "full": In(2),
                "release": Out(2),
                "drain_address": Out(ceil_log2(config.accumulator_depth)),
                "drain_buffer": Out(1),
                "group": Out(range(max(config.col_groups, 2))),
                "issue": Out(result_layout(config.rows // config.lanes)),
                "parameters": Out(data.ArrayLayout(parameters_layout(), config.lanes)),
                "read": Out(ReadPort(config.rows)),
                "fault": Out(8),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        positions = config.rows // config.lanes
        tile = data.View(command_layout(Opcode.TILE, self.words), self.raw)

        param_address = Signal(16)
        word = Signal(4)
        last_word = Signal(4)
        m.d.comb += last_word.eq(
            Mux(tile.per_channel, config.param_words(True), config.param_words(False)) - 1
        )
        # Behind the one at hand; negative behind the last one.
        groups_left = Signal(signed(17))
        no_group = groups_left[-1]
        blocks_left = Signal(12)
        position = Signal(range(max(positions, 2)))
        block_address = Signal(16)
        address = Signal(16)
        next_row = Signal(16)  # where the row behind this one begins
        # Pixels behind this one in the row, and rows behind this one, less one: negative at the end.
        columns = Signal(signed(13))
        rows = Signal(signed(13))
        last_column, last_row = columns[-1], rows[-1]
        last_group = Signal()  # of the block; from the second cycle of a group on
        m.d.sync += last_group.eq((groups_left == 0) | (self.group == tile.block_groups - 1))
        m.d.comb += self.read.address.eq(param_address)
        self._collect_parameters(m, word)

        start_pixels = [
            address.eq(block_address),
            next_row.eq(block_address + tile.out_row_step),
            columns.eq(tile.out_width - 2),
            rows.eq(tile.out_height - 2),
            self.drain_address.eq(0),
        ]
        settling = walker_latency(config.single_port) - 2  # until the last word is there
        with m.FSM():
            with m.State("IDLE"):
                m.d.sync += [
                    param_address.eq(tile.param_base),
                    groups_left.eq(tile.groups - 1),
                    blocks_left.eq(tile.outer_blocks),
                    position.eq(tile.first_group),
                    block_address.eq(tile.out_base),
                    self.group.eq(0),
                    word.eq(0),
                ]
                with m.If(self.run):
                    m.next = "PARAMETERS"
            with m.State("PARAMETERS"):
                with m.If(no_group):
                    m.next = "WAIT"
                with m.Elif(self.run):
                    m.d.comb += self.read.valid.eq(1)
                    with m.If(self.read.ready):
                        m.d.sync += [param_address.eq(param_address + 1), word.eq(word + 1)]
                        with m.If(word == last_word):
                            m.d.sync += word.eq(0)
                            m.next = "SETTLE_0"
            for number in range(settling):
                with m.State(f"SETTLE_{number}"):
                    m.next = "WAIT" if number == settling - 1 else f"SETTLE_{number + 1}"
            with m.State("WAIT"):
                m.d.sync += start_pixels
                with m.If(self.run & self.full.bit_select(self.drain_buffer, 1)):
                    m.next = "DRAIN"
                    with m.If(no_group):
                        m.next = "RELEASE"
            with m.State("DRAIN"):
                with m.If(address >= config.scratchpad_words):
                    m.d.comb += self.fault.eq(Mux(self.run, ErrorCode.SCRATCHPAD_RANGE, 0))
                with m.Elif(self.run):
                    m.d.comb += self.issue.valid.eq(1)
                    m.d.sync += [
                        self.drain_address.eq(self.drain_address + 1),
                        address.eq(address + tile.out_column_step),
                        columns.eq(columns - 1),
                    ]
                    with m.If(last_column):
                        m.d.sync += [
                            address.eq(next_row),
                            next_row.eq(next_row + tile.out_row_step),
                            columns.eq(tile.out_width - 2),
                            rows.eq(rows - 1),
                        ]
                    with m.If(last_column & last_row):
                        m.d.sync += [
                            groups_left.eq(groups_left - 1),
                            self.group.eq(self.group + 1),
                            position.eq(position + 1),
                        ]
                        with m.If(position == positions - 1):
                            m.d.sync += [
                                position.eq(0),
                                block_address.eq(block_address + tile.out_block_step),
                            ]
                        m.next = "PARAMETERS"
                        with m.If(last_group):
                            m.next = "RELEASE"
            with m.State("RELEASE"):
                m.d.comb += self.release.eq(1 << self.drain_buffer)
                m.d.sync += [
                    self.drain_buffer.eq(~self.drain_buffer),
                    self.group.eq(0),
                    blocks_left.eq(blocks_left - 1),
                ]
                m.next = "PARAMETERS"
                with m.If(blocks_left == 1):
                    m.d.comb += self.done.eq(1)
                    m.next = "IDLE"
        m.d.comb += [self.issue.address.eq(address), self.issue.position.eq(position)]
        return m

    def _collect_parameters(self, m: Module, word: Signal):
        """Put the bytes together that each lane gets of each parameter word."""
        config = self.config
        slice_bits = 8 * config.lane_slice
        words = config.param_words(True)
        arrived = self.read.valid & self.read.ready
        arrived_word = word
        for cycle in range(walker_latency(config.single_port)):
            later = Signal(name=f"arrived_{cycle}")
            later_word = Signal.like(word, name=f"arrived_word_{cycle}")
            m.d.sync += [later.eq(arrived), later_word.eq(arrived_word)]
            arrived, arrived_word = later, later_word
        for lane in range(config.lanes):
            collected = Signal(slice_bits * words, name=f"collected_{lane}", reset_less=True)
            piece = self.read.data.word_select(lane, slice_bits)
            with m.If(arrived), m.Switch(arrived_word):
                for index in range(words):
                    with m.Case(index):
                        m.d.sync += collected.word_select(index, slice_bits).eq(piece)
            m.d.comb += [
                self.parameters[lane].bias.eq(collected[:32]),
                self.parameters[lane].multiplier.eq(collected[32:64]),
                self.parameters[lane].shift.eq(collected[64:70]),
            ]
