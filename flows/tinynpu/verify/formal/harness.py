"""What a proof is about: a block whose inputs are free, assumptions, claims and covers."""

import dataclasses
import threading
from collections.abc import Callable, Iterable
from typing import Any, Literal

from amaranth.asserts import AnyConst
from amaranth.back import rtlil
from amaranth.hdl import (
    Assert,
    Assume,
    ClockDomain,
    ClockSignal,
    Module,
    ResetInserter,
    Shape,
    Signal,
    Value,
)
from amaranth.lib import wiring
from amaranth.lib.wiring import In

__all__ = ["ELABORATION", "Claim", "Harness"]

ELABORATION = threading.Lock()
"""Held while a harness is built and elaborated: Amaranth counts its objects in globals."""


@dataclasses.dataclass(frozen=True)
class Claim:
    """An assertion or a cover of a harness: its name and what it says in a sentence."""

    name: str
    kind: Literal["assert", "cover"]
    statement: str


class _Check(wiring.Component):
    """One formal statement in a module of its own, so that the netlist keeps its name."""

    condition: In(1)  # pyright: ignore[reportInvalidTypeForm]

    def __init__(self, statement: Callable[[Any], Any]):
        self.statement = statement
        super().__init__()

    def elaborate(self, platform):
        """The statement about ``condition``."""
        m = Module()
        m.d.comb += self.statement(self.condition)
        return m


class _Top(wiring.Component):
    """A module whose free signals are its inputs."""

    def __init__(self, m: Module, inputs: dict[str, Signal]):
        self._m = m
        self._inputs = inputs
        super().__init__({name: In(len(signal)) for name, signal in inputs.items()})

    def elaborate(self, platform):
        """The module, joined to the inputs."""
        for name, signal in self._inputs.items():
            self._m.d.comb += signal.eq(getattr(self, name))
        return self._m


class Harness:
    """Collects a block, the free signals, and what is assumed and claimed about them.

    The clock is the only one of the block and its reset is never asserted: runs begin in the state
    after reset, the ``init`` values.

    Members
    -------
    m
        Module to add logic to.
    claims
        What is claimed, in order.
    peeks
        For each input that is joined to a signal inside of the flat netlist the path of that.
    any_state
        Runs begin in any state of the block ``dut``, reachable or not; signals of the harness
        itself begin with their ``init`` values.
    """

    def __init__(self):
        self.m = Module()
        self.claims: list[Claim] = []
        self._inputs: dict[str, Signal] = {}
        self.peeks: dict[str, str] = {}
        self.any_state = False
        self._assumptions = 0
        self._registers = 0
        self.m.domains.sync = ClockDomain(reset_less=True)
        self.m.d.comb += ClockSignal().eq(self.free("clk"))

    # Signals

    def free(self, name: str, shape: Any = 1) -> Any:
        """An input of any value in every cycle."""
        signal = Signal(shape, name=name)
        raw = Signal(Shape.cast(shape).width, name=f"any_{name}")
        self.m.d.comb += Value.cast(signal).eq(raw)
        self._inputs[name] = raw
        return signal

    def constant(self, name: str, shape: Any = 1) -> Any:
        """Any value, the same in all cycles."""
        signal = Signal(shape, name=name)
        self.m.d.comb += Value.cast(signal).eq(AnyConst(Shape.cast(shape).width))
        return signal

    def peek(self, path: str, shape: Any = 1) -> Any:
        """A signal inside of a block, for invariants: ``dut.fifo.level``, ``dut.memory[3]``.

        ``dut.active$`` is the one of two of the name which is not a port of a submodule.
        """
        name = f"peek_{len(self.peeks)}"
        self.peeks[name] = path
        return self.free(name, shape)

    def block(
        self, component: Any, *, name: str = "dut", driven: Iterable[str] = (), clear: Any = None
    ) -> Any:
        """Put a component in; every input is free, except those that the caller drives.

        Parameters
        ----------
        component
            Block.
        name
            Name of the submodule.
        driven
            Paths of inputs, or of their parents (``request`` for all of ``request.payload``), with
            ``.`` between their parts.
        clear
            Resets the block, in addition.
        """
        self.m.submodules[name] = component if clear is None else ResetInserter(clear)(component)
        driven = tuple(driven)
        for path, member, value in component.signature.flatten(component):
            dotted = ".".join(map(str, path))
            if member.flow != In or any(
                dotted == other or dotted.startswith(f"{other}.") for other in driven
            ):
                continue
            value = Value.cast(value)
            self.m.d.comb += value.eq(self.free("__".join(map(str, path)), len(value)))
        return component

    def past(self, value: Any, name: str | None = None, init: int = 0) -> Signal:
        """The value of the cycle before; ``init`` in the first cycle."""
        value = Value.cast(value)
        self._registers += 1
        register = Signal(value.shape(), init=init, name=name or f"past_{self._registers}")
        self.m.d.sync += register.eq(value)
        return register

    # Statements

    def _check(self, name: str, statement: Callable[[Any], Any], condition: Any):
        check = _Check(statement)
        self.m.submodules[name] = check
        self.m.d.comb += check.condition.eq(Value.cast(condition).bool())

    def assume(self, condition: Any):
        """Only runs in which this is true in every cycle are looked at."""
        self._check(f"assume_{self._assumptions}", Assume, condition)
        self._assumptions += 1

    def prove(self, name: str, statement: str, condition: Any):
        """Claim that ``condition`` is true in every cycle."""
        self._claim(Claim(name, "assert", statement))
        self._check(f"assert_{name}", Assert, condition)

    def cover(self, name: str, statement: str, condition: Any):
        """Claim that ``condition`` becomes true in some run.

        An AIGER file has no covers: this one is the assertion that it never does, whose
        counterexample is the cover.
        """
        self._claim(Claim(name, "cover", statement))
        self._check(f"cover_{name}", Assert, ~Value.cast(condition).bool())

    def _claim(self, claim: Claim):
        assert all(claim.name != other.name for other in self.claims), claim.name
        self.claims.append(claim)

    def rtlil(self) -> str:
        """RTLIL of all of it, in module ``harness``, with ``$check`` cells; can be called once."""
        return rtlil.convert(_Top(self.m, self._inputs), name="harness", emit_src=False)
