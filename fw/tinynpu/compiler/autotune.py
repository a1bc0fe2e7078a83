"""Search for a faster program: the cycle model proposes, the RTL decides."""

import dataclasses
import hashlib
import importlib.metadata
import inspect
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from xdsl.dialects.builtin import ModuleOp

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.program import Program, write_file
from tinynpu.compiler.compile import compile_graph, import_model
from tinynpu.compiler.ir.dialect import Dense, Depthwise, body
from tinynpu.compiler.kernels import TileCommands, commands_of
from tinynpu.compiler.passes.tile import candidates
from tinynpu.compiler.tuning import Tuning
from tinynpu.perf import estimate, layer_cycles
from tinynpu.tools.cache import cache_directory, locked

__all__ = ["Tuned", "autotune"]

Progress = Callable[[str, float], None]


@dataclasses.dataclass(frozen=True)
class Tuned:
    """A tuning, the cycles of the RTL with it and without any, programs tried, and whether it was kept from before."""

    tuning: Tuning
    cycles: int
    default_cycles: int
    tried: int
    cached: bool


def autotune(
    data: bytes,
    config: Config,
    *,
    budget: float = 60.0,
    most: int = 4,
    confirm: int = 3,
    progress: Progress = lambda text, fraction: None,
) -> Tuned:
    """The best tuning that is found; the same model and configuration are searched once.

    Sizes of chunks first, then the tiles of one layer after the other, the longest first: what the
    cycle model finds shorter is kept. The best programs and the default then run on the RTL.

    Parameters
    ----------
    budget
        Seconds for the search.
    most
        Tile sizes to try for each layer.
    confirm
        Programs to run on the RTL, besides the default.

    Raises
    ------
    CompileError
        The model is refused, or does not fit.
    """
    folder = cache_directory() / "tuning"
    folder.mkdir(exist_ok=True)
    key = _key(data, config, most, confirm)
    path = folder / f"{key}.json"
    with locked(folder / f"{key}.lock"):
        kept = _kept(path)
        if kept is not None:
            return kept
        search = _Search(data, config, time.monotonic() + budget, progress)
        search.run(most)
        found = search.confirm(confirm)
        values = {**dataclasses.asdict(found), "tuning": found.tuning.to_dict()}
        write_file(path, json.dumps(values).encode())
        return found


def _key(data: bytes, config: Config, most: int, confirm: int) -> str:
    """Of everything that the result depends on: model, configuration, compiler, cycle model."""
    digest = hashlib.sha256(data)
    digest.update(config.to_json().encode())
    digest.update(f"{importlib.metadata.version('tinynpu')} {most} {confirm}".encode())
    for module in (__file__, inspect.getfile(estimate)):
        for source in sorted(Path(module).parent.rglob("*.py")):
            digest.update(source.read_bytes())
    return digest.hexdigest()


def _kept(path: Path) -> Tuned | None:
    """An earlier result; a damaged file is none."""
    try:
        values = json.loads(path.read_text())
        return Tuned(
            Tuning.from_dict(values["tuning"]),
            int(values["cycles"]),
            int(values["default_cycles"]),
            int(values["tried"]),
            cached=True,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None


class _Search:
    def __init__(self, data: bytes, config: Config, deadline: float, progress: Progress):
        self.data = data
        self.config = config
        self.graph = import_model(data)
        self.deadline = deadline
        self.progress = progress
        self.options: dict[str, list[tuple[int, int]]] = {}
        self.tried: dict[str, tuple[int, Tuning, Program]] = {}
        self.default = self._try(Tuning(), observe=True)
        if self.default is None:
            # Once more for the sentence that says why.
            compile_graph(self.graph, config, data)
            raise AssertionError("the default program was refused only once")

    def _observe(self, name: str, module: ModuleOp):
        """Sizes of tiles of each layer."""
        if name != "tile":
            return
        for op in body(module).ops:
            if isinstance(op, Dense | Depthwise):
                commands = commands_of(op, self.config)
                assert isinstance(commands, TileCommands)
                self.options[op.title] = candidates(commands)

    def _try(self, tuning: Tuning, *, observe: bool = False) -> int | None:
        """Cycles of the model, or None if it does not fit."""
        key = json.dumps(tuning.to_dict(), sort_keys=True)
        if key in self.tried:
            return self.tried[key][0]
        try:
            program = compile_graph(
                self.graph, self.config, self.data, tuning,
                observe=self._observe if observe else None,
            )  # fmt: skip
        except CompileError:
            return None
        cycles = estimate(program).cycles if program.npu_steps else 0
        self.tried[key] = cycles, tuning, program
        return cycles

    def run(self, most: int):
        """Walk downhill."""
        best, cycles = Tuning(), self.default
        assert cycles is not None
        words = self.config.scratchpad_words
        for part in (4, 6, 12, 16, 32):
            tuning = dataclasses.replace(best, chunk_words=words // part)
            found = self._try(tuning)
            if found is not None and found < cycles:
                best, cycles = tuning, found
        _, _, program = min(self.tried.values(), key=lambda item: item[0])
        model = estimate(program) if program.npu_steps else None
        lengths = layer_cycles(program, model.events, model.cycles) if model else []
        order = sorted(zip(lengths, program.layers, strict=True), key=lambda pair: -pair[0])
        for number, (_, layer) in enumerate(order):
            self.progress(f"{len(self.tried)} programs, {cycles:,} cycles", number / len(order))
            for size in self.options.get(layer.name, [])[1:most]:
                if time.monotonic() > self.deadline:
                    return
                tuning = dataclasses.replace(best, tiles={**best.tiles, layer.name: size})
                found = self._try(tuning)
                if found is not None and found < cycles:
                    best, cycles = tuning, found

    def confirm(self, count: int) -> Tuned:
        """Run the best ones on the RTL."""
        from tinynpu.rtl import Simulator
        from tinynpu.runtime.device import MachineDevice

        ranked = sorted(self.tried.values(), key=lambda item: item[0])[:count]
        default = next(item for item in self.tried.values() if item[1] == Tuning())
        measured = {}
        with Simulator(self.config, progress=self.progress) as simulator:
            device = MachineDevice(simulator)
            for _, tuning, program in (default, *ranked):
                rng = np.random.default_rng(0)
                inputs = [
                    rng.integers(0, 100, tensor.shape).astype(tensor.dtype)
                    for tensor in program.inputs
                ]
                result = device.run(program, inputs).result
                assert result is not None
                measured[id(program)] = (result.counters.get("cycles", 0), tuning)
        cycles, tuning = min(measured.values(), key=lambda pair: pair[0])
        return Tuned(tuning, cycles, measured[id(default[2])][0], len(self.tried), cached=False)
