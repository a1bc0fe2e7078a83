"""The whole core between the models of cocotbext-axi: programs, errors, pauses, resets, storms.

Every program's memory image is compared with that of the instruction-set simulator.
"""

import cocotb
import numpy as np
from cocotbext.axi import AxiBus, AxiLiteBus, AxiLiteMaster, AxiResp, AxiSlave

from tinynpu.arch.isa import ISA_VERSION, MAGIC, ErrorCode, Opcode
from tinynpu.arch.registers import COUNTERS, REGISTERS, register
from tinynpu.cosim.agents import Bench, quantity
from tinynpu.cosim.axi import LiteMonitor, ManagerMonitor
from tinynpu.iss import Simulator as Iss
from tinynpu.testing.programs import Case, fault_cases, random_case, run_case
from tinynpu.verify.blocks import ROOMY, find_block

_BASE = 1 << 16
"""Of region 1, in which the programs of `tinynpu.testing.programs` have their data."""
_LIMIT = 400_000
"""Cycles in which every program must end."""
_CHANNELS = ("ar", "r", "aw", "w", "b")
_PAUSES = {
    "none": {},
    "slow_reads": {"ar": 0.5, "r": 0.5},
    "slow_writes": {"aw": 0.5, "w": 0.5, "b": 0.5},
    "data_before_address": {"aw": 0.9},
    "late_answers": {"b": 0.95, "r": 0.8},
    "all": dict.fromkeys(_CHANNELS, 0.4),
}


class Memory:
    """What the slave model reads and writes; accesses to ``faulty`` addresses fail."""

    def __init__(self):
        self.content = np.zeros(0, np.uint8)
        self.faulty = range(0)

    async def read(self, address: int, length: int) -> bytes:
        """Bytes of a beat."""
        self._check(address, length)
        return self.content[address : address + length].tobytes()

    async def write(self, address: int, data: bytes):
        """Bytes of a beat that have their strobe."""
        self._check(address, len(data))
        self.content[address : address + len(data)] = np.frombuffer(data, np.uint8)

    def _check(self, address: int, length: int):
        if address + length > len(self.content) or address in self.faulty:
            raise IndexError(f"no memory at {address:#x}")


class System:
    """The core with memory, manager and monitors."""

    def __init__(self, dut):
        self.bench = Bench(dut, find_block("core").make())
        self.memory = Memory()

    async def start(self):
        """Reset, then attach the models."""
        bench, dut = self.bench, self.bench.dut
        await bench.start()
        self.lite = LiteMonitor(bench, "s_axil_")
        self.manager = ManagerMonitor(
            bench,
            "m_axi_",
            bus_bytes=ROOMY.bus_bytes,
            burst_beats=ROOMY.burst_beats,
            outstanding=ROOMY.outstanding,
        )
        self.slave = AxiSlave(AxiBus.from_prefix(dut, "m_axi"), dut.clk, dut.rst, self.memory)
        self.registers = AxiLiteMaster(AxiLiteBus.from_prefix(dut, "s_axil"), dut.clk, dut.rst)
        self.ends = {
            "ar": self.slave.read_if.ar_channel,
            "r": self.slave.read_if.r_channel,
            "aw": self.slave.write_if.aw_channel,
            "w": self.slave.write_if.w_channel,
            "b": self.slave.write_if.b_channel,
        }
        await bench.cycles(2)
        return self

    def pause(self, chances: dict[str, float]):
        """Let the channels of the memory pause with these chances."""
        for name, end in self.ends.items():
            end.set_pause_generator(self.bench.chances(chances.get(name, 0)))

    def answer_with(self, response: AxiResp):
        """Which response stands for an error."""
        for end, field in ((self.ends["r"], "rresp"), (self.ends["b"], "bresp")):
            send = type(end).send

            async def changed(transaction, end=end, field=field, send=send):
                if getattr(transaction, field) != AxiResp.OKAY:
                    setattr(transaction, field, response)
                await send(end, transaction)

            end.send = changed

    async def read(self, name: str) -> int:
        """Value of a register."""
        response = await self.registers.read(register(name).offset, 4)
        return int.from_bytes(response.data, "little")

    async def write(self, name: str, value: int):
        """Write a register."""
        await self.registers.write(register(name).offset, value.to_bytes(4, "little"))

    async def load(self, case: Case):
        """Put a program into memory and start it."""
        self.memory.content = case.memory.copy()
        await self.write("interrupt_pending", 3)
        await self.write("interrupt_enable", 3)
        await self.write("program", 0)
        await self.write("base1", _BASE)
        await self.write("control", 1)

    async def ended(self) -> tuple[ErrorCode, int]:
        """Wait for the interrupt; error code and command."""
        for _ in range(_LIMIT):
            if self.bench.bits("irq"):
                break
            await self.bench.edge()
        else:
            raise AssertionError(f"the program must end within {_LIMIT} cycles")
        error = await self.read("error")
        assert bool(await self.read("status") & 4) == bool(error & 0xFF)
        return ErrorCode(error & 0xFF), error >> 16

    async def stop(self):
        """Reset by the control register."""
        await self.write("control", 2)
        for _ in range(10_000):
            if not await self.read("status"):
                return
        raise AssertionError("the core must come to rest after a reset")

    async def check(self, case: Case, what: str):
        """Run a program and compare the memory image with the instruction-set simulator's."""
        await self.load(case)
        await self.compare(case, what)

    async def compare(self, case: Case, what: str):
        """Wait for the end of a program that has been started, and compare."""
        error, _ = await self.ended()
        result, expected = run_case(Iss(ROOMY), case)
        assert result.error == 0
        assert error == 0, f"{what}: {error.name}"
        differ = np.flatnonzero(self.memory.content != expected)
        assert not len(differ), f"{what}: {len(differ)} bytes differ, the first at {differ[0]:#x}"
        counters = {name: await self.read(name) for name in COUNTERS}
        explained = counters["array_active"] + sum(
            value for name, value in counters.items() if name.startswith("stall_")
        )
        assert explained == counters["cycles"], f"{what}: not every cycle is explained"

    def program(self, number: int, commands: int = 2) -> Case:
        """A random program that ends well."""
        seed = self.bench.random.getrandbits(32)
        return random_case(np.random.default_rng((seed, number)), ROOMY, commands)


@cocotb.test()
async def identification(dut):
    """The registers say what was built."""
    system = await System(dut).start()
    assert await system.read("id") == MAGIC
    assert await system.read("version") == ISA_VERSION
    assert await system.read("config_hash") == ROOMY.hash
    for entry in REGISTERS:
        for field in entry.fields:
            if field.value is not None:
                word = await system.read(entry.name)
                assert word >> field.lsb & ((1 << field.width) - 1) == field.value(ROOMY)


@cocotb.test()
@cocotb.parametrize(pauses=[*_PAUSES])
async def programs(dut, pauses):
    """Random programs give the bytes of the instruction-set simulator, however memory pauses."""
    system = await System(dut).start()
    system.pause(_PAUSES[pauses])
    for number in range(quantity(1, 40)):
        await system.check(system.program(number), f"{pauses}, program {number}")
    assert system.manager.beats["r"] > 0
    assert system.manager.beats["w"] > 0


@cocotb.test()
@cocotb.parametrize(response=["SLVERR", "DECERR"])
async def error_responses(dut, response):
    """An error on fetch, load or store stops the core with its name; after a reset all is well."""
    system = await System(dut).start()
    system.answer_with(AxiResp[response])
    case = system.program(0, 1)
    store = _BASE + ROOMY.scratchpad_bytes
    end = next(i for i in range(1, 100) if case.memory[64 * i] & 15 == Opcode.END)
    for address, wanted in (
        (0, (ErrorCode.FETCH_BUS, 0)),
        (64, (ErrorCode.FETCH_BUS, 1)),
        (_BASE, (ErrorCode.LOAD_BUS, 1)),
        (_BASE + ROOMY.scratchpad_bytes - 4, (ErrorCode.LOAD_BUS, 1)),
        (store + 400, (ErrorCode.STORE_BUS, end - 1)),
    ):
        system.memory.faulty = range(address, address + 4)
        await system.load(case)
        found = await system.ended()
        assert found == wanted, f"{wanted} expected at {address:#x}, {found} came"
        await system.stop()
        system.memory.faulty = range(0)
    await system.check(case, "after the errors")


@cocotb.test()
async def faulty_programs(dut):
    """Programs with one fault each end with its code and the command's index."""
    system = await System(dut).start()
    rng = np.random.default_rng(system.bench.random.getrandbits(32))
    cases = fault_cases(rng, ROOMY)
    picked = system.bench.random.sample(cases, min(len(cases), quantity(12, len(cases))))
    for case in picked:
        await system.load(case)
        assert await system.ended() == (case.error, case.command), case.name
        await system.stop()
    await system.check(system.program(0, 1), "after the faults")


@cocotb.test()
@cocotb.parametrize(channel=_CHANNELS)
async def ready_dropped(dut, channel):
    """A channel that stands still for long only delays; the watchdog ends it if it is set."""
    system = await System(dut).start()
    case = system.program(0, 1)
    stop = quantity(1_000, 10_000)

    def pauses():
        for _ in range(system.bench.random.randrange(40)):
            yield False
        for _ in range(stop):
            yield True
        while True:
            yield False

    system.ends[channel].set_pause_generator(pauses())
    await system.check(case, f"{channel} stands still")
    system.ends[channel].set_pause_generator(pauses())
    await system.write("watchdog", stop // 2)
    await system.load(case)
    assert await system.ended() == (ErrorCode.TIMEOUT, 0)
    await system.stop()
    await system.write("watchdog", 0)
    await system.check(case, "after the watchdog")


@cocotb.test()
async def control_reset_at_every_phase(dut):
    """Abort by the control register at any moment, with pauses; the next program is right."""
    system = await System(dut).start()
    system.pause(dict.fromkeys(_CHANNELS, 0.2))
    case = system.program(0, 1)
    for delay in range(1, quantity(900, 3000), quantity(150, 13)):
        await system.load(case)
        await system.bench.cycles(delay)
        await system.stop()
        assert system.manager.under_way == {"ar": 0, "aw": 0}, "a reset must let the bus finish"
    await system.check(case, "after the resets")


@cocotb.test()
async def hardware_reset_at_every_phase(dut):
    """The reset line at any moment, for all that is on the bus; the next program is right."""
    system = await System(dut).start()
    case = system.program(0, 1)
    for delay in range(1, quantity(900, 3000), quantity(150, 13)):
        await system.load(case)
        await system.bench.cycles(delay)
        await system.bench.reset()
        system.manager.forget()
        system.lite.forget()
        await system.bench.cycles(2)
        assert await system.read("status") == 0
        assert not system.bench.bits("irq")
    await system.check(case, "after the resets")


@cocotb.test()
async def register_storm(dut):
    """Random accesses while a program runs, doorbells among them, change no result."""
    system = await System(dut).start()
    system.pause({"r": 0.3})
    draw = system.bench.random
    harmless = [
        entry.offset
        for entry in REGISTERS
        if entry.name in ("status", "error", "id", "shape", "scratchpad", "cycles")
    ] + [0x03C, 0x060, 0x7FC, 0xFFC]  # the last four are no registers
    for number in range(quantity(1, 30)):
        case = system.program(number)
        await system.load(case)
        accesses = 0
        while not system.bench.bits("irq"):
            kind = draw.random()
            if kind < 0.1:
                await system.write("control", 1)  # the doorbell while busy
            elif kind < 0.5:
                await system.registers.write(draw.choice(harmless), draw.randbytes(4))
            else:
                await system.registers.read(4 * draw.randrange(1024), 4)
            accesses += 1
        while await system.read("status") & 1:
            pass  # the last doorbell may have rung after the end, and then it runs once more
        await system.compare(case, f"storm {number}")
        assert accesses > 50
