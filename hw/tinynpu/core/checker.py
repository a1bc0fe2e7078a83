"""Static check of a command, generated from the tables of `tinynpu.arch.isa`."""

from amaranth.hdl import Cat, Const, Module, Mux, Signal
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMAND_WORDS, COMMANDS, ISA_VERSION, MAGIC, ErrorCode, Opcode
from tinynpu.core.shapes import command_layout

__all__ = ["CommandChecker"]


class CommandChecker(wiring.Component):
    """What is wrong with a command; equals `tinynpu.arch.assembler.check`.

    The words of a command are judged each by itself in one cycle, for every opcode; what the own
    opcode's verdicts come to is found in the next one. A command may be given in each cycle.

    Parameters
    ----------
    config
        Gives the limits.

    Members
    -------
    raw : In(512)
        The command.
    first : In(1)
        It is the first of the program, which must be START for this configuration.
    error : Out(8)
        `ErrorCode`, `LATENCY` cycles later.
    """

    LATENCY = 2

    def __init__(self, config: Config):
        self.config = config
        super().__init__({"raw": In(32 * COMMAND_WORDS), "first": In(1), "error": Out(8)})

    def elaborate(self, platform):
        m = Module()
        opcode = Signal(4)
        first = Signal()
        m.d.sync += [opcode.eq(self.raw[:4]), first.eq(self.first)]

        illegal = Signal()
        known = Signal()
        with m.Switch(opcode):
            for command in COMMANDS.values():
                verdicts = Signal(COMMAND_WORDS, name=f"illegal_{command.opcode.name.lower()}")
                m.d.sync += verdicts.eq(
                    Cat(self._illegal(command, word) for word in range(COMMAND_WORDS))
                )
                with m.Case(command.opcode):
                    m.d.comb += [known.eq(1), illegal.eq(verdicts.any())]

        start = data.View(command_layout(Opcode.START), self.raw)
        matches = Signal(3)
        m.d.sync += matches.eq(
            Cat(
                start.magic == MAGIC,
                start.version == ISA_VERSION,
                start.config_hash == self.config.hash,
            )
        )
        is_start = opcode == Opcode.START
        error = Signal(8)
        with m.If(first & ~(is_start & matches.all())):
            m.d.comb += error.eq(ErrorCode.CONFIG_MISMATCH)
        with m.Elif(~known | (is_start & ~first)):
            m.d.comb += error.eq(ErrorCode.ILLEGAL_OPCODE)
        with m.Else():
            m.d.comb += error.eq(Mux(illegal, ErrorCode.ILLEGAL_FIELD, ErrorCode.NONE))
        m.d.sync += self.error.eq(error)
        return m

    def _illegal(self, command, word: int):
        """Whether a word has reserved bits that are not zero, or fields beyond their limits."""
        view = data.View(command_layout(command.opcode), self.raw)
        bits = self.raw.word_select(word, 32)
        illegal = (bits & Const(command.reserved[word], 32)).any()
        for field in command.fields:
            if field.word != word:
                continue
            low, high = field.bounds(self.config)
            least, most = field.representable
            if low > least:
                illegal = illegal | (view[field.name] < low)
            if high < most:
                illegal = illegal | (view[field.name] > high)
        return illegal
