"""Jobs to a program: transfers, tokens and fences."""

from tinynpu.arch.assembler import Instruction, assemble
from tinynpu.arch.config import Config
from tinynpu.arch.isa import Opcode
from tinynpu.arch.program import LayerInfo
from tinynpu.compiler.jobs import Job

__all__ = ["schedule"]


def schedule(
    config: Config,
    jobs: list[Job],
    buffers: tuple[int, int],
    loads: list[dict[str, int]],
    stores: list[tuple[int, dict[str, int]]],
    constants_at: int,
) -> tuple[bytes, bytes, tuple[LayerInfo, ...], int]:
    """Commands, constants, layers, and the words of the constant buffers in use.

    Chunks of constants alternate between two buffers. The load of a chunk waits until the last
    command of the chunk before the last has finished, and the first command of a chunk waits for
    its load, so constants are loaded while the chunk before computes, also across layers.

    Parameters
    ----------
    loads
        LOAD fields of the inputs.
    stores
        STORE fields of outputs, each with the index of the job that makes it.
    constants_at
        Offset in region 0 of the first constant; a multiple of 64.
    """
    code = [Instruction.start(config)]
    code += [Instruction.make(Opcode.LOAD, **fields) for fields in loads]
    constants = bytearray()
    layers = []
    number = 0
    used = 0
    for index, job in enumerate(jobs):
        outputs = [fields for producer, fields in stores if producer == index]
        first_command = None
        for position, chunk in enumerate(job.chunks):
            base = buffers[number % 2]
            count = len(chunk.words)
            used = max(used, count)
            code.append(
                Instruction.make(
                    Opcode.LOAD,
                    wait_compute=int(number >= 2),
                    signal_compute=1,
                    region=0,
                    memory_offset=constants_at + len(constants),
                    base=base,
                    word_step=1,
                    step=config.rows,
                    lines=1,
                    words=count,
                    line_bytes=count * config.rows,
                )
            )
            constants += chunk.words.tobytes()
            constants += bytes(-len(constants) % 16)  # whole beats
            first_command = len(code) if first_command is None else first_command
            for i, step in enumerate(chunk.steps):
                last = i == len(chunk.steps) - 1
                tokens = {"wait_load": int(i == 0), "signal_load": int(last)}
                if last and position == len(job.chunks) - 1 and outputs:
                    tokens["signal_store"] = 1
                if step.opcode == Opcode.TILE and position == 0 and i == 0:
                    tokens["fence"] = 1
                code.append(step.instruction(base, **tokens))
            number += 1
        assert first_command is not None
        layers.append(LayerInfo(job.name, job.op, job.macs, first_command, len(code) - 1))
        for i, fields in enumerate(outputs):
            code.append(Instruction.make(Opcode.STORE, **fields, wait_compute=int(i == 0)))
    code.append(Instruction.make(Opcode.END))
    return assemble(code), bytes(constants), tuple(layers), used
