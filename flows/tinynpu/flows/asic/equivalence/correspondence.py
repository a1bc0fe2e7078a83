"""Which register of a netlist, or which constant, each register of the RTL has become: a guess, to be proved.

Synthesis drops registers that are constant, equal to another one, or not used, and gives the states of
machines other codes. Nothing here must be right: `tinynpu.flows.asic.equivalence.proof` proves or refutes what comes out.
"""

import dataclasses
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tinynpu.flows.asic.equivalence.circuit import Circuit, Net
from tinynpu.flows.asic.equivalence.simulation import MASK, STATES, random_word, simulate

__all__ = ["Correspondence", "Image", "Machine", "guess"]

_MACHINE = "fsm_state"
"""What Amaranth calls the registers of state machines."""
_ROUNDS = 40
_PATIENCE = 4
"""Rounds without anything new after which nothing new is expected."""
_TRIALS = 4
"""Rounds that a guess must survive."""


@dataclasses.dataclass(frozen=True)
class Image:
    """What a register of the RTL is in the netlist: a register there, or a constant if that is None.

    ``inverted`` is the constant's value, then.
    """

    register: str | None
    inverted: bool = False


@dataclasses.dataclass(frozen=True)
class Machine:
    """Registers of a state machine that has other codes in the netlist.

    Members
    -------
    rtl, netlist
        Registers; the first is bit 0 of a code.
    codes
        Pairs of codes, of RTL and netlist, in the order in which they were found.
    """

    rtl: tuple[str, ...]
    netlist: tuple[str, ...]
    codes: tuple[tuple[int, int], ...]


@dataclasses.dataclass(frozen=True)
class Correspondence:
    """The states of the RTL that a state of the netlist stands for.

    Members
    -------
    images
        Of the registers of the RTL that matter, without those of ``machines``.
    machines
        With other codes.
    derived
        Registers of the netlist that hold what a net of the RTL, named here, has: synthesis has
        moved them through logic, or made copies.
    unknown
        Registers of the RTL that matter, and for which nothing was found.
    """

    images: dict[str, Image]
    machines: tuple[Machine, ...]
    derived: dict[str, Net]
    unknown: tuple[str, ...]


def guess(
    rtl: Circuit, netlist: Circuit, *, reset: str, seed: int = 0, constants: bool = True
) -> Correspondence:
    """Find what has become of the registers, by names, and by what they do in random states.

    Parameters
    ----------
    rtl, netlist
        Of one module.
    reset
        Input that is 1 during reset; state machines begin behind it.
    seed
        Of the random states.
    constants
        Take a register that seldom changes rather for a constant than for a copy of another one.
    """
    return _Guess(rtl, netlist, reset, random.Random(seed), constants).run()


class _Guess:
    def __init__(
        self,
        rtl: Circuit,
        netlist: Circuit,
        reset: str,
        source: random.Random,
        constants: bool,
    ):
        self._rtl = rtl
        self._netlist = netlist
        self._reset = reset
        self._random = source
        self._constants = constants
        self._images: dict[str, Image] = {}
        self._machines: list[Machine] = []
        self._derived: dict[str, Net] = {}

    def run(self) -> Correspondence:
        self._find_machines()
        self._match_names()
        self._match_aliases()
        self._match_behaviour()
        if self._machines:
            self._learn_codes()
            self._match_behaviour()
        self._match_copies()
        live = self._live()
        return Correspondence(
            {name: image for name, image in self._images.items() if name in live},
            tuple(machine for machine in self._machines if live.keys() & set(machine.rtl)),
            self._derived,
            tuple(self._unknown()),
        )

    def _find_machines(self):
        """Machines with registers that the RTL does not have, or that reset to other codes."""
        groups: dict[str, dict[int, str]] = {}
        for name in self._rtl.flops:
            base, _, place = name.rstrip("]").rpartition("[")
            if base.endswith(_MACHINE) and place.isdigit():
                groups.setdefault(base, {})[int(place)] = name
        if not groups:
            return
        words, images = self._simulate(reset=True)
        for base, bits in groups.items():
            rtl = tuple(bits[place] for place in sorted(bits))
            states = {self._rtl.flops[name].state for name in rtl}
            found = [
                name
                for name in self._netlist.flops
                if name.rpartition("[")[0] == base or self._ends(name) <= states
            ]
            same = len(found) == len(rtl) and all(
                name in self._netlist.flops
                and words[self._rtl.flops[name].following]
                == images[self._netlist.flops[name].following]
                for name in rtl
            )
            if not same:
                self._machines.append(Machine(rtl, tuple(found), ()))

    def _ends(self, name: str) -> set[Net]:
        """Inputs and states that a net of the RTL follows from, or itself, if it is one or is not known."""
        net = self._rtl.nets.get(name)
        ends = {*self._rtl.inputs.values(), *(flop.state for flop in self._rtl.flops.values())}
        if net is None or net in ends:
            return {name}
        return self._rtl.cone([net]) & {*self._rtl.loose, *ends} or {name}

    def _match_names(self):
        names = {
            name: register for register, flop in self._rtl.flops.items() for name in flop.names
        }
        coded = {name for machine in self._machines for name in (*machine.rtl, *machine.netlist)}
        for register, flop in self._netlist.flops.items():
            for name in flop.names:
                found = names.get(name)
                if found is not None and not {found, register} & coded:
                    self._images.setdefault(found, Image(register))
                    break

    def _match_aliases(self):
        """Registers that the netlist calls by a net of the RTL that is none.

        It has always the value of a register, or follows from registers.
        """
        used = self._used()
        extra = [name for name in self._netlist.flops if name not in used]
        extra = [name for name in extra if name in self._rtl.nets]
        if not extra:
            return
        words, _ = self._simulate()
        states = {
            words[flop.state]: name
            for name, flop in self._rtl.flops.items()
            if name not in self._images
        }
        coded = {name for machine in self._machines for name in machine.rtl}
        plain = {flop.state for name, flop in self._rtl.flops.items() if name not in coded}
        for register in extra:
            net = self._rtl.nets[register]
            word = words.get(net, 0)
            for inverted in (False, True):
                name = states.get(word ^ MASK if inverted else word)
                if name is not None:
                    self._images.setdefault(name, Image(register, inverted))
                    break
            else:
                if self._ends(register) <= plain:
                    self._derived[register] = net

    def _match_behaviour(self):
        """Registers with the next state of others; what is found helps to find more."""
        for _ in range(_ROUNDS):
            unknown = self._unknown()
            if not unknown or not (self._match_exactly(unknown) or self._match_kept(unknown)):
                return

    def _match_exactly(self, unknown: Iterable[str]) -> bool:
        words, images = self._simulate()
        exact: dict[int, Image] = {0: Image(None), MASK: Image(None, True)}
        for _, following, image in self._known(words, images):
            exact.setdefault(following, image)
            exact.setdefault(following ^ MASK, Image(image.register, not image.inverted))
        found = {name: exact.get(words[self._rtl.flops[name].following]) for name in unknown}
        self._images.update((name, image) for name, image in found.items() if image is not None)
        return any(found.values())

    def _match_kept(self, unknown: Iterable[str]) -> bool:
        """Match registers that keep their state sometimes: only states count in which both have the same."""
        candidates: dict[str, list[Image]] = {}
        for trial in range(_TRIALS):
            words, images = self._simulate()
            known = {image: (s, n) for s, n, image in self._known(words, images)}
            for name in unknown:
                flop = self._rtl.flops[name]
                own = words[flop.state], words[flop.following]
                tried = candidates[name] if trial else _all_images(known)
                candidates[name] = [image for image in tried if _fits(own, image, known)]
        chosen: dict[str, Image] = {}
        for name, images_left in candidates.items():
            fixed = [image for image in images_left if image.register is None]
            others = [image for image in images_left if image.register is not None]
            order = (fixed, others) if self._constants else (others, fixed)
            chosen.update((name, group[0]) for group in reversed(order) if group)
        self._images.update(chosen)
        return bool(chosen)

    def _match_copies(self):
        """Registers that the netlist has twice: they have the next state of one of the RTL, or would keep it."""
        used = self._used()
        kept = [name for name, image in self._images.items() if image.register is not None]
        candidates = {name: kept for name in self._netlist.flops if name not in used}
        for _ in range(_TRIALS if candidates else 0):
            words, images = self._simulate()
            for copy, names in candidates.items():
                flop = self._netlist.flops[copy]
                state, following = images[flop.state], images[flop.following]
                candidates[copy] = [
                    name
                    for name in names
                    for other in [self._rtl.flops[name]]
                    if not (following ^ words[other.following]) & ~(state ^ words[other.state])
                ]
        for copy, names in candidates.items():
            if names:
                self._derived[copy] = self._rtl.flops[names[0]].state

    def _known(
        self, words: Mapping[Net, int], images: Mapping[Net, int]
    ) -> Iterator[tuple[int, int, Image]]:
        """State, next state and image of what can be the image of an unknown register."""
        for name, image in self._images.items():
            if image.register is not None:
                flop = self._rtl.flops[name]
                yield words[flop.state], words[flop.following], image
        used = self._used()
        for name, flop in self._netlist.flops.items():
            if name not in used:
                yield images[flop.state], images[flop.following], Image(name)

    def _unknown(self) -> list[str]:
        coded = {name for machine in self._machines for name in machine.rtl}
        return [name for name in self._live() if name not in self._images and name not in coded]

    def _live(self) -> dict[str, None]:
        """Registers of the RTL that points depend on, or that the netlist has, and those that these depend on."""
        states = {flop.state: name for name, flop in self._rtl.flops.items()}
        found: dict[str, None] = {}
        kept = [name for name, image in self._images.items() if image.register is not None]
        nets = [*self._rtl.points.values(), *(self._rtl.flops[name].state for name in kept)]
        nets += self._derived.values()
        while nets:
            cone = self._rtl.cone(nets)
            fresh = [name for net, name in states.items() if net in cone and name not in found]
            found.update(dict.fromkeys(fresh))
            nets = [self._rtl.flops[name].following for name in fresh]
        return found

    def _used(self) -> set[str]:
        """Registers of the netlist that stand for some of the RTL."""
        found = {image.register for image in self._images.values() if image.register is not None}
        found |= {name for machine in self._machines for name in machine.netlist}
        return found | self._derived.keys()

    def _simulate(self, *, reset: bool = False) -> tuple[dict[Net, int], dict[Net, int]]:
        """Words of both sides in random states that agree as far as it is known how they correspond."""
        rtl: dict[Net, int] = {}
        netlist: dict[Net, int] = {}
        for name, net in self._rtl.inputs.items():
            word = random_word(self._random)
            if name == self._reset:  # seldom, or nothing else is seen
                word = MASK if reset else word & random_word(self._random) & (MASK >> STATES // 4)
            rtl[net] = word
            if name in self._netlist.inputs:
                netlist[self._netlist.inputs[name]] = word
        for flop in self._netlist.flops.values():
            netlist[flop.state] = random_word(self._random)
        for flop in self._rtl.flops.values():
            rtl[flop.state] = random_word(self._random)
        for name, image in self._images.items():
            word = 0
            if image.register is not None:
                word = netlist[self._netlist.flops[image.register].state]
            rtl[self._rtl.flops[name].state] = word ^ MASK if image.inverted else word
        for machine in self._machines:
            if machine.codes:
                self._choose_codes(machine, rtl, netlist)
        words = simulate(self._rtl, rtl)
        for name, net in self._derived.items():
            netlist[self._netlist.flops[name].state] = words[net]
        return words, simulate(self._netlist, netlist)

    def _choose_codes(self, machine: Machine, rtl: dict[Net, int], netlist: dict[Net, int]):
        chosen = [self._random.choice(machine.codes) for _ in range(STATES)]
        sides = ((self._rtl, rtl, machine.rtl), (self._netlist, netlist, machine.netlist))
        for side, (circuit, words, names) in enumerate(sides):
            for place, name in enumerate(names):
                bits = "".join(str(pair[side] >> place & 1) for pair in reversed(chosen))
                words[circuit.flops[name].state] = int(bits, 2)

    def _learn_codes(self):
        """Pairs of codes that follow from reset, and from the pairs that are known."""
        idle = 0
        for number in range(_ROUNDS):
            words, images = self._simulate(reset=number == 0)
            learned = False
            for place, machine in enumerate(self._machines):
                rtl = [words[self._rtl.flops[name].following] for name in machine.rtl]
                netlist = [images[self._netlist.flops[name].following] for name in machine.netlist]
                seen = Counter(zip(_codes(rtl), _codes(netlist), strict=True))
                codes = dict(machine.codes)
                for (code, other), _ in seen.most_common():
                    if code not in codes and other not in codes.values():
                        codes[code], learned = other, True
                self._machines[place] = dataclasses.replace(machine, codes=tuple(codes.items()))
            idle = 0 if learned else idle + 1
            if idle == _PATIENCE:
                return


def _all_images(known: Iterable[Image]) -> Iterator[Image]:
    yield from (Image(None), Image(None, True))
    for image in known:
        yield image
        yield Image(image.register, not image.inverted)


def _fits(own: tuple[int, int], image: Image, known: Mapping[Image, tuple[int, int]]) -> bool:
    """Whether a register would keep to be its image."""
    state, following = own
    flip = MASK if image.inverted else 0
    other, after = flip, flip
    if image in known:
        other, after = known[image]
    elif image.register is not None:
        other, after = (MASK ^ word for word in known[Image(image.register, not image.inverted)])
    return not (following ^ after) & ~(state ^ other) & MASK


def _codes(words: Sequence[int]) -> list[int]:
    """Code in each state, from words of its bits."""
    rows = [f"{word:0{STATES}b}"[::-1] for word in reversed(words)]
    return [int("".join(bits), 2) for bits in zip(*rows, strict=True)]
