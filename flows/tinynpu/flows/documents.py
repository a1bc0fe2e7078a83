"""C header, JSON, SVD and documentation pages, from the tables of the architecture."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMAND_BYTES, COMMANDS, ISA_VERSION, MAGIC, ErrorCode, Field
from tinynpu.arch.program import write_file
from tinynpu.arch.registers import CSR_ADDRESS_WIDTH, REGISTERS

__all__ = [
    "c_header",
    "documents",
    "isa_page",
    "json_description",
    "registers_page",
    "svd",
    "write_all",
]


def documents(config: Config) -> dict[str, str]:
    """Text of each file by its name."""
    return {
        "tinynpu.h": c_header(config),
        "tinynpu.json": json_description(config),
        "tinynpu.svd": svd(config),
        "isa.md": isa_page(config),
        "registers.md": registers_page(config),
        "config.json": config.to_json(),
    }


def write_all(config: Config, folder: Path) -> list[Path]:
    """Write every file of `documents` into an existing folder; their paths in that order.

    Raises
    ------
    CompileError
        The folder cannot be written.
    """
    paths = []
    for name, text in documents(config).items():
        paths.append(folder / name)
        write_file(paths[-1], text.encode())
    return paths


def _plain_name(config: Config) -> str:
    """Name of the configuration without what could end a comment, a tag or a code span."""
    return re.sub(r"[^A-Za-z0-9_.+ -]", "_", config.name)


def c_header(config: Config) -> str:
    """C99 header: registers, opcodes, command fields, error codes, configuration."""
    lines = [
        f"/* tinynpu, configuration {_plain_name(config)}, hash 0x{config.hash:08x}. Generated. */",
        "#ifndef TINYNPU_H",
        "#define TINYNPU_H",
        "",
    ]

    def define(name: str, value: str, doc: str = ""):
        comment = f" /* {doc} */" if doc else ""
        lines.append(f"#define TINYNPU_{name.upper()} {value}{comment}")

    define("isa_version", f"{ISA_VERSION}u")
    define("magic", f"0x{MAGIC:08x}u")
    define("config_hash", f"0x{config.hash:08x}u")
    for key, value in config.to_dict().items():
        if isinstance(value, int):
            define(f"config_{key}", f"{int(value)}u")
    lines.append("")
    for register in REGISTERS:
        define(f"{register.name}_offset", f"0x{register.offset:03x}u", register.doc)
        for field in register.fields:
            mask = ((1 << field.width) - 1) << field.lsb
            define(f"{register.name}_{field.name}_mask", f"0x{mask:08x}u")
            define(f"{register.name}_{field.name}_shift", f"{field.lsb}u")
    lines.append("")
    for code in ErrorCode:
        define(f"error_code_{code.name}", f"{int(code)}u")
    lines.append("")
    define("command_bytes", f"{COMMAND_BYTES}u")
    for command in COMMANDS.values():
        define(f"op_{command.opcode.name}", f"{int(command.opcode)}u")
        for field in command.fields:
            name = f"{command.opcode.name}_{field.name}"
            define(f"{name}_word", f"{field.word}u")
            define(f"{name}_shift", f"{field.lsb}u")
            define(f"{name}_width", f"{field.width}u")
    lines += ["", "#endif", ""]
    return "\n".join(lines)


def _field_dict(field: Field, config: Config) -> dict:
    low, high = field.bounds(config)
    return {
        "name": field.name,
        "word": field.word,
        "lsb": field.lsb,
        "width": field.width,
        "signed": field.signed,
        "minimum": low,
        "maximum": high,
        "doc": field.doc,
    }


def json_description(config: Config) -> str:
    """Registers, commands and errors as JSON."""
    description = {
        "config": config.to_dict(),
        "config_hash": config.hash,
        "isa_version": ISA_VERSION,
        "commands": [
            {
                "name": command.opcode.name,
                "opcode": int(command.opcode),
                "queue": command.queue.name.lower() if command.queue is not None else None,
                "doc": command.doc,
                "fields": [_field_dict(field, config) for field in command.fields],
            }
            for command in COMMANDS.values()
        ],
        "registers": [
            {
                "name": register.name,
                "offset": register.offset,
                "doc": register.doc,
                "fields": [
                    {
                        "name": field.name,
                        "lsb": field.lsb,
                        "width": field.width,
                        "access": field.access,
                        "value": field.value(config) if field.value else None,
                        "doc": field.doc,
                    }
                    for field in register.fields
                ],
            }
            for register in REGISTERS
        ],
        "errors": {code.name: int(code) for code in ErrorCode},
    }
    return json.dumps(description, indent=2) + "\n"


_SVD_ACCESS = {"ro": "read-only", "rw": "read-write", "w1s": "write-only", "w1c": "read-write"}


def svd(config: Config) -> str:
    """CMSIS-SVD description of the registers."""
    device = ET.Element("device", schemaVersion="1.3")

    def add(parent: ET.Element, **values: object) -> ET.Element:
        for name, value in values.items():
            ET.SubElement(parent, name).text = str(value)
        return parent

    add(
        device, vendor="tinynpu", name="TINYNPU", version=ISA_VERSION,
        description=f"tinynpu, configuration {_plain_name(config)}", addressUnitBits=8, width=32, size=32,
        access="read-write", resetValue="0x00000000", resetMask="0xFFFFFFFF",
    )  # fmt: skip
    peripheral = ET.SubElement(ET.SubElement(device, "peripherals"), "peripheral")
    add(peripheral, name="TINYNPU", description="Neural processing unit", baseAddress="0x00000000")
    add(
        ET.SubElement(peripheral, "addressBlock"),
        offset=0, size=f"0x{1 << CSR_ADDRESS_WIDTH:X}", usage="registers",
    )  # fmt: skip
    registers = ET.SubElement(peripheral, "registers")
    for register in REGISTERS:
        element = add(
            ET.SubElement(registers, "register"),
            name=register.name.upper(),
            description=register.doc,
            addressOffset=f"0x{register.offset:03X}",
        )
        constant = sum(f.value(config) << f.lsb for f in register.fields if f.value)
        if constant:
            add(element, resetValue=f"0x{constant:08X}")
        fields = ET.SubElement(element, "fields")
        for field in register.fields:
            item = add(
                ET.SubElement(fields, "field"),
                name=field.name.upper(),
                description=field.doc,
                bitOffset=field.lsb,
                bitWidth=field.width,
                access=_SVD_ACCESS[field.access],
            )
            if field.access == "w1c":
                add(item, modifiedWriteValues="oneToClear")
    ET.indent(device)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(device, encoding="unicode") + "\n"
    )


def _table(header: tuple[str, ...], rows: list[tuple[object, ...]]) -> list[str]:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return [*lines, ""]


def isa_page(config: Config) -> str:
    """Markdown page of the instruction set, with the limits of a configuration."""
    lines = [
        "# Instruction set",
        "",
        f"Generated for configuration `{_plain_name(config)}` by `tinynpu generate`; version {ISA_VERSION}. What the "
        "commands do stands in `docs/architecture.md`.",
        "",
        f"A command has {COMMAND_BYTES} bytes: sixteen 32-bit words, little-endian. Bits that are not "
        "named must be 0.",
        "",
    ]
    for command in COMMANDS.values():
        queue = f"{command.queue.name.lower()} queue" if command.queue is not None else "sequencer"
        lines += [f"## {command.opcode.name} ({int(command.opcode)}, {queue})", "", command.doc, ""]
        rows: list[tuple[object, ...]] = []
        for field in command.fields:
            low, high = field.bounds(config)
            bits = f"{field.lsb + field.width - 1}:{field.lsb}" if field.width > 1 else field.lsb
            rows.append((field.word, bits, f"`{field.name}`", f"{low} … {high}", field.doc))
        lines += _table(("word", "bits", "field", "range", "meaning"), rows)
    lines += ["## Error codes", ""]
    lines += _table(("code", "name"), [(int(code), f"`{code.name}`") for code in ErrorCode])
    return "\n".join(lines)


def registers_page(config: Config) -> str:
    """Markdown page of the registers, with the constants of a configuration."""
    lines = [
        "# Registers",
        "",
        f"Generated for configuration `{_plain_name(config)}` by `tinynpu generate`. Access: `ro` read only, `rw` read "
        "and write, `w1s` writing 1 starts something, `w1c` writing 1 clears.",
        "",
    ]
    rows: list[tuple[object, ...]] = []
    for register in REGISTERS:
        rows.append((f"`0x{register.offset:03x}`", f"**{register.name}**", "", "", register.doc))
        for field in register.fields:
            bits = f"{field.lsb + field.width - 1}:{field.lsb}" if field.width > 1 else field.lsb
            value = f" (`0x{field.value(config):x}`)" if field.value else ""
            rows.append(("", f"`{field.name}`", bits, field.access, field.doc + value))
    lines += _table(("offset", "register, field", "bits", "access", "meaning"), rows)
    return "\n".join(lines)
