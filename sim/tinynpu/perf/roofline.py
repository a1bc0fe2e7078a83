"""What each layer needs of the array and of the memory port."""

import collections
import dataclasses

from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMAND_BYTES, QUEUES, Opcode, Queue
from tinynpu.arch.program import Program
from tinynpu.perf.commands import Fields, decode_code
from tinynpu.perf.reads import split
from tinynpu.perf.requantizer import requantizer_cycles
from tinynpu.perf.tile import tile_shape

__all__ = ["LayerBound", "roofline"]


@dataclasses.dataclass(frozen=True)
class LayerBound:
    """Least cycles of a layer, by the array and requantizer on the one side and the port on the other.

    Members
    -------
    name, op, macs
        As in `tinynpu.arch.program.LayerInfo`.
    read_bytes, write_bytes
        Whole beats, those of the layer's commands included.
    peak_cycles
        Its MACs, if every multiplier had one in each cycle.
    compute_cycles
        Of its commands in the array, or in the requantizer if they take longer there.
    port_cycles
        Beats read, or written if there are more.
    """

    name: str
    op: str
    macs: int
    read_bytes: int
    write_bytes: int
    peak_cycles: int
    compute_cycles: int
    port_cycles: int

    @property
    def intensity(self) -> float:
        """MACs per byte moved."""
        return self.macs / max(self.read_bytes + self.write_bytes, 1)

    @property
    def bound(self) -> str:
        """What binds: ``compute`` or ``port``."""
        return "port" if self.port_cycles > self.compute_cycles else "compute"


def roofline(program: Program, *, beat_cycles: int = 1) -> list[LayerBound]:
    """Bounds of each layer.

    A LOAD belongs to the layer of the compute command that takes its token, a STORE to that of the
    command whose token it takes; without a token of their own they go with the next LOAD, or with
    the STORE before.

    Parameters
    ----------
    program
        Program.
    beat_cycles
        Of the memory, as in `tinynpu.rtl.Simulator`.
    """
    config = program.config
    commands: list[Fields] = []
    owner: list[int | None] = []
    for step in program.npu_steps:
        assert step.first_command == len(commands), "the steps' commands lie in a row"
        code = program.code[step.first_command * COMMAND_BYTES :]
        commands += (own := decode_code(code))
        owner += _owners(program, own, step.first_command)
    count = len(program.layers)
    array, requantizer = [0] * count, [0] * count
    reads, writes = [0] * count, [0] * count
    for index, fields in enumerate(commands):
        layer = owner[index]
        if layer is None:
            continue
        reads[layer] += COMMAND_BYTES // config.bus_bytes
        opcode = fields["opcode"]
        if opcode == Opcode.LOAD:
            reads[layer] += _beats(fields, config)
        elif opcode == Opcode.STORE:
            writes[layer] += _beats(fields, config)
        else:
            requantizer[layer] += requantizer_cycles(fields, config)
            if opcode == Opcode.TILE:
                shape = tile_shape(fields, config)
                array[layer] += sum(block.work + shape.samples for block in shape.blocks)
    return [
        LayerBound(
            layer.name,
            layer.op,
            layer.macs,
            reads[index] * config.bus_bytes,
            writes[index] * config.bus_bytes,
            -(-layer.macs // config.macs),
            max(array[index], requantizer[index]),
            max(reads[index], writes[index]) * beat_cycles,
        )
        for index, layer in enumerate(program.layers)
    ]


def _beats(f: Fields, config: Config) -> int:
    """Beats of a LOAD or STORE, if its region begins at a beat."""
    bus = config.bus_bytes
    return sum(
        sum(split(f["memory_offset"] + i * f["memory_line_step"], f["line_bytes"], bus, 256))
        for i in range(f["lines"])
    )


def _owners(program: Program, commands: list[Fields], first: int) -> list[int | None]:
    """Layer of each command of a step."""
    numbers = {
        c - first: number for number, layer in enumerate(program.layers) for c in layer.commands
    }
    owner = [numbers.get(index) for index in range(len(commands))]
    loads: collections.deque[list[int]] = collections.deque()
    pending: list[int] = []
    takers, givers = collections.deque[int](), collections.deque[int]()
    for index, fields in enumerate(commands):
        opcode = fields["opcode"]
        if opcode == Opcode.LOAD:
            pending.append(index)
            if fields["signal_compute"]:
                loads.append(pending)
                pending = []
        elif opcode in QUEUES[Queue.COMPUTE]:
            if fields["wait_load"]:
                takers.append(index)
            if fields["signal_store"]:
                givers.append(index)
    for group in loads:
        if takers:
            taker = takers.popleft()
            for index in group:
                owner[index] = owner[taker]
    last: int | None = None
    for index, fields in enumerate(commands):
        if fields["opcode"] == Opcode.STORE:
            if fields["wait_compute"] and givers:
                last = owner[givers.popleft()]
            owner[index] = last
    return owner
