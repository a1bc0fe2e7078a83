"""The whole NPU: registers, sequencer, engines, scratchpad."""

from amaranth.hdl import Const, Module, Mux, ResetInserter, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import connect

from tinynpu.arch.config import Config
from tinynpu.arch.registers import COUNTERS, CSR_ADDRESS_WIDTH
from tinynpu.bus.axi import ReadArbiter
from tinynpu.bus.axi_lite import AxiLiteSubordinate
from tinynpu.bus.csr import ControlRegisters
from tinynpu.core.compute import ComputeEngine
from tinynpu.core.fetch import Fetch
from tinynpu.core.load import LoadEngine
from tinynpu.core.ports import TRACED_TOKEN, core_members, join_ports
from tinynpu.core.scratchpad import Scratchpad
from tinynpu.core.sequencer import Sequencer
from tinynpu.core.shapes import Activity
from tinynpu.core.store import StoreEngine
from tinynpu.core.technology import Technology

__all__ = ["Core"]

_LANE_MULTIPLIERS = 5
"""Four for the scaling of a value, one for VECTOR."""


class Core(wiring.Component):
    """NPU core with an AXI4-Lite register port and an AXI4 memory port.

    Parameters
    ----------
    config
        Sizes.
    technology
        What it is built in; the cycles and the bytes are the same in all.
    multipliers
        Multipliers of 18 bits that the device has as blocks. The requantizer takes five for each of
        its lanes, the array what is left; its other multipliers are of LUTs. None: enough for all.

    Members
    -------
    s_axil_* : AXI4-Lite subordinate
        Registers (`tinynpu.arch.registers`), 32 data bits.
    m_axi_* : AXI4 manager
        Memory, ``bus_bytes`` wide; incrementing bursts, all with ID 0.
    irq : Out(1)
        An enabled event is pending.
    trace_<unit>_busy, trace_<unit>_index : Out(1), Out(16)
        For simulators: the unit works on this command. Units: load, feed, requantizer, store.
    trace_activity : Out(4)
        For simulators: what the array does, as `tinynpu.core.shapes.Activity` or `TRACED_TOKEN`.
    """

    def __init__(
        self,
        config: Config,
        *,
        technology: Technology = Technology.GENERIC,
        multipliers: int | None = None,
    ):
        self.config = config
        self.technology = technology
        self.multipliers = multipliers
        super().__init__(core_members(config))

    def elaborate(self, platform):
        m = Module()
        config = self.config
        m.submodules.axi_lite = axi_lite = AxiLiteSubordinate(CSR_ADDRESS_WIDTH)
        m.submodules.registers = registers = ControlRegisters(config)
        m.submodules.fetch = fetch = Fetch(config)
        m.submodules.arbiter = arbiter = ReadArbiter(config)
        m.submodules.sequencer = sequencer = Sequencer(config)
        m.submodules.scratchpad = scratchpad = Scratchpad(config)
        blocks = None
        if self.multipliers is not None:
            blocks = max(self.multipliers - _LANE_MULTIPLIERS * config.lanes, 0)
        load, store = LoadEngine(config), StoreEngine(config)
        compute = ComputeEngine(config, technology=self.technology, blocks=blocks)
        # A cycle later, before a program can begin: so it needs not be known early in a cycle.
        cleared = Signal()
        m.d.sync += cleared.eq(sequencer.clear)
        clear = ResetInserter(cleared)
        m.submodules.load = clear(load)
        m.submodules.compute = clear(compute)
        m.submodules.store = clear(store)

        join_ports(m, self, axi_lite.axi, arbiter.axi, store.axi)
        connect(m, axi_lite.registers, registers.bus)
        connect(m, fetch.request, arbiter.fetch_request)
        connect(m, arbiter.fetch_response, fetch.response)
        connect(m, load.request, arbiter.load_request)
        connect(m, arbiter.load_response, load.response)
        connect(m, fetch.command, sequencer.fetched)
        for name, engine in (("load", load), ("compute", compute), ("store", store)):
            connect(m, getattr(sequencer, name), engine.command)
            connect(m, engine.engine, getattr(sequencer, f"{name}_engine"))
        for name in ("sample_read", "weight_read", "vector_read", "result_write"):
            connect(m, getattr(compute, name), getattr(scratchpad, name))
        connect(m, load.write, scratchpad.load_write)
        connect(m, store.read, scratchpad.store_read)

        bases = [registers.base0_address, registers.base1_address]
        bases += [registers.base2_address, registers.base3_address]
        for engine in (load, store):
            m.d.comb += [engine.bases[i].eq(base) for i, base in enumerate(bases)]
        m.d.comb += [
            fetch.enable.eq(sequencer.fetch_enable),
            fetch.address.eq(registers.program_address << 6),
            arbiter.halt.eq(sequencer.load_engine.halt),
            sequencer.fetch_idle.eq(fetch.idle),
            sequencer.bus_quiet.eq(arbiter.quiet & store.quiet),
            sequencer.start.eq(registers.control_start),
            compute.restart.eq(sequencer.started),
            sequencer.reset.eq(registers.control_reset),
            sequencer.watchdog.eq(registers.watchdog_cycles),
            registers.status_busy.eq(sequencer.busy),
            registers.status_done.eq(sequencer.done),
            registers.status_error.eq(sequencer.error),
            registers.error_code.eq(sequencer.error_code),
            registers.error_command.eq(sequencer.error_command),
            registers.interrupt_pending_done.eq(sequencer.done_event),
            registers.interrupt_pending_error.eq(sequencer.error_event),
            self.irq.eq(
                (registers.interrupt_pending_done_value & registers.interrupt_enable_done)
                | (registers.interrupt_pending_error_value & registers.interrupt_enable_error)
            ),
        ]
        self._counters(m, registers, sequencer, compute, load, store, arbiter, fetch)
        m.d.comb += [
            self.trace_activity.eq(
                Mux(
                    (compute.activity == Activity.IDLE) & sequencer.stall_token,
                    TRACED_TOKEN,
                    compute.activity,
                )
            ),
            self.trace_load_busy.eq(load.engine.busy),
            self.trace_load_index.eq(load.engine.index),
            self.trace_feed_busy.eq(compute.feed_busy),
            self.trace_feed_index.eq(compute.feed_index),
            self.trace_requantizer_busy.eq(compute.requantizer_busy),
            self.trace_requantizer_index.eq(compute.requantizer_index),
            self.trace_store_busy.eq(store.engine.busy),
            self.trace_store_index.eq(store.engine.index),
        ]
        return m

    def _counters(self, m, registers, sequencer, compute, load, store, arbiter, fetch):
        activity = Signal(Activity)  # in the cycle before
        stall_token = Signal()
        m.d.sync += [activity.eq(compute.activity), stall_token.eq(sequencer.stall_token)]
        idle = activity == Activity.IDLE
        events = {
            "cycles": Const(1),
            "array_active": activity == Activity.ACTIVE,
            "stall_command": idle & ~stall_token,
            "stall_token": idle & stall_token,
            "stall_fence": activity == Activity.FENCE,
            "stall_handover": activity == Activity.HANDOVER,
            "stall_weight": activity == Activity.WEIGHT,
            "stall_accumulator": activity == Activity.ACCUMULATOR,
            "stall_bank": activity == Activity.BANK,
            "stall_gap": activity == Activity.GAP,
            "requantizer_active": compute.requantizer_active,
            "load_active": load.engine.busy,
            "store_active": store.engine.busy,
            "read_beats": arbiter.beat,
            "write_beats": store.beat,
            "commands": fetch.command.valid & fetch.command.ready,
        }
        assert list(events) == list(COUNTERS)
        # An event is counted in the cycle after it was there, what the array does in the second.
        ran = Signal()
        m.d.sync += ran.eq(sequencer.running)
        for name, event in events.items():
            count = Signal(32, name=name)
            happened = Signal(name=f"{name}_event")
            late = name == "array_active" or name.startswith("stall_")
            m.d.sync += happened.eq(event & (ran if late else sequencer.running))
            with m.If(happened):
                m.d.sync += count.eq(count + 1)
            with m.If(sequencer.started):
                m.d.sync += count.eq(0)
            m.d.comb += getattr(registers, f"{name}_count").eq(count)
