"""Proof that the netlist of one module does what its RTL does.

A state of the netlist stands for one of the RTL (`tinynpu.flows.asic.equivalence.correspondence`). It is proved of all states
and inputs that outputs agree, and that the next state of the netlist stands for the next state of
the RTL. So they agree for ever, from whatever state the registers wake up in.

State machines with other codes have codes that stand for nothing, and registers that were moved
through logic can disagree with those beside them. Where there are such, it is proved, too, that one
cycle of reset leads from any state of the netlist to one that stands for a state of the RTL. With the
next cycle of reset this is a state that the RTL has behind reset.

Where the RTL says nothing (x: a word beyond the end of a memory, …) the netlist may do what it likes.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path

from tinynpu.flows.asic.dft.cover import prime_implicants
from tinynpu.flows.asic.equivalence.blif import Verdict, compare, model_lines, table_lines
from tinynpu.flows.asic.equivalence.circuit import Circuit, Net
from tinynpu.flows.asic.equivalence.correspondence import Correspondence, Image, Machine

__all__ = ["count_undefined", "prove_circuit"]

_PLACE = re.compile(r"\[\d+\]$")
_SAME, _INVERSE, _EQUAL = (False, True), (True, False), (True, False, False, True)


def prove_circuit(
    rtl: Circuit,
    netlist: Circuit,
    found: Correspondence,
    folder: Path,
    *,
    reset: str,
    seconds: int,
) -> tuple[Verdict, list[str]]:
    """Compare two circuits under a correspondence of their registers.

    Parameters
    ----------
    rtl, netlist
        With the same points.
    found
        Correspondence.
    folder
        For files.
    reset
        Input.
    seconds
        For each run of ABC.

    Returns
    -------
    verdict : Verdict
        Answer.
    different : list of str
        Points and registers of the RTL that are found to differ, or that stay open.
    """
    verdict, different = _Pair(rtl, netlist, found).compare(folder, seconds)
    if verdict is not Verdict.PROVED or not (found.machines or found.derived):
        return verdict, different
    return _Pair(rtl, netlist, found, reset=reset).compare(folder, seconds)


def count_undefined(
    rtl: Circuit, netlist: Circuit, found: Correspondence, folder: Path, *, seconds: int
) -> int:
    """Points of `prove_circuit` that the RTL leaves open in some state, so that nothing is compared there.

    Vectors count as a whole; those of which ABC finds nothing in time do, too.
    """
    return _Pair(rtl, netlist, found).count_undefined(folder, seconds)


class _Pair:
    """Both sides in BLIF; with ``reset``, only what it does to state machines, in all their states."""

    def __init__(
        self, rtl: Circuit, netlist: Circuit, found: Correspondence, reset: str | None = None
    ):
        self._rtl = rtl
        self._netlist = netlist
        self._found = found
        self._reset = reset
        self._inputs: dict[str, str] = {}
        self._outputs: dict[str, str] = {}
        self._before: list[str] = []
        self._after: list[str] = []

    def compare(self, folder: Path, seconds: int) -> tuple[Verdict, list[str]]:
        """Let ABC decide: of everything at once, and if it cannot, of one vector after another."""
        before, after = _Side("r", self._rtl), _Side("n", self._netlist)
        self._give(before, after)
        self._before += before.lines()
        self._after += after.lines()
        if before.vague or self._found.derived:
            self._after += before.lines()
        self._take(before, after)
        verdict, different = self._compare(list(self._outputs), folder, seconds)
        if verdict is not Verdict.UNDECIDED:
            return verdict, different
        verdict = Verdict.PROVED
        for group in self._vectors():
            found, names = self._compare(group, folder, seconds)
            if found is Verdict.REFUTED:
                return found, names
            if found is Verdict.UNDECIDED:
                verdict = found
                different += group
        return verdict, different

    def count_undefined(self, folder: Path, seconds: int) -> int:
        """Points with neither rail, in some state."""
        before, after = _Side("r", self._rtl), _Side("n", self._netlist)
        self._give(before, after)
        self._before += before.lines()
        self._after = []
        for name, net in self._following().items():
            if net in before.vague:
                output = self._output(name)
                one, zero = before.rails(net)
                self._before += [f".names {one} {zero} {output}", "1- 1", "-1 1"]
                self._after += [f".names {output}", "1"]
        if self._compare(list(self._outputs), folder, seconds)[0] is Verdict.PROVED:
            return 0
        return sum(
            len(group)
            for group in self._vectors()
            if self._compare(group, folder, seconds)[0] is not Verdict.PROVED
        )

    def _following(self) -> dict[str, Net]:
        """All nets of the RTL that are compared."""
        names = [*self._found.images]
        names += [name for machine in self._found.machines for name in machine.rtl]
        states = {f"next {name}": self._rtl.flops[name].following for name in names}
        return {**self._rtl.points, **states}

    def _vectors(self) -> list[list[str]]:
        """Names of what is compared, bits of one vector together."""
        groups: dict[str, list[str]] = {}
        for name in self._outputs:
            groups.setdefault(_PLACE.sub("", name), []).append(name)
        return list(groups.values())

    def _compare(
        self, points: Sequence[str], folder: Path, seconds: int
    ) -> tuple[Verdict, list[str]]:
        if not points:
            return Verdict.PROVED, []
        names: dict[str, str] = {self._outputs[point]: point for point in points}
        before, after = (
            model_lines(self._inputs.values(), names, tables)
            for tables in (self._before, self._after)
        )
        verdict, different = compare(before, after, folder, seconds=seconds)
        return verdict, [names.get(output, output) for output in different]

    def _give(self, before: "_Side", after: "_Side"):
        """Define inputs and states."""
        both: list[str] = []
        for name in {**self._rtl.inputs, **self._netlist.inputs}:
            word = self._input(name)
            if name == self._reset:
                word = "always"
                both += table_lines([], (True,), word)
            for side in (before, after):
                if name in side.circuit.inputs:
                    both += table_lines([word], _SAME, side.net(side.circuit.inputs[name]))
        bound = {name for machine in self._found.machines for name in machine.netlist}
        bound |= self._found.derived.keys()
        for name, flop in self._netlist.flops.items():
            if self._reset or name not in bound:
                both += table_lines([self._input(f"state of {name}")], _SAME, after.net(flop.state))
        for i, net in enumerate(self._netlist.loose):
            both += table_lines([self._input(f"anything {i}")], _SAME, after.net(net))
        coded = {name for machine in self._found.machines for name in machine.rtl}
        for name, flop in self._rtl.flops.items():
            image = self._found.images.get(name)
            net = before.net(flop.state)
            if image is not None:
                both += self._image(image, after, net, following=False)
            elif name not in coded:  # nothing that is compared depends on it
                both += table_lines([self._input(f"state of {name} in RTL")], _SAME, net)
        for place, machine in enumerate(self._found.machines):
            if self._reset:
                for name in machine.rtl:
                    word = self._input(f"state of {name} in RTL")
                    both += table_lines([word], _SAME, before.net(self._rtl.flops[name].state))
            else:
                both += self._choice(place, machine, before, after)
        if self._reset is None:
            for name, net in self._found.derived.items():
                state = after.net(self._netlist.flops[name].state)
                self._after += table_lines([before.net(net)], _SAME, state)
        both += [*table_lines([], (False,), "constant_0"), *table_lines([], (True,), "constant_1")]
        self._before += both
        self._after += both

    def _choice(
        self, place: int, machine: Machine, before: "_Side", after: "_Side"
    ) -> Iterator[str]:
        """States of a machine on both sides: any of the pairs of codes, and no others."""
        count = len(machine.codes)
        bits = [self._input(f"choice {bit} of {machine.rtl[0]}") for bit in range(count - 1)]
        for i in range(count):
            # The first choice that is 1, and the last pair if there is none.
            row = "0" * i + "1" if i < count - 1 else "0" * i
            yield f".names {' '.join((*bits[: len(row)], f'pair_{place}_{i}'))}"
            yield f"{row} 1".strip()
        for side, (names, part) in enumerate(((machine.rtl, before), (machine.netlist, after))):
            for bit, name in enumerate(names):
                terms = [
                    f"pair_{place}_{i}"
                    for i, pair in enumerate(machine.codes)
                    if pair[side] >> bit & 1
                ]
                yield from _any(terms, part.net(part.circuit.flops[name].state))

    def _take(self, before: "_Side", after: "_Side"):
        """Define what is compared."""
        if self._reset is None:
            for name, net in self._rtl.points.items():
                self._point(name, net, after.net(self._netlist.points[name]), before)
            for name, image in self._found.images.items():
                value = f"image_{len(self._outputs)}"
                self._after += self._image(image, after, value, following=True)
                self._point(f"next {name}", self._rtl.flops[name].following, value, before)
        self._take_derived(after)
        for place, machine in enumerate(self._found.machines):
            terms: list[tuple[int, str]] = []
            following = [after.net(self._netlist.flops[name].following) for name in machine.netlist]
            for i, (code, vector) in enumerate(machine.codes):
                term = f"next_{place}_{i}"
                self._after.append(f".names {' '.join((*following, term))}")
                bits = "".join(str(vector >> bit & 1) for bit in range(len(following)))
                self._after.append(f"{bits} 1")
                terms.append((code, term))
            valid = self._output(f"{machine.rtl[0]} has a code")
            self._after += _any([term for _, term in terms], valid)
            self._before += [f".names {valid}", "1"]
            for bit, name in enumerate(machine.rtl):
                value = f"code_{place}_{bit}"
                self._after += _any([term for code, term in terms if code >> bit & 1], value)
                self._point(f"next {name}", self._rtl.flops[name].following, value, before)

    def _take_derived(self, after: "_Side"):
        """Compare the next state of a register that was moved with what it follows from in the next state."""
        if not self._found.derived:
            return
        later = _Side("l", self._rtl)
        cone = self._rtl.cone(list(self._found.derived.values()))
        self._after += later.lines(cone)
        for name, flop in self._rtl.flops.items():
            if flop.state in cone and name in self._found.images:
                image = self._found.images[name]
                self._after += self._image(image, after, later.net(flop.state), following=True)
        for name, net in self._found.derived.items():
            output = self._output(f"next {name}, moved")
            following = [after.net(self._netlist.flops[name].following), later.net(net)]
            self._after += table_lines(following, _EQUAL, output)
            self._before += [f".names {output}", "1"]

    def _point(self, name: str, net: Net, value: str, before: "_Side"):
        """Compare a net of the RTL, where it is defined, with one of the netlist."""
        output = self._output(name)
        if net not in before.vague:
            self._before += table_lines([before.net(net)], _SAME, output)
            self._after += table_lines([value], _SAME, output)
            return
        one, zero = before.rails(net)
        self._before += table_lines([one], _SAME, output)
        self._after += [f".names {value} {one} {zero} {output}", "11- 1", "1-1 1"]

    def _image(
        self, image: Image, after: "_Side", output: str, *, following: bool
    ) -> Iterator[str]:
        if image.register is None:
            yield from table_lines([], (image.inverted,), output)
            return
        flop = self._netlist.flops[image.register]
        net = after.net(flop.following if following else flop.state)
        yield from table_lines([net], _INVERSE if image.inverted else _SAME, output)

    def _input(self, name: str) -> str:
        return self._inputs.setdefault(name, f"in_{len(self._inputs)}")

    def _output(self, name: str) -> str:
        return self._outputs.setdefault(name, f"out_{len(self._outputs)}")


class _Side:
    """Gates of a circuit; those that x reaches have a rail for certainly 1 and one for certainly 0."""

    def __init__(self, prefix: str, circuit: Circuit):
        self.circuit = circuit
        self.vague: set[Net] = set()
        self._prefix = prefix
        if prefix == "r":
            self.vague |= {*circuit.loose}
            for gate in circuit.gates:
                if not self.vague.isdisjoint(gate.inputs):
                    self.vague.add(gate.output)

    def net(self, net: Net) -> str:
        """Name of a net."""
        return f"constant_{net}" if net in ("0", "1") else f"{self._prefix}_{net}"

    def rails(self, net: Net) -> tuple[str, str]:
        """Names of both rails of a net that x reaches."""
        return f"{self._prefix}_{net}_one", f"{self._prefix}_{net}_zero"

    def lines(self, cone: Container[Net] | None = None) -> Iterator[str]:
        """All gates, or those of a cone."""
        for net in self.circuit.loose:
            if net in self.vague:
                yield from (f".names {rail}" for rail in self.rails(net))
        for gate in self.circuit.gates:
            if cone is not None and gate.output not in cone:
                continue
            if gate.output not in self.vague:
                yield from table_lines(
                    [self.net(net) for net in gate.inputs], gate.table, self.net(gate.output)
                )
                continue
            for rail, table in zip(
                self.rails(gate.output),
                (gate.table, tuple(not value for value in gate.table)),
                strict=True,
            ):
                yield from self._rail(gate.inputs, table, rail)

    def _rail(self, inputs: Sequence[Net], table: tuple[bool, ...], output: str) -> Iterator[str]:
        """Where a function is certainly 1: a product of its primes is."""
        columns = [name for net in inputs for name in self._columns(net)]
        yield f".names {' '.join((*columns, output))}"
        for care, value in prime_implicants(table):
            row = ""
            for i, net in enumerate(inputs):
                wanted = str(value >> i & 1) if care >> i & 1 else "-"
                row += _RAILED[wanted] if net in self.vague else wanted
            yield f"{row} 1".strip()

    def _columns(self, net: Net) -> Sequence[str]:
        return self.rails(net) if net in self.vague else (self.net(net),)


_RAILED: Mapping[str, str] = {"1": "1-", "0": "-1", "-": "--"}


def _any(terms: Sequence[str], output: str) -> Iterator[str]:
    """Disjunction; of none it is 0."""
    yield f".names {' '.join((*terms, output))}"
    for i in range(len(terms)):
        yield f"{'-' * i}1{'-' * (len(terms) - i - 1)} 1"
