"""Damaged model files: edits of bytes and of FlatBuffers fields, and how the compiler takes them."""

import dataclasses
import resource
import signal
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tinynpu.arch.errors import TinyNPUError
from tinynpu.compiler.tflite_writer import fused_range, same_padding, write_tflite
from tinynpu.testing.models import GraphBuilder

__all__ = [
    "GOOD",
    "INTERESTING",
    "KINDS",
    "Edit",
    "Field",
    "Outcome",
    "apply_edits",
    "fields",
    "judge",
    "limit_memory",
    "random_edits",
    "small_models",
]

INTERESTING = (
    0, 1, -1, 2, 3, 4, 7, 8, 15, 16, 32, 64, 127, -128, 128, 255, 256, 1 << 15, (1 << 16) - 1, 1 << 16,
    1 << 20, (1 << 20) + 1, 1 << 24, 1 << 30, (1 << 31) - 1, -(1 << 31), (1 << 63) - 1, -(1 << 63),
)  # fmt: skip
"""Values that stand at the edges of ranges."""

KINDS = ("flip", "set", "copy", "delete", "insert", "cut", "splice")
"""Kinds of edits."""

GOOD = ("compiled", "refused")
"""Outcomes that are no fault of the compiler."""


@dataclasses.dataclass(frozen=True)
class Field:
    """A number in a FlatBuffers file: its place, its bytes, and its path in the schema."""

    at: int
    size: int
    path: str


@dataclasses.dataclass(frozen=True)
class Edit:
    """One change; any numbers are legal, places count modulo the length of the file.

    ``flip``: bit ``value`` of byte ``at``. ``set``: ``size`` bytes at ``at`` to ``value``.
    ``copy``: ``size`` bytes at ``at`` over those at ``value``. ``delete``: ``size`` bytes at ``at``.
    ``insert``: ``size`` bytes of ``value`` at ``at``. ``cut``: everything from ``at`` on.
    ``splice``: everything from ``at`` on is what donor ``value`` has from ``size`` on.
    """

    kind: str
    at: int
    size: int = 0
    value: int = 0
    note: str = ""


def apply_edits(data: bytes, edits: Sequence[Edit], donors: Sequence[bytes] = ()) -> bytes:
    """The file with these edits, one after the other."""
    for edit in edits:
        data = _apply(data, edit, donors or (data,))
    return data


def _apply(data: bytes, edit: Edit, donors: Sequence[bytes]) -> bytes:
    if not data:
        return data
    at = edit.at % len(data)
    changed = bytearray(data)
    match edit.kind:
        case "flip":
            changed[at] ^= 1 << edit.value % 8
        case "set":
            raw = (edit.value & ((1 << 8 * edit.size) - 1)).to_bytes(edit.size, "little")
            changed[at : at + edit.size] = raw[: len(data) - at]
        case "copy":
            block = data[at : at + edit.size]
            to = edit.value % len(data)
            changed[to : to + len(block)] = block[: len(data) - to]
        case "delete":
            del changed[at : at + edit.size]
        case "insert":
            changed[at:at] = bytes([edit.value & 255]) * edit.size
        case "cut":
            del changed[at:]
        case "splice":
            donor = donors[edit.value % len(donors)]
            changed[at:] = donor[edit.size % max(len(donor), 1) :]
    return bytes(changed)


def random_edits(
    rng: np.random.Generator, size: int, known: Mapping[str, Sequence[Field]], *, most: int = 6
) -> list[Edit]:
    """One edit or several of a file of ``size`` bytes; most are of ``known`` fields, if there are."""
    count = min(int(rng.geometric(0.5)), most)
    return [
        _field_edit(rng, known) if known and rng.integers(10) < 7 else _byte_edit(rng, size)
        for _ in range(count)
    ]


def _byte_edit(rng: np.random.Generator, size: int) -> Edit:
    kind = KINDS[int(rng.choice(len(KINDS), p=(0.25, 0.35, 0.1, 0.08, 0.08, 0.07, 0.07)))]
    at = int(rng.integers(size))
    block = int(rng.choice((1, 2, 4, 8, 16, 64, 256)))
    if kind == "flip":
        return Edit(kind, at, value=int(rng.integers(8)))
    if kind == "set":
        if rng.integers(2):
            return Edit(kind, at, 1, int(rng.choice((0, 1, 127, 128, 255, int(rng.integers(256))))))
        return Edit(kind, at & ~3, 4, int(rng.choice(INTERESTING)))
    if kind == "cut":
        return Edit(kind, at)
    if kind == "splice":
        # Files of one writer begin alike: half of the time, go on at the same place.
        other = at if rng.integers(2) else int(rng.integers(size))
        return Edit(kind, at & ~3, other & ~3, int(rng.integers(1 << 16)))
    return Edit(kind, at, block, int(rng.integers(size)))


def _field_edit(rng: np.random.Generator, known: Mapping[str, Sequence[Field]]) -> Edit:
    # First the path, then the place, so that many equal fields do not hide the rare ones.
    path = list(known)[int(rng.integers(len(known)))]
    places = known[path]
    field = places[int(rng.integers(len(places)))]
    choice = int(rng.integers(4))
    if choice == 0 and len(places) > 1:
        source = places[int(rng.integers(len(places)))]
        return Edit("copy", source.at, field.size, field.at, path)
    if choice == 1:
        return Edit("set", field.at, field.size, int(rng.integers(-4, 40)), path)
    if choice == 2 and field.size == 4 and path.endswith("Scale"):
        number = float(rng.choice((0.0, -1.0, np.nan, np.inf, 1e-45, 1e-30, 1e30, 3e38)))
        bits = int(np.array(number, np.float32).view(np.uint32))
        return Edit("set", field.at, field.size, bits, path)
    return Edit("set", field.at, field.size, int(rng.choice(INTERESTING)), path)


def fields(data: bytes) -> dict[str, list[Field]]:
    """Numbers of a sound TensorFlow Lite file by their path; the first ones of long vectors."""
    import flatbuffers.table
    import tflite

    found: dict[int, Field] = {}
    path = ["Model"]
    original = flatbuffers.table.Table.Get

    def get(self, flags, off):
        found.setdefault(int(off), Field(int(off), flags.bytewidth, ".".join(path)))
        return original(self, flags, off)

    def visit(value: Any):
        if not hasattr(value, "_tab"):
            return
        names = [
            n for n in vars(type(value)) if n[0].isupper() and not n.startswith(("Get", "Init"))
        ]
        for name in names:
            if name.endswith(("AsNumpy", "IsNone", "BufferHasIdentifier")):
                continue
            method = getattr(value, name)
            path.append(name)
            if f"{name}Length" in names:
                for index in range(min(getattr(value, f"{name}Length")(), 64)):
                    if name == "Data" and index == 4:
                        break
                    visit(method(index))
            elif name == "BuiltinOptions":
                visit(_options(tflite, value))
            else:
                visit(method())
            path.pop()

    flatbuffers.table.Table.Get = get
    try:
        visit(tflite.Model.GetRootAsModel(data, 0))
    finally:
        flatbuffers.table.Table.Get = original
    known: dict[str, list[Field]] = {}
    for field in sorted(found.values(), key=lambda field: field.at):
        known.setdefault(field.path, []).append(field)
    return known


def _options(schema: Any, operator: Any) -> Any:
    """The option table of an operator, in its class."""
    table = operator.BuiltinOptions()
    number = operator.BuiltinOptionsType()
    kinds = vars(schema.BuiltinOptions)
    name = next((name for name, value in kinds.items() if value == number), "")
    if table is None or not hasattr(schema, name):
        return None
    options = getattr(schema, name)()
    options.Init(table.Bytes, table.Pos)
    return options


class _Builder(GraphBuilder):
    """Only paddings and clamps that TensorFlow Lite has names for."""

    def _padding(self, size, kernel, stride, dilation):
        padding = same_padding(size, kernel, stride, dilation)
        return padding, [-(-n // s) for n, s in zip(size, stride, strict=True)]

    def _node(self, op, inputs, output, **attributes):
        if "clamp" in attributes:
            tensor = self.tensors[output]
            attributes["clamp"] = fused_range("RELU", tensor.scale[0], tensor.zero_point)
        return super()._node(op, inputs, output, **attributes)


def small_models(seed: int = 1) -> dict[str, bytes]:
    """Files of a few layers each, with every operator that the writer knows."""
    models = {}
    for name in ("chain", "sum", "pool"):
        builder = _Builder(np.random.default_rng(seed), always_bias=True)
        x = builder.input((1, 6, 5, 3))
        if name == "chain":
            x = builder.conv2d(x, 5, (3, 3), (2, 2))
            x = builder.depthwise_conv2d(x, (3, 2), dilation=(2, 1))
            x = builder.reshape(x, (1, int(np.prod(builder.tensors[x].shape))))
            x = builder.fully_connected(x, 4)
        elif name == "sum":
            y = builder.conv2d(x, 3, (1, 1))
            for op in ("add", "sub", "mul"):
                y = builder.binary(op, y, x)
            x = y
        else:
            x = builder.pool(x, "max_pool2d", (2, 2), (1, 1))
            x = builder.pool(x, "average_pool2d", (3, 3), (2, 2))
        models[name] = write_tflite(builder.graph(x))
    return models


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How a compiler took a file.

    Members
    -------
    kind
        ``compiled``; ``refused`` with an error of the project in one printable line; ``message``: an
        error of the project in other words; ``traceback``: any other exception or warning;
        ``hang``; ``memory``; ``crash``: the process died.
    cause
        Exception, and where it came from: equal for equal faults.
    detail
        The message, or the traceback.
    """

    kind: str
    cause: str = ""
    detail: str = ""


class _Hang(BaseException):
    """Not an Exception, so that nothing but `judge` catches it."""


def judge(compile_file: Callable[[bytes], Any], data: bytes, *, seconds: float = 0) -> Outcome:
    """Compile a file; warnings are errors; after ``seconds`` it is a hang (0: wait for ever)."""

    def alarm(*_):
        raise _Hang

    previous = signal.signal(signal.SIGALRM, alarm) if seconds else None
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            compile_file(data)
        return Outcome("compiled")
    except TinyNPUError as error:
        text = str(error)
        if text.isprintable() and text.endswith((".", ")")):
            return Outcome("refused", type(error).__name__, text)
        return Outcome("message", f"{type(error).__name__} at {_place(error)}", repr(text))
    except MemoryError as error:
        return _fault("memory", error)
    except _Hang as error:
        return _fault("hang", error)
    except Exception as error:
        return _fault("traceback", error)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        if previous is not None:
            signal.signal(signal.SIGALRM, previous)


def _fault(kind: str, error: BaseException) -> Outcome:
    text = "".join(traceback.format_exception(error))
    return Outcome(kind, f"{type(error).__name__} at {_place(error)}", text)


def _place(error: BaseException) -> str:
    """The last line of the compiler that the exception went through."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "tinynpu" in frame.filename and frame.filename != __file__
    ]
    if not frames:
        return "?"
    path = Path(frames[-1].filename)
    return f"{path.parent.name}/{path.name}:{frames[-1].lineno} {frames[-1].name}"


def limit_memory(more: int) -> int:
    """Let this process map ``more`` bytes than it has mapped now (VmSize); returns the limit.

    The limit is on address space (RLIMIT_AS): what libraries reserve without using it counts
    too, so call this when everything is imported and has run once.
    """
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + more
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
    return limit
