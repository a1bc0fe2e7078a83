"""Commands to bytes and back, generated from the tables of `tinynpu.arch.isa`."""

import dataclasses
import struct

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.isa import (
    COMMAND_BYTES,
    COMMAND_WORDS,
    COMMANDS,
    ISA_VERSION,
    MAGIC,
    ErrorCode,
    Opcode,
)

__all__ = ["Instruction", "assemble", "check", "decode", "disassemble"]


@dataclasses.dataclass(frozen=True)
class Instruction:
    """A command with the values of its fields; those not named are 0.

    ``Instruction.make(Opcode.SYNC, wait_load=1)``.
    """

    opcode: Opcode
    values: tuple[tuple[str, int], ...]

    @classmethod
    def make(cls, opcode: Opcode, **values: int) -> "Instruction":
        """Instruction from field values.

        Raises
        ------
        CompileError
            A field does not exist or the value does not fit in its bits.
        """
        fields = {field.name: field for field in COMMANDS[opcode].fields}
        for name, value in values.items():
            if name not in fields:
                raise CompileError(
                    f"A field of {opcode.name} must be in the ISA table, not {name}."
                )
            low, high = fields[name].representable
            if not low <= value <= high:
                raise CompileError(
                    f"Field {name} of {opcode.name} must be in {low}..{high}, not {value}."
                )
        values = {"opcode": int(opcode), **values}
        return cls(opcode, tuple((name, int(values.get(name, 0))) for name in fields))

    @classmethod
    def start(cls, config: Config) -> "Instruction":
        """The START command for a configuration."""
        return cls.make(Opcode.START, magic=MAGIC, version=ISA_VERSION, config_hash=config.hash)

    def __getitem__(self, name: str) -> int:
        return dict(self.values)[name]

    def to_bytes(self) -> bytes:
        """The 64 bytes of the command."""
        words = [0] * COMMAND_WORDS
        command = COMMANDS[self.opcode]
        for name, value in self.values:
            field = command.field(name)
            words[field.word] |= (value & ((1 << field.width) - 1)) << field.lsb
        return struct.pack(f"<{COMMAND_WORDS}I", *words)

    def __str__(self) -> str:
        """Assembly text: the name and every field that is not 0."""
        fields = (f"{name}={value}" for name, value in self.values if value and name != "opcode")
        return " ".join([self.opcode.name, *fields])


def assemble(instructions: list[Instruction]) -> bytes:
    """Bytes of a program."""
    return b"".join(instruction.to_bytes() for instruction in instructions)


def decode(data: bytes) -> Instruction | None:
    """Instruction from 64 bytes; ``None`` if the opcode is illegal. Fields are not checked."""
    words = struct.unpack(f"<{COMMAND_WORDS}I", data)
    opcode = words[0] & 15
    if opcode not in list(Opcode):
        return None
    values = []
    for field in COMMANDS[Opcode(opcode)].fields:
        value = words[field.word] >> field.lsb & ((1 << field.width) - 1)
        if field.signed and value >> (field.width - 1):
            value -= 1 << field.width
        values.append((field.name, value))
    return Instruction(Opcode(opcode), tuple(values))


def check(data: bytes, config: Config, *, first: bool) -> ErrorCode:
    """What the sequencer finds wrong with a command before it runs.

    Parameters
    ----------
    data
        The 64 bytes.
    config
        Configuration of the core.
    first
        Whether this is the first command of the program, which must be START; no other may be.
    """
    instruction = decode(data)
    if first and (
        instruction is None
        or instruction.opcode != Opcode.START
        or instruction["magic"] != MAGIC
        or instruction["version"] != ISA_VERSION
        or instruction["config_hash"] != config.hash
    ):
        return ErrorCode.CONFIG_MISMATCH
    if instruction is None or (instruction.opcode == Opcode.START and not first):
        return ErrorCode.ILLEGAL_OPCODE
    command = COMMANDS[instruction.opcode]
    words = struct.unpack(f"<{COMMAND_WORDS}I", data)
    if any(word & mask for word, mask in zip(words, command.reserved, strict=True)):
        return ErrorCode.ILLEGAL_FIELD
    for field in command.fields:
        low, high = field.bounds(config)
        if not low <= instruction[field.name] <= high:
            return ErrorCode.ILLEGAL_FIELD
    return ErrorCode.NONE


def disassemble(code: bytes) -> str:
    """Assembly text of a program, one command a line with its index."""
    lines = []
    for index in range(0, len(code), COMMAND_BYTES):
        instruction = decode(code[index : index + COMMAND_BYTES])
        text = "ILLEGAL" if instruction is None else str(instruction)
        lines.append(f"{index // COMMAND_BYTES:5d}  {text}\n")
        if instruction is not None and instruction.opcode == Opcode.END:
            break
    return "".join(lines)
