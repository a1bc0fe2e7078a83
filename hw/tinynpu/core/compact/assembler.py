"""Assembler of the compact core's microcode."""

import dataclasses
import enum

__all__ = ["CODE", "GLOBALS", "SLOTS", "Assembler", "Op", "Register", "field"]

GLOBALS = 224
"""Registers that all threads see; behind them the 32 halfwords of the thread's command."""
CODE = 768
"""Instructions, at most."""
SLOTS = 8
"""Commands that are kept at once, 32 halfwords each."""


class Op(enum.IntEnum):
    """Microinstructions: five bits, then ten of ``d`` and eight each of ``a`` and ``b``; in capitals
    the registers that these name.

    Arithmetic writes D; a branch goes to ``d``.
    """

    ADD = 0
    """D = A + B, and carry."""
    SUB = 1
    """D = A - B, and carry (no borrow)."""
    ADC = 2
    """D = A + B + carry, and carry."""
    AND = 4
    """D = A & B."""
    OR = 5
    """D = A | B."""
    SHR4 = 6
    """D = A >> 4."""
    SHR8 = 7
    """D = A >> 8."""
    IN = 8
    """D = input ``b``; waits for data where the input says so."""
    OUT = 9
    """Output ``d`` = A; waits where the output says so."""
    CALL = 10
    """A = following address; go to ``d``."""
    RETURN = 11
    """Go to A."""
    BEQ = 16
    """Go to ``d`` if A == B."""
    BNE = 17
    """Go to ``d`` if A != B."""
    BLT = 18
    """Go to ``d`` if A < B, unsigned."""
    BGE = 19
    """Go to ``d`` if A >= B, unsigned."""
    DEC = 20
    """A = A - B; go to ``d`` unless it is 0."""
    BANY = 21
    """Go to ``d`` if A & B is not 0."""
    BNONE = 22
    """Go to ``d`` if A & B is 0."""
    BC = 24
    """Go to ``d`` if condition ``b`` holds."""
    BNC = 25
    """Go to ``d`` if condition ``b`` does not hold."""
    WAIT = 26
    """Stay here until condition ``b`` holds."""


@dataclasses.dataclass(frozen=True)
class Register:
    """A register: below `GLOBALS` a global one, above a halfword of the thread's command."""

    address: int


def field(halfword: int) -> Register:
    """Halfword of the command that the thread works on."""
    return Register(GLOBALS + halfword)


class Assembler:
    """Collects microinstructions, labels and registers with their first values.

    Parameters
    ----------
    first
        First register to give away.
    holes
        First register that is not to be given away, and the next one that is.
    """

    def __init__(self, first: int, holes: dict[int, int]):
        self._holes = holes
        self._code: list[tuple[Op, object, object, object]] = []
        self._labels: dict[str, int] = {}
        self._constants: dict[int, Register] = {}
        self.values = [0] * GLOBALS
        self._next = first

    def register(self, value: int = 0) -> Register:
        """A new register."""
        if self._next in self._holes:
            self._next = self._holes[self._next]
        made = Register(self._next)
        self.values[self._next] = value & 0xFFFF
        self._next += 1
        assert self._next <= GLOBALS, "the compact core has no more registers"
        return made

    def constant(self, value: int) -> Register:
        """The register that holds a constant."""
        value &= 0xFFFF
        if value not in self._constants:
            self._constants[value] = self.register(value)
        return self._constants[value]

    def label(self, name: str):
        """Name the next instruction."""
        assert name not in self._labels, name
        self._labels[name] = len(self._code)

    def emit(self, op: Op, d: object = 0, a: object = 0, b: object = 0):
        """Add an instruction; operands are registers, labels, or numbers."""
        self._code.append((op, d, a, b))

    def __getattr__(self, name: str):
        try:
            op = Op[name.upper().rstrip("_")]
        except KeyError:
            raise AttributeError(name) from None
        return lambda *operands: self.emit(op, *operands)

    def address(self, label: str) -> int:
        """Where a label is."""
        return self._labels[label]

    def assemble(self) -> list[int]:
        """The code as 32-bit words."""
        words = []
        for op, *operands in self._code:
            word = op << 26
            for operand, shift, width in zip(operands, (16, 8, 0), (10, 8, 8), strict=True):
                if isinstance(operand, Register):
                    number = operand.address
                elif isinstance(operand, str):
                    number = self._labels[operand]
                else:
                    number = int(operand)  # type: ignore[call-overload]
                assert 0 <= number < 1 << width
                word |= number << shift
            words.append(word)
        assert len(words) <= CODE, f"the microcode has {len(words)} instructions"
        return words
