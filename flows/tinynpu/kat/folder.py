"""Writes a vector set as a folder, whole or not at all."""

import functools
import hashlib
import importlib.metadata
import json
import os
import shutil
import tempfile
import textwrap
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tinynpu.rtl.build
from tinynpu.arch.config import Config
from tinynpu.arch.errors import FlowError
from tinynpu.arch.isa import ISA_VERSION, MAGIC, ErrorCode
from tinynpu.arch.program import TensorInfo
from tinynpu.flows.documents import c_header
from tinynpu.kat import text
from tinynpu.kat.events import with_events
from tinynpu.kat.vectors import Piece, VectorSet

__all__ = ["FORMAT", "require_folder", "write_vectors"]

FORMAT = "tinynpu-kat"
_FORMAT_VERSION = 1
_MANIFEST = "manifest.json"
_BUILD = "build"
"""Where the Makefile puts what compilers make; goes with the set."""

_TEMPLATES = Path(__file__).with_name("templates")
_HARNESS = Path(tinynpu.rtl.build.__file__).with_name("harness.cpp")


def require_folder(folder: Path):
    """Refuse a folder that a vector set must not replace, before any work is done.

    It may be absent, empty, or hold an earlier vector set and nothing else.

    Raises
    ------
    FlowError
        It holds other files, is no folder, or cannot be written.
    """
    target = folder.resolve()
    if target.exists() and not target.is_dir():
        raise FlowError(f"The vectors must go to a folder, and {folder} is a file.")
    parent = target.parent
    if not parent.is_dir():
        raise FlowError(f"The folder around the vectors must exist, and {parent} does not.")
    if not os.access(parent, os.W_OK):
        raise FlowError(f"The vectors {folder} must be writable, and the folder around is not.")
    if not target.exists():
        return
    if target == Path.cwd():
        raise FlowError("The vectors must go to another folder than the current one.")
    found = {path.name for path in target.iterdir()}
    foreign = sorted(found - _files_of(target) - {_BUILD})
    if foreign:
        raise FlowError(
            f"The folder of the vectors must be empty or hold an earlier vector set; "
            f"{folder} holds {foreign[0]}."
        )


def _files_of(folder: Path) -> set[str]:
    """Names of the files of the vector set in a folder; none if there is no vector set."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text())
    except (OSError, ValueError):
        return set()
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        return set()
    return {_MANIFEST, *manifest.get("files", ())}


def write_vectors(vectors: VectorSet, folder: Path) -> list[str]:
    """Write a vector set; the names of its files.

    The files are written beside the folder, which then takes the place of an earlier vector set.

    Raises
    ------
    FlowError
        As `require_folder`, or the folder cannot be written.
    """
    require_folder(folder)
    files = dict(_files(vectors))
    files[_MANIFEST] = (json.dumps(_manifest(vectors, files), indent=1) + "\n").encode()
    target = folder.resolve()
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as work:
            made, old = Path(work) / "new", Path(work) / "old"
            made.mkdir()
            for name, data in files.items():
                (made / name).write_bytes(data)
            if target.exists():
                target.rename(old)
            try:
                made.rename(target)
            except OSError:
                if old.exists():
                    old.rename(target)
                raise
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise FlowError(
            f"The folder {folder} must be writable ({error.strerror or error})."
        ) from None
    return list(files)


def _files(vectors: VectorSet) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file but the manifest."""
    config = vectors.config
    yield "program.bin", vectors.program.code
    yield "memory.bin", vectors.first_memory()
    for number in range(len(vectors.vectors)):
        for name, piece in _numbered(number, vectors):
            yield name, piece.data
        yield f"vector{number}_load.hex", text.load_hex(vectors, number).encode()
        yield f"vector{number}_expected.hex", text.expected_hex(vectors, number).encode()
    yield "vectors.hex", text.table_hex(vectors).encode()
    yield "kat_config.svh", text.testbench_config(config, vectors.memory_bytes).encode()
    yield "kat_vectors.h", text.c_vectors(vectors).encode()
    yield "tinynpu.v", _hardware(config)
    yield "tinynpu.h", c_header(config).encode()
    yield "harness.cpp", _HARNESS.read_bytes()
    values = {
        "@CONFIG@": config.name,
        "@HASH@": f"{config.hash:08x}",
        "@SHAPE@": f"{config.rows}×{config.cols}",
        "@BUS_BYTES@": str(config.bus_bytes),
        "@BURST_BEATS@": str(config.burst_beats),
        "@VECTORS@": str(len(vectors.vectors)),
        "@MEMORY@": str(vectors.memory_bytes),
        "@CYCLES@": str(sum(vector.model_cycles for vector in vectors.vectors)),
        "@ERRORS@": textwrap.fill(", ".join(f"{code:d} {code.name}" for code in ErrorCode), 90),
    }
    for path in sorted(_TEMPLATES.iterdir()):
        content = path.read_text(encoding="utf-8")
        if path.name in ("Makefile", "README.txt"):
            for key, value in values.items():
                content = content.replace(key, value)
        yield path.name, content.encode()


@functools.lru_cache(maxsize=1)
def _hardware(config: Config) -> bytes:
    """Verilog of the core for simulators; kept, because many vector sets share it."""
    from tinynpu.core.verilog import generate_verilog

    return with_events(generate_verilog(config)).encode()


def _numbered(number: int, vectors: VectorSet) -> Iterator[tuple[str, Piece]]:
    """Pieces of a vector that have a file of their own, by its name."""
    vector = vectors.vectors[number]
    loads = vector.load if number else ()  # the first one's are all in memory.bin
    for k, piece in enumerate(loads):
        yield f"vector{number}_{k}_load.bin", piece
    for k, piece in enumerate(vector.expect):
        yield f"vector{number}_{k}_expected.bin", piece


def _manifest(vectors: VectorSet, files: dict[str, bytes]) -> dict[str, Any]:
    program, config = vectors.program, vectors.config
    made = [
        {
            "program": vector.program,
            "cycle_limit": vector.cycle_limit,
            "model_cycles": vector.model_cycles,
            "load": _load(number, vectors),
            "expect": [
                {**_piece(piece), "file": f"vector{number}_{k}_expected.bin"}
                for k, piece in enumerate(vector.expect)
            ],
            "memory_crc32": f"{vector.checksum:08x}",
        }
        for number, vector in enumerate(vectors.vectors)
    ]
    return {
        "format": FORMAT,
        "format_version": _FORMAT_VERSION,
        "tool": {"name": "tinynpu", "version": importlib.metadata.version("tinynpu")},
        "config": config.to_dict(),
        "registers": {"id": MAGIC, "version": ISA_VERSION, "config_hash": config.hash},
        "model_sha256": hashlib.sha256(program.model).hexdigest(),
        "seed": vectors.seed,
        "memory_bytes": vectors.memory_bytes,
        "program": vectors.vectors[0].load[0].address,
        "bases": list(vectors.bases),
        "inputs": [_tensor(tensor, vectors) for tensor in program.inputs],
        "outputs": [
            {**_tensor(tensor, vectors), "sha256": hashlib.sha256(value.tobytes()).hexdigest()}
            for tensor, value in zip(program.outputs, vectors.outputs, strict=True)
        ],
        "host_steps": [{"name": s.name, "op": s.op} for s in program.host_steps],
        "vectors": made,
        "files": {
            name: {
                "bytes": len(data),
                "crc32": f"{zlib.crc32(data):08x}",
                "sha256": hashlib.sha256(data).hexdigest(),
            }
            for name, data in files.items()
        },
    }


def _load(number: int, vectors: VectorSet) -> list[dict[str, Any]]:
    """What to load before a vector: the whole memory before the first."""
    if number == 0:
        whole = {"name": "memory", "address": 0, "bytes": vectors.memory_bytes, "host": False}
        return [{**whole, "file": "memory.bin"}]
    return [
        {**_piece(piece), "file": f"vector{number}_{k}_load.bin"}
        for k, piece in enumerate(vectors.vectors[number].load)
    ]


def _piece(piece: Piece) -> dict[str, Any]:
    return {
        "name": piece.name,
        "address": piece.address,
        "bytes": len(piece.data),
        "host": piece.host,
    }


def _tensor(tensor: TensorInfo, vectors: VectorSet) -> dict[str, Any]:
    return {
        "name": tensor.name,
        "shape": list(tensor.shape),
        "dtype": tensor.dtype,
        "scale": tensor.scale,
        "zero_point": tensor.zero_point,
        "address": vectors.bases[tensor.region] + tensor.offset,
        "bytes": tensor.size,
    }
