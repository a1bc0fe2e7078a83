"""Generated documents: committed copies are current, and every format is sound."""

import json
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.isa import COMMANDS, ErrorCode
from tinynpu.arch.presets import PRESETS, preset
from tinynpu.arch.registers import REGISTERS
from tinynpu.flows.documents import (
    c_header,
    documents,
    isa_page,
    json_description,
    registers_page,
    svd,
    write_all,
)
from tinynpu.flows.link_page import link_page
from tinynpu.tools import find_compiler

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("name", "make"), [("isa.md", isa_page), ("registers.md", registers_page)])
def test_committed_page_is_current(name, make):
    assert (DOCS / name).read_text() == make(preset("base")), (
        f"regenerate: tinynpu generate --preset base -o DIR, and copy DIR/{name} to docs/"
    )


def test_tables_of_the_link_are_current():
    text = (DOCS / "link.md").read_text()
    assert text == link_page(text), "regenerate: python -m tinynpu.flows.link_page docs/link.md"


def test_svd_has_every_register_and_field():
    root = ET.fromstring(svd(preset("base")))
    found = {
        (register.findtext("name"), field.findtext("name"))
        for register in root.iter("register")
        for field in register.iter("field")
    }
    assert found == {(r.name.upper(), f.name.upper()) for r in REGISTERS for f in r.fields}
    offsets = [int(r.findtext("addressOffset", ""), 16) for r in root.iter("register")]
    assert offsets == [r.offset for r in REGISTERS]


def test_json_says_what_the_tables_say():
    config = preset("ice40")
    description = json.loads(json_description(config))
    assert Config.from_dict(description["config"]) == config
    assert description["config_hash"] == config.hash
    assert description["errors"] == {code.name: int(code) for code in ErrorCode}
    for said, command in zip(description["commands"], COMMANDS.values(), strict=True):
        assert (said["name"], said["opcode"]) == (command.opcode.name, int(command.opcode))
        assert [
            (f["name"], f["word"], f["lsb"], f["width"], f["signed"], f["minimum"], f["maximum"])
            for f in said["fields"]
        ] == [(f.name, f.word, f.lsb, f.width, f.signed, *f.bounds(config)) for f in command.fields]
    for said, register in zip(description["registers"], REGISTERS, strict=True):
        assert (said["name"], said["offset"]) == (register.name, register.offset)
        assert [(f["name"], f["lsb"], f["width"], f["access"]) for f in said["fields"]] == [
            (f.name, f.lsb, f.width, f.access) for f in register.fields
        ]


def check_c99(config, folder):
    """The header compiles alone as C99, and its numbers are those of the tables."""
    facts = {
        "TINYNPU_CONFIG_HASH": config.hash,
        "TINYNPU_CONFIG_ROWS": config.rows,
        **{f"TINYNPU_ERROR_CODE_{code.name}": int(code) for code in ErrorCode},
    }
    for command in COMMANDS.values():
        facts[f"TINYNPU_OP_{command.opcode.name}"] = int(command.opcode)
        for field in command.fields:
            name = f"TINYNPU_{command.opcode.name}_{field.name}".upper()
            facts |= {f"{name}_WORD": field.word, f"{name}_SHIFT": field.lsb}
            facts |= {f"{name}_WIDTH": field.width}
    for register in REGISTERS:
        facts[f"TINYNPU_{register.name.upper()}_OFFSET"] = register.offset
        for field in register.fields:
            name = f"TINYNPU_{register.name}_{field.name}".upper()
            facts |= {f"{name}_MASK": ((1 << field.width) - 1) << field.lsb}
            facts |= {f"{name}_SHIFT": field.lsb}
    (folder / "tinynpu.h").write_text(c_header(config), encoding="utf-8")
    # C99 has no static assertion: an array of negative size is the error.
    checks = [f"typedef char c{i}[{k} == {v}u ? 1 : -1];" for i, (k, v) in enumerate(facts.items())]
    source = folder / "use.c"
    source.write_text("\n".join(['#include "tinynpu.h"', '#include "tinynpu.h"', *checks, ""]))
    cc = shutil.which("cc")
    command = [cc] if cc else [sys.executable, "-m", "ziglang", "cc"]
    # Not -fsyntax-only: zig adds -c, which is then unused and so an error.
    flags = ["-std=c99", "-pedantic", "-Wall", "-Werror", "-c", "-o", folder / "use.o"]
    result = subprocess.run([*command, *flags, source], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", PRESETS)
def test_header_is_c99(name, tmp_path):
    check_c99(PRESETS[name], tmp_path)


@pytest.mark.parametrize("name", ["a */ b", "a /* b", "a\\", "<&>", "x\x00\x1b\ny", "é|`"])
def test_any_configuration_name(name, tmp_path):
    config = Config(name=name)
    check_c99(config, tmp_path)
    ET.fromstring(svd(config))
    for page in (isa_page, registers_page):
        assert page(config).count("\n") == page(Config()).count("\n")
    assert Config.from_json(documents(config)["config.json"]) == config


def test_write_all(tmp_path):
    config = preset("tt")
    paths = write_all(config, tmp_path)
    names = ["tinynpu.h", "tinynpu.json", "tinynpu.svd", "isa.md", "registers.md", "config.json"]
    assert paths == [tmp_path / name for name in names]
    assert sorted(tmp_path.iterdir()) == sorted(paths)
    texts = documents(config)
    assert all(path.read_bytes() == texts[path.name].encode() for path in paths)
    assert Config.from_json((tmp_path / "config.json").read_text()) == config


def test_write_all_needs_a_folder(tmp_path):
    with pytest.raises(CompileError, match="must be writable"):
        write_all(preset("tt"), tmp_path / "absent")


@pytest.mark.parametrize("name", PRESETS)
def test_header_is_cpp(name, tmp_path):
    header = tmp_path / "tinynpu.h"
    header.write_text(c_header(PRESETS[name]))
    source = tmp_path / "use.cpp"
    source.write_text(
        '#include "tinynpu.h"\n'
        f'static_assert(TINYNPU_CONFIG_HASH == {PRESETS[name].hash}u, "hash");\n'
        'static_assert(TINYNPU_CONTROL_START_MASK == 1u && TINYNPU_OP_TILE == 4u, "values");\n'
    )
    compiler = find_compiler()
    subprocess.run(
        [
            *compiler.command,
            *compiler.flags,
            "-Wall",
            "-Werror",
            "-c",
            source,
            "-o",
            tmp_path / "o",
        ],
        env=compiler.environment,
        check=True,
    )
