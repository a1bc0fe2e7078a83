"""The vectors as text that a Verilog testbench and a C compiler read."""

import re
from collections.abc import Iterable, Iterator

from tinynpu.arch.config import Config
from tinynpu.arch.errors import FlowError
from tinynpu.arch.isa import ISA_VERSION, MAGIC
from tinynpu.arch.registers import REGISTERS
from tinynpu.kat.vectors import Piece, VectorSet

__all__ = [
    "CAPACITY",
    "c_vectors",
    "expected_hex",
    "load_hex",
    "table_hex",
    "testbench_config",
]

CAPACITY = 1 << 16
"""Least bytes of the testbench's memory, so that one compiled testbench serves many vector sets."""

_MOST_VECTORS = 1000
"""As many as the table of the testbench holds."""

_GAP = 64
"""So many zeros in a row are not written into a memory that is zero already."""


def _parts(pieces: Iterable[Piece], *, over_zeros: bool) -> Iterator[tuple[int, bytes]]:
    """Address and bytes of what must be written; long rows of zeros only if they change memory."""
    for piece in pieces:
        if not over_zeros:
            yield piece.address, piece.data
            continue
        for match in re.finditer(rb"[^\0](?:\0{0,%d}[^\0])*" % (_GAP - 1), piece.data):
            yield piece.address + match.start(), match[0]


def _hex(parts: Iterable[tuple[int, bytes]], prefix: str = "") -> str:
    lines = []
    for address, data in parts:
        lines.append(f"@{address:x}")
        for at in range(0, len(data), 32):
            lines.append(" ".join(f"{prefix}{byte:02x}" for byte in data[at : at + 32]))
    return "\n".join(lines) + "\n"


def load_hex(vectors: VectorSet, number: int) -> str:
    """What vector ``number`` writes into memory, for ``$readmemh`` of bytes."""
    return _hex(_parts(vectors.vectors[number].load, over_zeros=number == 0))


def expected_hex(vectors: VectorSet, number: int) -> str:
    """What memory must hold after it, for ``$readmemh`` of 9 bits: bit 8 says that it counts."""
    pieces = ((piece.address, piece.data) for piece in vectors.vectors[number].expect)
    return _hex(pieces, prefix="1")


def table_hex(vectors: VectorSet) -> str:
    """Numbers of the vectors, for ``$readmemh`` of 32-bit words.

    Raises
    ------
    FlowError
        There are more vectors than the testbench has room for.
    """
    count = len(vectors.vectors)
    if count > _MOST_VECTORS:
        raise FlowError(f"A vector set must have at most {_MOST_VECTORS} vectors, not {count}.")
    rows = [
        ("identification, version, configuration", (MAGIC, ISA_VERSION, vectors.config.hash)),
        ("bytes of the memory, number of vectors", (vectors.memory_bytes, count)),
        ("regions", vectors.bases),
    ]
    for number, vector in enumerate(vectors.vectors):
        numbers = (vector.program, vector.cycle_limit, vector.checksum)
        rows.append((f"vector {number}: program, cycle limit, CRC-32 of the memory", numbers))
    lines = ["@0"]
    lines += [" ".join(f"{n:08x}" for n in numbers) + f" // {text}" for text, numbers in rows]
    return "\n".join(lines) + "\n"


def testbench_config(config: Config, memory_bytes: int) -> str:
    """SystemVerilog constants of the testbench."""
    capacity = max(CAPACITY, 1 << (memory_bytes - 1).bit_length())
    lines = [
        "// Sizes and registers of the configuration. Generated.",
        f"localparam KAT_BUS_BYTES = {config.bus_bytes};",
        f"localparam KAT_CAPACITY = {capacity};  // bytes that the memory can have",
        f"localparam KAT_TABLE_WORDS = {9 + 3 * _MOST_VECTORS};",
    ]
    for register in REGISTERS:
        lines.append(f"localparam [11:0] KAT_{register.name.upper()} = 12'h{register.offset:03x};")
    return "\n".join(lines) + "\n"


def c_vectors(vectors: VectorSet) -> str:
    """C header with all vectors as constant tables."""
    data = bytearray()
    pieces: list[tuple[int, int, int]] = []
    rows: list[str] = []

    def add(parts: Iterable[tuple[int, bytes]]) -> tuple[int, int]:
        first = len(pieces)
        for address, content in parts:
            pieces.append((address, len(content), len(data)))
            data.extend(content)
        return first, len(pieces) - first

    for number, vector in enumerate(vectors.vectors):
        load, loads = add(_parts(vector.load, over_zeros=number == 0))
        expect, expects = add(_parts(vector.expect, over_zeros=False))
        rows.append(
            f"    {{0x{vector.program:08x}u, {vector.cycle_limit}u, 0x{vector.checksum:08x}u, "
            f"{load}u, {loads}u, {expect}u, {expects}u}},"
        )
    # C has no empty arrays.
    data = data or bytearray(1)
    lines = [
        "/* Vectors of a known-answer test. Generated; only kat.c includes this. */",
        "#ifndef KAT_VECTORS_H",
        "#define KAT_VECTORS_H",
        "",
        "#include <stdint.h>",
        "",
        f"#define KAT_CONFIG_HASH 0x{vectors.config.hash:08x}u",
        f"#define KAT_MEMORY_BYTES {vectors.memory_bytes}u",
        f"#define KAT_VECTORS {len(vectors.vectors)}u",
        "",
        "static const uint32_t kat_bases[4] = {"
        + ", ".join(f"0x{base:08x}u" for base in vectors.bases)
        + "};",
        "",
        "/* Bytes kat_data[data..data+bytes) belong at this address of the memory. */",
        "static const struct {",
        "    uint32_t address, bytes, data;",
        "} kat_pieces[] = {",
        *(f"    {{0x{a:08x}u, {n}u, {d}u}}," for a, n, d in pieces or [(0, 0, 0)]),
        "};",
        "",
        "/* Address of the program, cycle limit, CRC-32 of the memory after the run, and which of",
        "   kat_pieces are written before it and compared after it: first and number of each. */",
        "static const struct {",
        "    uint32_t program, limit, checksum, load, loads, expect, expects;",
        "} kat_vectors[] = {",
        *rows,
        "};",
        "",
        "static const uint8_t kat_data[] = {",
        *("    " + ",".join(map(str, data[at : at + 24])) + "," for at in range(0, len(data), 24)),
        "};",
        "",
        "#endif",
        "",
    ]
    return "\n".join(lines)
