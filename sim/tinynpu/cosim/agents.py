"""What the cocotb testbenches share: the bench, stream drivers and monitors, a scoreboard."""

import itertools
import os
import random
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import cocotb
from amaranth.hdl import Const, Shape, Value
from amaranth.lib import data, wiring
from cocotb.clock import Clock
from cocotb.task import Task
from cocotb.triggers import RisingEdge

__all__ = [
    "Bench",
    "Scoreboard",
    "StreamMonitor",
    "StreamSink",
    "StreamSource",
    "cancel",
    "quantity",
    "restart",
    "stretches",
]

_PERIOD = 10
_ALWAYS = itertools.repeat(False)


def quantity(usual: int, slow: int) -> int:
    """How much a test does: ``slow`` with ``TINYNPU_SLOW`` in the environment, else ``usual``."""
    return slow if os.environ.get("TINYNPU_SLOW") else usual


class Bench:
    """A design under test beside the Amaranth component that it was made of.

    The component tells the names, directions and shapes of the ports. Values are read as they are
    just before a rising edge, and written just after it.

    Parameters
    ----------
    dut
        cocotb's handle of the top module.
    component
        The same in Amaranth.

    Members
    -------
    random
        Random numbers from cocotb's seed.
    """

    def __init__(self, dut, component: wiring.Component):
        self.dut = dut
        self.random = random.Random(cocotb.RANDOM_SEED)  # pyright: ignore[reportAttributeAccessIssue]
        self._shapes: dict[str, Any] = {}
        self._handles: dict[str, Any] = {}
        self._widths: dict[str, int] = {}
        self._inputs: list[str] = []
        for path, member, value in component.signature.flatten(component):
            name = "__".join(map(str, path))
            self._shapes[name] = value.shape()
            self._handles[name] = getattr(dut, name)
            self._widths[name] = len(Value.cast(value))
            if member.flow == wiring.In:
                self._inputs.append(name)
        self._edge = RisingEdge(dut.clk)

    async def start(self, **inputs: Any):
        """Start the clock, set the inputs that are not named to 0, and reset."""
        for name in self._inputs:
            self.set(name, inputs.get(name, 0))
        cocotb.start_soon(Clock(self.dut.clk, _PERIOD, "ns").start())
        await self.reset()

    async def reset(self, length: int = 2):
        """Synchronous reset for so many cycles."""
        self.dut.rst.value = 1
        await self.cycles(length)
        self.dut.rst.value = 0
        await self.cycles(1)

    async def edge(self):
        """Wait for the next rising edge."""
        await self._edge

    async def cycles(self, count: int):
        """Wait for so many rising edges."""
        for _ in range(count):
            await self._edge

    def set(self, name: str, value: Any):
        """Set an input: a number (any sign), or the fields of its layout by name."""
        if not isinstance(value, int):
            value = Const.cast(data_constant(self._shapes[name], value)).value
        self._handles[name].value = value & ((1 << self._widths[name]) - 1)

    def get(self, name: str) -> Any:
        """Value of a port: a number of its sign, or an `amaranth.lib.data.Const` of its layout."""
        shape = self._shapes[name]
        bits = self.bits(name)
        if isinstance(shape, data.Layout):
            return shape.from_bits(bits)
        shape = Shape.cast(shape)
        return bits - (1 << shape.width) if shape.signed and bits >> shape.width - 1 else bits

    def bits(self, name: str) -> int:
        """Value of a port as an unsigned number; a ``ValueError`` if a bit is X."""
        return int(getattr(self.dut, name).value)

    def scramble(self, name: str):
        """Give an input a random value: nobody may look at it now."""
        self.set(name, self.random.getrandbits(self._widths[name]))

    def chances(self, chance: float) -> Iterator[bool]:
        """Endless random booleans, for pauses; ``chance`` of True."""
        while True:
            yield self.random.random() < chance


def data_constant(shape: Any, fields: Any) -> Any:
    """Constant of a layout from its fields by name."""
    return shape.const(fields) if isinstance(shape, data.Layout) else Const(fields, shape)


class StreamSource:
    """Drives a stream: holds ``valid`` and the payload until the transfer.

    Parameters
    ----------
    bench, name
        Input stream.
    pauses
        True: no new payload is offered in this cycle.

    Members
    -------
    queue
        Payloads to send; append to it.
    """

    def __init__(self, bench: Bench, name: str, pauses: Iterator[bool] = _ALWAYS):
        self.bench = bench
        self.name = name
        self.pauses = pauses
        self.queue: deque[Any] = deque()
        self.task = cocotb.start_soon(self._run())

    async def idle(self):
        """Wait until all has been taken."""
        while self.queue:
            await self.bench.edge()

    async def _run(self):
        bench, name = self.bench, self.name
        while True:
            if not self.queue or next(self.pauses):
                bench.set(f"{name}__valid", 0)
                bench.scramble(f"{name}__payload")
                await bench.edge()
                continue
            bench.set(f"{name}__payload", self.queue[0])
            bench.set(f"{name}__valid", 1)
            while True:
                await bench.edge()
                if bench.bits(f"{name}__ready"):
                    break
            self.queue.popleft()


class StreamMonitor:
    """Watches a stream: gives each payload that is transferred to ``take``, and checks that a
    payload once offered stays until it is taken.

    Parameters
    ----------
    bench, name
        Stream.
    take
        Called with each payload.
    may_withdraw
        Called in a cycle in which an offer has gone or changed; whether this is allowed now.
    """

    def __init__(
        self,
        bench: Bench,
        name: str,
        take: Callable[[Any], None],
        may_withdraw: Callable[[], bool] = lambda: False,
    ):
        self.bench = bench
        self.name = name
        self.take = take
        self.may_withdraw = may_withdraw
        self.task = cocotb.start_soon(self._run())

    async def _run(self):
        bench, name = self.bench, self.name
        offered = None
        while True:
            await bench.edge()
            valid = bench.bits(f"{name}__valid")
            payload = bench.bits(f"{name}__payload") if valid else None
            if offered is not None and payload != offered and not self.may_withdraw():
                raise AssertionError(
                    f"{name}: the payload must stay until it is taken; "
                    f"{offered:#x} became {'nothing' if payload is None else hex(payload)}"
                )
            if valid and bench.bits(f"{name}__ready"):
                self.take(bench.get(f"{name}__payload"))
                offered = None
            else:
                offered = payload


class StreamSink(StreamMonitor):
    """Takes what a stream gives; ``pauses`` says in which cycles ``ready`` is 0."""

    def __init__(
        self,
        bench: Bench,
        name: str,
        take: Callable[[Any], None],
        pauses: Iterator[bool] = _ALWAYS,
        may_withdraw: Callable[[], bool] = lambda: False,
    ):
        super().__init__(bench, name, take, may_withdraw)
        self.pauses = pauses
        self.driver = cocotb.start_soon(self._drive())

    async def _drive(self):
        while True:
            self.bench.set(f"{self.name}__ready", int(not next(self.pauses)))
            await self.bench.edge()


class Scoreboard:
    """Compares what comes with what was expected, in order."""

    def __init__(self, what: str):
        self.what = what
        self.expected: deque[Any] = deque()
        self.seen = 0

    def expect(self, value: Any):
        """The next value has to be this one."""
        self.expected.append(value)

    def take(self, value: Any):
        """A value has come."""
        if not self.expected:
            raise AssertionError(f"{self.what}: nothing was expected, {value} came")
        wanted = self.expected.popleft()
        if value != wanted:
            raise AssertionError(f"{self.what} {self.seen}: {wanted} was expected, {value} came")
        self.seen += 1

    async def drained(self, bench: Bench, limit: int = 100_000):
        """Wait until all has come; at most ``limit`` cycles."""
        for _ in range(limit):
            if not self.expected:
                return
            await bench.edge()
        raise AssertionError(f"{self.what}: {len(self.expected)} did not come in {limit} cycles")


def stretches(bench: Bench, chance: float, longest: int) -> Iterator[bool]:
    """Endless booleans: in each step with ``chance`` a stretch of up to ``longest`` True."""
    while True:
        if bench.random.random() < chance:
            yield from itertools.repeat(True, bench.random.randint(1, longest))
        else:
            yield False


def cancel(*agents: object):
    """End the tasks of agents; their ports stay as they are."""
    for agent in agents:
        for task in vars(agent).values():
            if isinstance(task, Task):
                task.cancel()


async def restart(bench: Bench, *agents: object, **inputs: Any):
    """End the agents, and reset at this moment, with random inputs during the reset.

    Afterwards the inputs that are not named are 0.
    """
    cancel(*agents)
    bench.dut.rst.value = 1
    for _ in range(bench.random.randint(1, 3)):
        for name in bench._inputs:
            bench.scramble(name)
        await bench.edge()
    bench.dut.rst.value = 0
    for name in bench._inputs:
        bench.set(name, inputs.get(name, 0))
    await bench.edge()
