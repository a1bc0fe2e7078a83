"""Raw commands for tests of the static check: legal, at the limits, with one fault, and random bits."""

from collections.abc import Iterator

import numpy as np

from tinynpu.arch.assembler import Instruction
from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMAND_BYTES, COMMANDS, Opcode

__all__ = ["limit_commands", "random_raw_commands"]


def _random_values(rng: np.random.Generator, config: Config, opcode: Opcode) -> dict[str, int]:
    values = {}
    for field in COMMANDS[opcode].fields:
        low, high = field.bounds(config)
        values[field.name] = int(rng.integers(low, high + 1))
    del values["opcode"]
    return values


def random_raw_commands(
    rng: np.random.Generator, config: Config, count: int = 25
) -> Iterator[bytes]:
    """The right START, then for each opcode ``count`` legal commands and as many with one field or
    bit changed, then random bits.
    """
    yield Instruction.start(config).to_bytes()
    for opcode in Opcode:
        for _ in range(count):
            values = _random_values(rng, config, opcode)
            good = Instruction.make(opcode, **values).to_bytes()
            yield good
            changed = bytearray(good)
            changed[int(rng.integers(COMMAND_BYTES))] ^= 1 << int(rng.integers(8))
            yield bytes(changed)
            field = COMMANDS[opcode].fields[int(rng.integers(len(COMMANDS[opcode].fields)))]
            if field.name != "opcode":
                least, most = field.representable
                values[field.name] = int(rng.integers(least, most + 1))
                yield Instruction.make(opcode, **values).to_bytes()
    for _ in range(2 * count):
        yield rng.bytes(COMMAND_BYTES)


def limit_commands(rng: np.random.Generator, config: Config) -> Iterator[bytes]:
    """Legal commands of each opcode with one field at and next to each end of its range, and with
    one reserved bit set.
    """
    for opcode, command in COMMANDS.items():
        values = _random_values(rng, config, opcode)
        for field in command.fields:
            if field.name == "opcode":
                continue
            least, most = field.representable
            low, high = field.bounds(config)
            for value in sorted({least, low - 1, low, 0, high, high + 1, most}):
                if least <= value <= most:
                    yield Instruction.make(opcode, **{**values, field.name: value}).to_bytes()
        good = int.from_bytes(Instruction.make(opcode, **values).to_bytes(), "little")
        for word, mask in enumerate(command.reserved):
            for bit in range(32):
                if mask >> bit & 1:
                    yield (good | 1 << 32 * word + bit).to_bytes(COMMAND_BYTES, "little")
