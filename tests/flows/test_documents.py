"""Generated documents: committed copies are current, and every format is sound."""

import json
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tinynpu.arch.isa import COMMANDS
from tinynpu.arch.presets import PRESETS, preset
from tinynpu.arch.registers import REGISTERS
from tinynpu.flows.documents import c_header, isa_page, json_description, registers_page, svd
from tinynpu.tools import find_compiler

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("name", "make"), [("isa.md", isa_page), ("registers.md", registers_page)])
def test_committed_page_is_current(name, make):
    assert (DOCS / name).read_text() == make(preset("base")), (
        f"regenerate: tinynpu generate --preset base -o DIR, and copy DIR/{name} to docs/"
    )


def test_svd_has_every_register_and_field():
    root = ET.fromstring(svd(preset("base")))
    found = {
        (register.findtext("name"), field.findtext("name"))
        for register in root.iter("register")
        for field in register.iter("field")
    }
    assert found == {(r.name.upper(), f.name.upper()) for r in REGISTERS for f in r.fields}
    offsets = [int(r.findtext("addressOffset"), 16) for r in root.iter("register")]
    assert offsets == [r.offset for r in REGISTERS]


def test_json_says_what_the_tables_say():
    description = json.loads(json_description(preset("ice40")))
    assert [c["name"] for c in description["commands"]] == [o.name for o in COMMANDS]
    assert description["config"]["rows"] == 4
    assert {r["name"]: r["offset"] for r in description["registers"]}["control"] == 0x20


@pytest.mark.parametrize("name", PRESETS)
def test_header_compiles(name, tmp_path):
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
