"""Requantizer engine: the second half of every compute command, in order."""

from amaranth.hdl import C, Cat, Module, Mux, Signal, signed
from amaranth.lib import data, stream, wiring
from amaranth.lib.wiring import In, Out, connect, flipped

from tinynpu.arch.config import Config, ceil_log2
from tinynpu.arch.isa import ErrorCode, Opcode, Queue
from tinynpu.core.drain import TileDrain
from tinynpu.core.requantizer import RequantizerLane, parameters_layout
from tinynpu.core.shapes import (
    EngineSignature,
    ReadPort,
    WritePort,
    command_layout,
    entry_layout,
    result_layout,
    tokens_given,
)
from tinynpu.core.technology import Technology
from tinynpu.core.vector import TableLoader, VectorWalker

__all__ = ["RequantizerEngine"]


class RequantizerEngine(wiring.Component):
    """Drains accumulators (TILE), computes element by element (VECTOR), loads tables (TABLE).

    One of three walkers addresses a value for each lane in every cycle; the lanes scale it; the
    results are written 2 + `RequantizerLane.LATENCY` cycles later and never wait. A command is done
    when its last result is written.

    Parameters
    ----------
    config
        Sizes.
    words
        Words of a compute command.
    technology
        Of the multipliers.

    Members
    -------
    command : In(stream)
        Commands; each stays at the head until it is done.
    engine : Out(EngineSignature())
        Status.
    active : Out(1)
        The lanes take values in this cycle.
    full, release, drain_address, drain_buffer
        As in `TileDrain`.
    kept, kept_taken : In(1), Out(1)
        A TILE with ``keep`` has been streamed; in one cycle: the one at the head has been.
    drain_data : In(ArrayLayout(signed(accumulator_width), cols))
        Accumulators, two cycles after ``drain_address``.
    read, write : Out(ReadPort), Out(WritePort)
        Scratchpad; writes must be accepted at once.
    """

    def __init__(self, config: Config, words: int, *, technology: Technology = Technology.GENERIC):
        self.config = config
        self.words = words
        self.technology = technology
        super().__init__(
            {
                "command": In(stream.Signature(entry_layout(words))),
                "engine": Out(EngineSignature()),
                "active": Out(1),
                "full": In(2),
                "release": Out(2),
                "drain_address": Out(ceil_log2(config.accumulator_depth)),
                "drain_buffer": Out(1),
                "kept": In(1),
                "kept_taken": Out(1),
                "drain_data": In(data.ArrayLayout(signed(config.accumulator_width), config.cols)),
                "read": Out(ReadPort(config.rows)),
                "write": Out(WritePort(config.rows)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        raw = self.command.payload.raw
        tile = data.View(command_layout(Opcode.TILE, self.words), raw)
        vector = data.View(command_layout(Opcode.VECTOR, self.words), raw)
        # Known from the cycle after the command was seen, in which no walker runs yet.
        is_opcode = {
            opcode: Signal(name=f"is_{opcode.name.lower()}")
            for opcode in (Opcode.TILE, Opcode.VECTOR, Opcode.TABLE)
        }
        m.d.sync += [flag.eq(tile.opcode == opcode) for opcode, flag in is_opcode.items()]
        is_vector = is_opcode[Opcode.VECTOR]

        m.submodules.drain = drain = TileDrain(config, self.words)
        m.submodules.vector = walker = VectorWalker(config, self.words, technology=self.technology)
        m.submodules.table = loader = TableLoader(config, self.words)
        for name in ("full", "release", "drain_address", "drain_buffer"):
            port, inner = getattr(self, name), getattr(drain, name)
            m.d.comb += inner.eq(port) if name == "full" else port.eq(inner)
        for name in ("write_enable", "write_address", "write_data"):
            m.d.comb += getattr(walker, name).eq(getattr(loader, name))

        stop = Signal()
        fault = Signal(8)
        stopped = Signal()  # from the cycle on in which the error is shown
        m.d.comb += stop.eq(self.engine.halt | stopped)
        m.d.sync += stopped.eq(stop | (fault != 0))
        with m.If(~stop):
            m.d.sync += self.engine.error.eq(fault)

        # The walker whose turn it is has the read port.
        walkers = ((Opcode.TILE, drain), (Opcode.VECTOR, walker), (Opcode.TABLE, loader))
        finished = Signal()
        wanted, taken = Signal(), Signal()
        address = Signal(16)
        runs = []
        m.d.comb += fault.eq(drain.fault | walker.fault)
        for opcode, unit in walkers:
            m.d.comb += [
                unit.raw.eq(raw),
                unit.read.ready.eq(taken),
                unit.read.data.eq(self.read.data),
            ]
            run = Signal(name=f"run_{opcode.name.lower()}")
            runs.append(run)
            m.d.comb += unit.run.eq(run)
            with m.If(unit.done | stopped):
                m.d.sync += run.eq(0)
            with m.If(is_opcode[opcode]):
                m.d.comb += [
                    finished.eq(unit.done),
                    address.eq(unit.read.address),
                    wanted.eq(unit.read.valid),
                ]
        # The scratchpad grants no address that is outside.
        if config.single_port:
            m.d.comb += [
                self.read.valid.eq(wanted),
                self.read.address.eq(address),
                taken.eq(self.read.ready),
            ]
        else:  # it grants all others at once
            m.d.comb += taken.eq(1)
            m.d.sync += [self.read.valid.eq(wanted), self.read.address.eq(address)]
        with m.If(self.read.valid & (self.read.address >= config.scratchpad_words)):
            m.d.comb += fault.eq(ErrorCode.SCRATCHPAD_RANGE)

        m.submodules.lanes = lanes = LaneGroup(config, technology=self.technology)
        connect(m, lanes.write, flipped(self.write))
        m.d.comb += [
            lanes.drain_data.eq(self.drain_data),
            lanes.group.eq(drain.group),
            lanes.values.eq(walker.values),
            lanes.use_values.eq(is_vector),
            lanes.issue.eq(Mux(is_vector, walker.issue, drain.issue)),
            lanes.round_once.eq(Mux(is_vector, vector.round_once, tile.round_once)),
            lanes.zero_point.eq(Mux(is_vector, vector.zero_point, tile.zero_point)),
            lanes.clamp_min.eq(Mux(is_vector, vector.clamp_min, tile.clamp_min)),
            lanes.clamp_max.eq(Mux(is_vector, vector.clamp_max, tile.clamp_max)),
            lanes.parameters.eq(drain.parameters),
            self.active.eq(lanes.issue.valid),
        ]
        for lane in range(config.lanes):
            channel = lanes.parameters[lane]
            with m.If(is_vector):
                m.d.comb += [
                    channel.bias.eq(vector.bias),
                    channel.multiplier.eq(vector.multiplier),
                    channel.shift.eq(vector.shift),
                ]
            with m.Elif(~tile.per_channel):
                m.d.comb += [channel.multiplier.eq(tile.multiplier), channel.shift.eq(tile.shift)]

        with m.FSM():
            with m.State("IDLE"):
                with m.If(self.command.valid & ~stop):
                    m.next = "FLUSH"
                    for (opcode, _), run in zip(walkers, runs, strict=True):
                        keep = tile.keep if opcode == Opcode.TILE else C(0, 1)
                        with m.If((tile.opcode == opcode) & ~keep):
                            m.d.sync += run.eq(1)
                            m.next = "RUN"
                    with m.If((tile.opcode == Opcode.TILE) & tile.keep):
                        m.next = "KEEP"
            with m.State("KEEP"):
                with m.If(self.kept & ~stop):
                    m.d.comb += self.kept_taken.eq(1)
                    m.next = "FLUSH"
            with m.State("RUN"):
                with m.If(finished):
                    m.next = "FLUSH"
            with m.State("FLUSH"):
                with m.If(~lanes.in_flight & ~stop):
                    m.d.comb += [
                        self.engine.done.eq(1),
                        self.engine.signal.eq(tokens_given(Queue.COMPUTE, tile)),
                        self.command.ready.eq(1),
                    ]
                    m.next = "IDLE"
        m.d.comb += [
            self.engine.busy.eq(self.command.valid),
            self.engine.index.eq(self.command.payload.index),
        ]
        return m


class LaneGroup(wiring.Component):
    """All requantizer lanes, the choice of their source, and the write-back of their results.

    Members
    -------
    issue : In(result_layout)
        A value for each lane is addressed in this cycle; it is here two cycles later.
    drain_data, group : In
        Accumulators of all columns (two cycles after ``issue``), and the group of columns addressed.
    values, use_values : In
        Other values (two cycles after ``issue``), and whether to use them.
    parameters : In
        Scaling, in the first and second cycle after ``issue``. Before there are others, two cycles
        without a value must pass.
    round_once, zero_point, clamp_min, clamp_max : In
        Scaling; hold still while ``in_flight``.
    in_flight : Out(1)
        Some value is on its way.
    write : Out(WritePort)
        Results.
    """

    def __init__(self, config: Config, *, technology: Technology = Technology.GENERIC):
        self.config = config
        self.technology = technology
        super().__init__(
            {
                "issue": In(result_layout(config.lane_slice)),
                "drain_data": In(data.ArrayLayout(signed(config.accumulator_width), config.cols)),
                "group": In(range(max(config.col_groups, 2))),
                "values": In(data.ArrayLayout(signed(32), config.lanes)),
                "use_values": In(1),
                "parameters": In(data.ArrayLayout(parameters_layout(), config.lanes)),
                "round_once": In(1),
                "zero_point": In(signed(8)),
                "clamp_min": In(signed(8)),
                "clamp_max": In(signed(8)),
                "in_flight": Out(1),
                "write": Out(WritePort(config.rows)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        addressed, group = (
            Signal.like(self.group, name=name) for name in ("addressed", "group_here")
        )
        m.d.sync += [addressed.eq(self.group), group.eq(addressed)]
        load = Signal()
        m.d.sync += load.eq(self.issue.valid)
        drained = Signal(data.ArrayLayout(signed(32), config.lanes))
        with m.Switch(group):
            for g in range(config.col_groups):
                with m.Case(g):
                    for lane in range(min(config.lanes, config.cols - g * config.lanes)):
                        m.d.comb += drained[lane].eq(self.drain_data[g * config.lanes + lane])

        # They change between commands only, and so their choice is off the lanes' paths.
        output = {
            name: Signal.like(getattr(self, name), name=f"lanes_{name}")
            for name in ("round_once", "zero_point", "clamp_min", "clamp_max", "use_values")
        }
        m.d.sync += [register.eq(getattr(self, name)) for name, register in output.items()]

        use_values = output.pop("use_values")
        results = []
        for index in range(config.lanes):
            lane = RequantizerLane(technology=self.technology)
            m.submodules[f"lane_{index}"] = lane
            m.d.comb += [
                lane.value.eq(Mux(use_values, self.values[index], drained[index])),
                lane.parameters.eq(self.parameters[index]),
                lane.load.eq(load),
                *(getattr(lane, name).eq(register) for name, register in output.items()),
            ]
            results.append(lane.result)

        target = self.issue
        on_its_way = self.issue.valid  # not counted: what is written in the next cycle
        for stage in range(2 + RequantizerLane.LATENCY):
            following = Signal.like(self.issue, name=f"target_{stage}")
            m.d.sync += following.eq(target)
            if stage:
                on_its_way = on_its_way | target.valid
            target = following
        m.d.sync += self.in_flight.eq(on_its_way)
        m.d.comb += [
            self.write.valid.eq(target.valid),
            self.write.address.eq(target.address),
            self.write.data.eq(Cat(results).replicate(config.lane_slice)),
            self.write.mask.eq(((1 << config.lanes) - 1) << (target.position * config.lanes)),
        ]
        return m
