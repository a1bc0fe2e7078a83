"""Commands as dictionaries of their fields, quickly."""

import functools
import struct

from tinynpu.arch.errors import CompileError
from tinynpu.arch.isa import COMMAND_BYTES, COMMAND_WORDS, COMMANDS, Opcode

__all__ = ["Fields", "decode_code", "decode_command"]

Fields = dict[str, int]

_PLANS = {
    int(opcode): tuple(
        (field.name, field.word, field.lsb, (1 << field.width) - 1,
         1 << (field.width - 1) if field.signed else 0)
        for field in command.fields
    )
    for opcode, command in COMMANDS.items()
}  # fmt: skip


@functools.lru_cache(maxsize=8192)
def decode_command(data: bytes) -> Fields:
    """Values of all fields of a command of 64 bytes; not to be changed.

    Raises
    ------
    CompileError
        The opcode is illegal.
    """
    words = struct.unpack(f"<{COMMAND_WORDS}I", data)
    plan = _PLANS.get(words[0] & 15)
    if plan is None:
        raise CompileError(
            f"The opcode of a command must be in the ISA table, not {words[0] & 15}."
        )
    # Adding and taking away the sign bit extends it.
    return {
        name: ((words[word] >> lsb & mask) ^ sign) - sign for name, word, lsb, mask, sign in plan
    }


def decode_code(code: bytes) -> list[Fields]:
    """Commands of a program, up to END.

    Raises
    ------
    CompileError
        An opcode is illegal, or there is no END.
    """
    commands = []
    for at in range(0, len(code) - COMMAND_BYTES + 1, COMMAND_BYTES):
        fields = decode_command(bytes(code[at : at + COMMAND_BYTES]))
        commands.append(fields)
        if fields["opcode"] == Opcode.END:
            return commands
    raise CompileError("A program must end with END; this one does not.")
