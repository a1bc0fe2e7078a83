"""What the tile does with the bytes that come: commands, blocks, results."""

from amaranth.hdl import Array, Cat, Const, Module, Mux, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.tile import (
    SELF_TEST_SHIFT,
    SELF_TEST_STEPS,
    SUM_BYTES,
    Command,
    ErrorFlag,
    RunFlag,
    Scaling,
    TileConfig,
)
from tinynpu.core.technology import Technology
from tinynpu.tile.column import Column
from tinynpu.tile.requantizer import SCALING, TileRequantizer
from tinynpu.tile.self_test import SelfTest

__all__ = ["Engine"]

_STEP_BITS = 12
_LAYER_BYTES = 3


class Engine(wiring.Component):
    """The tile behind its host port; see `docs/tile.md`.

    A transfer is a cycle with ``strobe`` and ``ready`` (a byte goes in) or with ``strobe`` and ``valid`` (a
    byte comes out). A sample is in its sum two cycles after its transfer.

    Parameters
    ----------
    config
        Parameters of the tile.
    technology
        Of the multipliers.

    Members
    -------
    byte, nibble, strobe : In(8), In(4), In(1)
        From the host.
    ready : Out(1)
        The tile waits for a byte.
    output, valid : Out(8), Out(1)
        To the host.
    error, busy : Out(1), Out(1)
        There was an error since the last STATUS; some command is under way.
    """

    def __init__(self, config: TileConfig, *, technology: Technology = Technology.GENERIC):
        self.config = config
        self.technology = technology
        super().__init__(
            {
                "byte": In(8),
                "nibble": In(4),
                "strobe": In(1),
                "ready": Out(1),
                "output": Out(8),
                "valid": Out(1),
                "error": Out(1),
                "busy": Out(1),
            }
        )

    def elaborate(self, platform):
        config = self.config
        has_requantizer = config.requantizer_bits > 0
        m = Module()
        m.submodules.self_test = self_test = SelfTest()
        columns = [
            Column(
                config.groups, config.depth, config.accumulator_width, technology=self.technology
            )
            for _ in range(config.columns)
        ]

        # The host's port, or that of the self-test.
        testing = Signal()
        byte, nibble, strobe = Signal(8), Signal(4), Signal()
        m.d.comb += [
            byte.eq(Mux(testing, self_test.byte, self.byte)),
            nibble.eq(Mux(testing, self_test.nibble, self.nibble)),
            strobe.eq(testing | self.strobe),
        ]

        # A byte that comes out; the states say which.
        output, has_output = Signal(8), Signal()
        taken = Signal()
        m.d.comb += [
            taken.eq(has_output & strobe),
            self.output.eq(output),
            self.valid.eq(has_output & ~testing),
            self_test.output.eq(output),
            self_test.add.eq(taken & testing),
        ]

        # Place in a step, or in what comes out.
        place = Signal(range(max(config.depth, 2)))
        group = Signal(range(config.step_cycles() // config.depth + 1))

        flags = Signal(3)
        shifts, scales, one_channel = (
            flags[flag.bit_length() - 1]
            for flag in (RunFlag.SHIFT, RunFlag.SCALE, RunFlag.ONE_CHANNEL)
        )
        steps = Signal(_STEP_BITS, reset_less=True)
        loads, is_first = Signal(), Signal()
        errors = Signal(2)
        wants, accepted = Signal(), Signal()
        m.d.comb += [
            accepted.eq(strobe & wants),
            self.ready.eq(wants & ~testing),
            self.error.eq(errors.any()),
            self_test.next.eq(accepted & testing),
        ]

        # A step.
        runs = Signal()
        moves = runs & accepted
        last_place = place == config.depth - 1
        last_transfers = [config.step_cycles(flag) - 1 for flag in (RunFlag.SUMS, RunFlag.SHIFT)]
        last_transfer = Mux(
            shifts,
            _is_transfer(place, group, last_transfers[1], config.depth),
            _is_transfer(place, group, last_transfers[0], config.depth),
        )
        has_nibble = Mux(
            shifts,
            _is_before(place, group, 2, config.depth),
            _is_before(place, group, 2 * config.columns, config.depth),
        )
        # The cycle behind a transfer.
        sample_n = Signal(8, reset_less=True)
        summed_place = Signal.like(place)
        enables = Signal(config.groups)
        forgets, swaps, sums = Signal(), Signal(), Signal()
        m.d.sync += [
            sample_n.eq(~byte),
            summed_place.eq(place),
            sums.eq(runs),
            enables.eq(
                Cat((moves & ~loads & (group == number)) for number in range(config.groups))
            ),
            forgets.eq(is_first),
            swaps.eq(moves & last_transfer),
        ]
        read_place = Mux(sums, summed_place, place)
        is_read = Signal(config.depth)
        m.d.comb += is_read.eq(Cat(read_place == number for number in range(config.depth)))
        clears = Signal()
        nibble_n = ~nibble
        for number, column in enumerate(columns):
            m.submodules[f"column_{number}"] = column
            m.d.comb += [
                column.sample_n.eq(sample_n),
                column.place.eq(is_read),
                column.first.eq(forgets),
                column.nibble_n.eq(nibble_n),
                column.shift.eq(moves & has_nibble),
                column.clear.eq(clears),
                column.swap.eq(swaps),
            ]
            m.d.comb += [
                column.write[which].eq(is_read & enables[which].replicate(config.depth))
                for which in range(config.groups)
            ]
            nibble_n = column.above_n

        # The sum that comes out next.
        number = Signal(range(config.columns))
        passing = Signal(config.accumulator_width)
        chosen = 0
        for index, column in enumerate(columns):
            for which in range(config.groups):
                here = (number == index) & (group == which)
                chosen |= column.sum[which].as_unsigned() & here.replicate(len(passing))
        m.d.comb += passing.eq(chosen)
        last_sum = group == config.groups - 1
        last_column = number == config.columns - 1

        if has_requantizer:
            m.submodules.requantizer = requantizer = TileRequantizer(
                config.accumulator_width, config.requantizer_bits
            )
            scaling = Signal(SCALING, reset_less=True)
            layer = Signal(8 * _LAYER_BYTES, init=0x7F8000)
            m.d.comb += [
                requantizer.value.eq(passing.as_signed()),
                requantizer.scaling.eq(scaling),
                Cat(requantizer.zero_point, requantizer.least, requantizer.greatest).eq(layer),
                requantizer.take.eq(taken),
            ]

        argument = Signal(range(len(config.identity)))

        def finish():
            m.d.sync += [argument.eq(0), testing.eq(0)]
            with m.If(testing):
                m.next = "SIGNATURE"
            with m.Else():
                m.next = "IDLE"

        with m.FSM() as fsm:
            m.d.comb += self.busy.eq(~fsm.ongoing("IDLE"))
            with m.State("IDLE"):
                m.d.comb += [wants.eq(1), clears.eq(1)]
                m.d.sync += [argument.eq(0), place.eq(0), group.eq(0), number.eq(0)]
                with m.If(accepted):
                    with m.Switch(byte):
                        with m.Case(Command.NOP):
                            pass
                        with m.Case(Command.IDENTIFY):
                            m.next = "IDENTIFY"
                        with m.Case(Command.STATUS):
                            m.next = "STATUS"
                        with m.Case(Command.SELF_TEST):
                            m.d.comb += self_test.start.eq(1)
                            m.d.sync += [
                                testing.eq(1),
                                flags.eq(RunFlag.SUMS),
                                steps.eq(SELF_TEST_STEPS),
                                loads.eq(1),
                            ]
                            if has_requantizer:
                                m.d.sync += layer.eq(layer.init)
                            m.next = "RUN"
                        if has_requantizer:
                            with m.Case(Command.LAYER):
                                m.next = "LAYER"
                        with m.Case(*_run_commands(has_requantizer)):
                            m.d.sync += flags.eq(byte)
                            m.next = "STEPS_LOW"
                        with m.Default():
                            m.d.sync += errors.eq(errors | ErrorFlag.COMMAND)
            with m.State("IDENTIFY"):
                text = Array(Const(value, 8) for value in config.identity)
                m.d.comb += [has_output.eq(1), output.eq(text[argument])]
                with m.If(taken):
                    m.d.sync += argument.eq(argument + 1)
                    with m.If(argument == len(config.identity) - 1):
                        m.next = "IDLE"
            with m.State("STATUS"):
                m.d.comb += [has_output.eq(1), output.eq(errors)]
                with m.If(taken):
                    m.d.sync += errors.eq(0)
                    m.next = "IDLE"
            if has_requantizer:
                with m.State("LAYER"):
                    m.d.comb += wants.eq(1)
                    with m.If(accepted):
                        m.d.sync += [
                            layer.eq(Cat(layer[8:], byte)),
                            argument.eq(argument + 1),
                        ]
                        with m.If(argument == _LAYER_BYTES - 1):
                            m.next = "IDLE"
            with m.State("STEPS_LOW"):
                m.d.comb += wants.eq(1)
                with m.If(accepted):
                    m.d.sync += steps[:8].eq(byte)
                    m.next = "STEPS_HIGH"
            with m.State("STEPS_HIGH"):
                m.d.comb += wants.eq(1)
                with m.If(accepted):
                    m.d.sync += [steps[8:].eq(byte), loads.eq(1)]
                    m.next = "RUN"
                    too_many = byte[_STEP_BITS - 8 :].any()
                    with m.If(too_many | (Cat(steps[:8], byte) == 0)):
                        m.d.sync += errors.eq(errors | ErrorFlag.STEPS)
                        m.next = "IDLE"
            with m.State("RUN"):
                m.d.comb += [runs.eq(1), wants.eq(1)]
                with m.If(accepted):
                    m.d.sync += place.eq(place + 1)
                    with m.If(last_place):
                        m.d.sync += [place.eq(0), group.eq(group + 1)]
                    with m.If(last_transfer):
                        m.d.sync += [place.eq(0), group.eq(0), loads.eq(0), is_first.eq(loads)]
                        with m.If(~loads):
                            m.d.sync += steps.eq(steps - 1)
                            with m.If(steps == 1):
                                m.next = "SETTLE"
                                if has_requantizer:
                                    with m.If(scales):
                                        m.next = "SCALING"
            with m.State("SETTLE"):  # the last sample reaches its sum
                m.next = "SUMS"
            with m.State("SUMS"):
                part = argument[:2]
                m.d.comb += [
                    has_output.eq(1),
                    output.eq(passing.as_signed() >> (part << 3)),
                ]
                with m.If(taken):
                    m.d.sync += argument.eq(argument + 1)
                    with m.If(part == SUM_BYTES - 1):
                        m.d.sync += [argument.eq(0), place.eq(place + 1)]
                        with m.If(last_place):
                            m.d.sync += [place.eq(0), group.eq(group + 1)]
                            with m.If(last_sum):
                                m.d.sync += [group.eq(0), number.eq(number + 1)]
                                with m.If(last_column):
                                    finish()
                                    if has_requantizer:
                                        with m.If(testing):  # the same sums once more, as int8
                                            m.d.sync += [number.eq(0), testing.eq(1)]
                                            m.next = "SCALING"
            if has_requantizer:
                with m.State("SCALING"):
                    is_last_byte = argument == Scaling.BYTES - 1
                    least_shift = Mux(testing & is_last_byte, SELF_TEST_SHIFT, 0)
                    m.d.comb += wants.eq(1)
                    with m.If(accepted):
                        m.d.sync += [
                            scaling.eq(Cat(scaling.as_value()[8:], byte | least_shift)),
                            argument.eq(argument + 1),
                        ]
                        with m.If(is_last_byte):
                            m.d.sync += argument.eq(0)
                            m.next = "RESULTS"
                with m.State("RESULTS"):
                    # What the requantizer still has after the last sum of a column, leaves.
                    ends, is_last = Signal(), Signal()
                    m.d.comb += [
                        has_output.eq(requantizer.done),
                        output.eq(requantizer.result),
                        requantizer.start.eq(requantizer.free & ~ends),
                    ]
                    with m.If(requantizer.start):
                        m.d.sync += place.eq(place + 1)
                        with m.If(last_place):
                            m.d.sync += [place.eq(0), group.eq(group + 1)]
                            with m.If(last_sum):
                                m.d.sync += [
                                    group.eq(0),
                                    number.eq(number + 1),
                                    ends.eq(last_column | ~one_channel),
                                    is_last.eq(last_column),
                                ]
                    with m.If(ends & taken & requantizer.empty):
                        m.d.sync += ends.eq(0)
                        with m.If(is_last):
                            finish()
                        with m.Else():
                            m.next = "SCALING"
            with m.State("SIGNATURE"):
                m.d.comb += [
                    has_output.eq(1),
                    output.eq(self_test.checksum.word_select(argument[0], 8)),
                ]
                with m.If(taken):
                    m.d.sync += argument.eq(argument + 1)
                    with m.If(argument[0]):
                        m.next = "IDLE"
        return m


def _is_transfer(place: Signal, group: Signal, transfer: int, depth: int):
    """Whether this is the transfer of a step with that number."""
    groups, rest = divmod(transfer, depth)
    return (group == groups) & (place == rest)


def _is_before(place: Signal, group: Signal, transfers: int, depth: int):
    """Whether this is one of the first so many transfers of a step."""
    groups, rest = divmod(transfers, depth)
    return (group < groups) | ((group == groups) & (place < rest))


def _run_commands(has_requantizer: bool) -> list[int]:
    flags = RunFlag.SHIFT | (RunFlag.SCALE | RunFlag.ONE_CHANNEL if has_requantizer else 0)
    return [Command.RUN | value for value in range(8) if not value & ~flags]
