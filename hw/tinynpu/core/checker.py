"""Static check of a command, generated from the tables of `tinynpu.arch.isa`."""

from amaranth.hdl import Const, Module, Mux, Signal
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMAND_WORDS, COMMANDS, ISA_VERSION, MAGIC, ErrorCode, Opcode
from tinynpu.core.shapes import command_layout

__all__ = ["CommandChecker"]


class CommandChecker(wiring.Component):
    """What is wrong with a command, in the same cycle; equals `tinynpu.arch.assembler.check`.

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
        `ErrorCode`.
    """

    def __init__(self, config: Config):
        self.config = config
        super().__init__({"raw": In(32 * COMMAND_WORDS), "first": In(1), "error": Out(8)})

    def elaborate(self, platform):
        m = Module()
        illegal = Signal()
        known = Signal()
        opcode = self.raw[:4]
        with m.Switch(opcode):
            for command in COMMANDS.values():
                with m.Case(command.opcode):
                    mask = sum(word << 32 * i for i, word in enumerate(command.reserved))
                    m.d.comb += [known.eq(1), illegal.eq(self._illegal(command, mask))]

        start = data.View(command_layout(Opcode.START), self.raw)
        matches = (
            (opcode == Opcode.START)
            & (start.magic == MAGIC)
            & (start.version == ISA_VERSION)
            & (start.config_hash == self.config.hash)
        )
        with m.If(self.first & ~matches):
            m.d.comb += self.error.eq(ErrorCode.CONFIG_MISMATCH)
        with m.Elif(~known | ((opcode == Opcode.START) & ~self.first)):
            m.d.comb += self.error.eq(ErrorCode.ILLEGAL_OPCODE)
        with m.Else():
            m.d.comb += self.error.eq(Mux(illegal, ErrorCode.ILLEGAL_FIELD, ErrorCode.NONE))
        return m

    def _illegal(self, command, mask: int):
        view = data.View(command_layout(command.opcode), self.raw)
        illegal = (self.raw & Const(mask, len(self.raw))).any()
        for field in command.fields:
            low, high = field.bounds(self.config)
            least, most = field.representable
            if low > least:
                illegal = illegal | (view[field.name] < low)
            if high < most:
                illegal = illegal | (view[field.name] > high)
        return illegal
