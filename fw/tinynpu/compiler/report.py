"""What becomes of a model on a configuration, or why nothing does."""

import dataclasses
from typing import Any

from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import BlockArgument, SSAValue

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError, ConfigurationError
from tinynpu.arch.presets import PRESETS
from tinynpu.arch.program import Program
from tinynpu.compiler.compile import compile_graph, import_model
from tinynpu.compiler.graph import Graph
from tinynpu.compiler.ir.attributes import TensorType
from tinynpu.compiler.ir.dialect import Constant, Host, Kernel, Output, View, body, model_of
from tinynpu.compiler.passes.allocate import REGIONS
from tinynpu.compiler.passes.lower import source_value
from tinynpu.compiler.problems import Problem, Unsupported
from tinynpu.compiler.tuning import Tuning
from tinynpu.perf import estimate, layer_cycles

__all__ = ["LayerRow", "Report", "TensorRow", "report"]

_REGION_NAMES = {number: name for name, number in REGIONS.items()}


@dataclasses.dataclass(frozen=True)
class LayerRow:
    """A layer: where it runs (``npu`` or ``host``), and why on the host.

    ``cycles`` is the cycle model's, None on the host; ``tile`` rows and columns of a command; ``streamed``
    tells that tensors go through the scratchpad in stripes.
    """

    name: str
    op: str
    where: str
    reason: str
    macs: int
    cycles: int | None
    tile: tuple[int, ...]
    streamed: bool


@dataclasses.dataclass(frozen=True)
class TensorRow:
    """A tensor: bytes, scratchpad words while it is used (0: streamed or on the host), the region of
    memory that holds it (empty: none), and the first and last step that it lives in.
    """

    name: str
    shape: tuple[int, ...]
    bytes: int
    words: int
    region: str
    first: int
    last: int


@dataclasses.dataclass(frozen=True)
class Report:
    """A model on a configuration.

    Members
    -------
    problems
        What is not supported; if there is anything, the rest is empty.
    error
        Why it does not fit; empty if it does.
    advice
        What to change.
    layers, tensors
        In their order.
    cycles
        Of the cycle model.
    memory
        Bytes of each region of external memory, and of the program.
    scratchpad_words
        Words that are used at some time.
    """

    problems: tuple[Problem, ...] = ()
    error: str = ""
    advice: tuple[str, ...] = ()
    layers: tuple[LayerRow, ...] = ()
    tensors: tuple[TensorRow, ...] = ()
    cycles: int = 0
    memory: dict[str, int] = dataclasses.field(default_factory=dict)
    scratchpad_words: int = 0

    @property
    def compiles(self) -> bool:
        """Whether there is a program."""
        return not self.problems and not self.error

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {"compiles": self.compiles, **dataclasses.asdict(self)}


def report(data: bytes, config: Config, tuning: Tuning | None = None) -> Report:
    """Report on a model file.

    Raises
    ------
    CompileError
        The file is damaged.
    """
    try:
        graph = import_model(data)
    except Unsupported as error:
        return Report(problems=error.problems, advice=_suggestions(error.problems))
    plan = _Plan()
    try:
        program = compile_graph(graph, config, data, tuning, observe=plan.observe)
    except CompileError as error:
        return Report(error=str(error), advice=_larger(graph, config))
    return plan.report(program, config)


def _suggestions(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(problem.suggestion for problem in problems))


def _larger(graph: Graph, config: Config) -> tuple[str, ...]:
    """Configurations that the model does fit."""
    advice = []
    words = config.bank_words
    while words < 65536:
        words *= 2
        try:
            other = config.replace(bank_words=words)
            compile_graph(graph, other)
        except ConfigurationError:
            break
        except CompileError:
            continue
        advice.append(
            f"--set bank_words={words} ({other.scratchpad_bytes // 1024} KiB of scratchpad)"
        )
        break
    for name, other in PRESETS.items():
        try:
            compile_graph(graph, other)
        except CompileError:
            continue
        advice.append(f"--preset {name} ({other.scratchpad_bytes // 1024} KiB of scratchpad)")
        break
    return tuple(f"It fits with {text}." for text in advice) or (
        "Make the tensors or the layers smaller: no larger scratchpad helps.",
    )


class _Plan:
    """What the module says once everything has its place."""

    def observe(self, name: str, module: ModuleOp):
        """Take it down after the pass that allocates."""
        if name == "allocate":
            self.rows = self._layers(module)
            self.tensors = tuple(self._tensors(module))

    @staticmethod
    def _layers(module: ModuleOp) -> list[dict[str, Any]]:
        rows = []
        for op in body(module).ops:
            if isinstance(op, View) or not isinstance(op, Kernel | Host):
                continue
            rows.append(
                {
                    "name": op.title,
                    "op": op.get("op"),
                    "where": "host" if isinstance(op, Host) else "npu",
                    "reason": op.get("reason", ""),
                    "macs": op.get("macs", 0),
                    "tile": () if isinstance(op, Host) else op.get("tile"),
                    "streamed": any(op.get("stripe", ())),
                }
            )
        return rows

    @staticmethod
    def _tensors(module: ModuleOp) -> list[TensorRow]:
        steps = [
            op
            for op in body(module).ops
            if isinstance(op, Kernel | Host | Output) and not isinstance(op, View)
        ]
        rows: dict[SSAValue, dict[str, Any]] = {}
        names = model_of(module).get("input_names")
        for argument, name in zip(body(module).args, names, strict=True):
            rows[argument] = {"name": name, "first": 0, "kind": argument.type}
        for number, op in enumerate(steps):
            memory = op.get("source_memory", ())
            for index, operand in enumerate(op.inputs):
                value = source_value(operand)
                if isinstance(value.owner, Constant):
                    continue
                row = rows[value]
                row["last"] = number
                row["region"] = memory[2 * index]
                if isinstance(op, Kernel) and index < len(op.get("sources")):
                    resident = op.get("sources")[index] >= 0
                    row["resident"] = row.get("resident", False) or resident
            if op.results:
                target = op.get("target_memory")
                resident = isinstance(op, Kernel) and op.get("target") >= 0
                rows[op.results[0]] = {
                    "name": op.title, "first": number, "kind": op.type, "region": target[0],
                    "resident": resident,
                }  # fmt: skip
        return [_row(value, **row) for value, row in rows.items()]

    def report(self, program: Program, config: Config) -> Report:
        """With the cycle model's figures."""
        model = estimate(program) if program.npu_steps else None
        cycles = iter(layer_cycles(program, model.events, model.cycles) if model else ())
        layers = tuple(
            LayerRow(**row, cycles=next(cycles) if row["where"] == "npu" else None)
            for row in self.rows
        )
        return Report(
            layers=layers,
            tensors=tuple(
                dataclasses.replace(row, words=row.words and _words(row.shape, config))
                for row in self.tensors
            ),
            cycles=model.cycles if model else 0,
            memory={
                "program": len(program.code),
                "constants": len(program.constants),
                "work": program.work_bytes,
                "inputs": sum(tensor.size for tensor in program.inputs),
                "outputs": sum(tensor.size for tensor in program.outputs),
            },
            scratchpad_words=program.scratchpad_words,
        )


def _row(
    value: SSAValue, *, name: str, first: int, kind: TensorType, last: int | None = None,
    region: int = -1, resident: bool = False,
) -> TensorRow:  # fmt: skip
    width = 4 if kind.dtype in ("float32", "int32") else 1
    return TensorRow(
        name,
        kind.shape,
        kind.size * width,
        int(resident),
        _REGION_NAMES.get(region, "inputs" if isinstance(value, BlockArgument) else ""),
        first,
        first if last is None else last,
    )


def _words(shape: tuple[int, ...], config: Config) -> int:
    pixels = 1
    for size in shape[:-1]:
        pixels *= size
    return pixels * -(-(shape[-1] if shape else 1) // config.rows)
