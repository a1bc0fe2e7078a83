"""Every rule of a project: a good one keeps it, and one change breaks it and no other."""

import json
import shutil
from pathlib import Path

import pytest

from tinynpu.arch.errors import ConfigurationError, FlowError
from tinynpu.flows.tinytapeout.check import RULES, check_project, rules_table
from tinynpu.flows.tinytapeout.folder import Folder
from tinynpu.flows.tinytapeout.rules import Status, apply_rule

pytest.importorskip("pyosys")
pytest.importorskip("siliconcompiler")
pytest.importorskip("yaml")

TOOLS = ("ports", "messages", "netlist")
NETLIST, LINT = ("netlist",), ("messages",)


def edit(name, old, new):
    def change(path):
        text = (path / name).read_text()
        assert old in text
        (path / name).write_text(text.replace(old, new))

    return change


def write(name, text):
    return lambda path: (path / name).write_text(text)


def setting(**values):
    def change(path):
        file = path / "src" / "config.json"
        file.write_text(json.dumps({**json.loads(file.read_text()), **values}))

    return change


def add_bytes(name):
    """A comment that is no UTF-8."""

    def change(path):
        with (path / name).open("ab") as file:
            file.write("// größer\n".encode("latin-1"))

    return change


def rename_top(path):
    for name in ("info.yaml", "test/tb.v", "src/tt_um_tinynpu.v"):
        edit(name, "tt_um_tinynpu", "wide")(path)
    (path / "src" / "tt_um_tinynpu.v").rename(path / "src" / "wide.v")
    edit("test/Makefile", "tt_um_tinynpu", "wide")(path)


def add_image(path):
    (path / "docs" / "big.png").write_bytes(bytes(600_000))
    edit("docs/info.md", "## How to test", "![](big.png)\n## How to test")(path)


TOP = "src/tt_um_tinynpu.v"
LATCH = edit(
    TOP,
    "assign uo_out = sum;",
    "reg held;\n  always @* if (ena) held = ui_in[0];\n  assign uo_out = sum ^ {8{held}};",
)
BROKEN = {
    "info.readable": (write("info.yaml", "project: ["), TOOLS, "no YAML"),
    "info.version": (edit("info.yaml", "yaml_version: 6", "yaml_version: 5"), TOOLS, "is 5"),
    "info.texts": (edit("info.yaml", '"Ada"', '""'), TOOLS, "author is ''"),
    "info.clock": (edit("info.yaml", "50000000", "5e7"), TOOLS, "clock_hz is '5e7'"),
    "info.tiles": (edit("info.yaml", "1x1", "2x7"), TOOLS, "tiles is '2x7', and sky130A has 1x1"),
    "info.top": (rename_top, (), "top_module is 'wide'"),
    "info.sources": (edit("info.yaml", '"cells.v"', '"*.v"'), TOOLS, "'*.v' is no name"),
    "info.pinout": (edit("info.yaml", "ui[3]", "ua[3]"), TOOLS, "ui[3] has no text"),
    "docs.sections": (
        write("docs/info.md", "# How it works\n\nWell.\n\n## How to test\n\nExplain how to use your project\n"),
        TOOLS,
        "How to test says nothing",
    ),
    "docs.images": (add_image, TOOLS, "600,000 bytes"),
    "config.readable": (write("src/config.json", "{"), TOOLS, "cannot be read"),
    "config.fixed": (setting(RUN_CTS=0), TOOLS, "RUN_CTS is 0, and 1"),
    "config.density": (setting(PL_TARGET_DENSITY_PCT=85), TOOLS, "is 85"),
    "config.clock": (setting(CLOCK_PERIOD=25), TOOLS, "is 25 ns, and clock_hz needs 20 ns"),
    "test.files": (lambda path: (path / "test" / "tb.v").unlink(), TOOLS, "tb.v is not there"),
    "test.top": (edit("test/tb.v", "tt_um_tinynpu user", "tt_um_example user"), TOOLS, "no tt_um_tinynpu"),
    "workflows.pdk": (
        edit(".github/workflows/gds.yaml", "sky130A", "sky130B"),
        TOOLS,
        "gds.yaml names 'sky130B'",
    ),
    "workflows.tags": (
        edit(".github/workflows/docs.yaml", "ttsky26d", "ttsky25a"),
        TOOLS,
        "docs.yaml takes ttsky25a",
    ),
    "verilog.text": (add_bytes("src/cells.v"), TOOLS, "src/cells.v is not"),
    "verilog.syntax": (edit(TOP, "endmodule", "endmodul"), NETLIST, "ERROR"),
    "verilog.top": (
        edit("src/cells.v", "`else", "`elsif NEVER\nmodule tt_um_tinynpu;\nendmodule\n`else"),
        NETLIST,
        "is in tt_um_tinynpu.v, cells.v",
    ),
    "verilog.ports": (edit(TOP, "input ena,", "input ena, inout [5:0] ua,"), TOOLS[1:], "a port ua"),
    "verilog.lint": (LATCH, NETLIST, "LATCH"),
    "verilog.warnings": (edit(TOP, "sum <= 0", "sum <= 4'd0"), NETLIST, "WIDTHEXPAND"),
    "netlist.cells": (edit(TOP, "endmodule", "assign uo_out[0] = ena;\nendmodule"), LINT, "conflicting drivers"),
    "netlist.area": (setting(PL_TARGET_DENSITY_PCT=1), TOOLS, "fill"),
    "netlist.timing": (setting(CLOCK_PERIOD=0.4), TOOLS, "more than the 0.4 ns"),
}  # fmt: skip
LAYOUT = [rule.name for rule in RULES if rule.name.startswith("layout.")]


def broken(folder):
    found = [apply_rule(rule, folder) for rule in RULES]
    return {o.rule.name: o for o in found if o.status in (Status.FAILED, Status.WARNING)}


def test_every_rule_has_a_test():
    assert [*BROKEN, *LAYOUT] == [rule.name for rule in RULES]


def test_a_good_project(changed):
    report = check_project(changed())
    assert {o.rule.name for o in report.outcomes if o.status is Status.SKIPPED} == set(LAYOUT)
    assert {o.status for o in report.outcomes} == {Status.OK, Status.SKIPPED}
    assert report.failed == 0
    figures = report.figures
    assert figures["core_area_um2"] == pytest.approx((161 - 5.52) * (111.52 - 5.44), abs=0.1)
    assert figures["area_used"] == pytest.approx(
        figures["cell_area_um2"] / figures["core_area_um2"], abs=1e-3
    )
    assert figures["fmax_mhz"] > 50


def test_synthesis_takes_the_adders_of_the_library(changed):
    cells = changed().netlist.cells
    assert cells["sky130_fd_sc_hd__fa_1"] == 1
    assert not [name for name in cells if not name.startswith("sky130_fd_sc_hd__")]


@pytest.mark.parametrize("name", BROKEN)
def test_one_change_breaks_one_rule(changed, name):
    change, kept, sentence = BROKEN[name]
    found = broken(changed(change, kept))
    assert list(found) == [name], {key: value.details for key, value in found.items()}
    assert sentence in " ".join(found[name].details)
    assert found[name].to_json()["remedy"]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("info.yaml", "info.readable"),
        ("docs/info.md", "docs.sections"),
        ("src/config.json", "config.readable"),
        ("test/tb.v", "test.files"),
    ],
)
def test_a_file_that_is_no_text_breaks_a_rule(changed, name, rule):
    outcome = outcome_of(rule, changed(add_bytes(name), ()))
    assert outcome.status is Status.FAILED
    assert outcome.details == (f"{name} must be UTF-8 text.",)


def yaml_of(key, text):
    def change(path):
        file = path / "info.yaml"
        lines = file.read_text().splitlines()
        (number,) = (i for i, line in enumerate(lines) if line.startswith(f"  {key}:"))
        lines[number] = f"  {key}: {text}"
        file.write_text("\n".join(lines))

    return change


def json_of(key, text):
    def change(path):
        file = path / "src" / "config.json"
        values = {**json.loads(file.read_text()), key: 0}
        file.write_text(json.dumps(values).replace(f'"{key}": 0', f'"{key}": {text}'))

    return change


@pytest.mark.parametrize(
    ("change", "rule", "sentence"),
    [
        (yaml_of("tiles", "[1, 1]"), "info.tiles", "tiles is [1, 1], and"),
        (yaml_of("clock_hz", "1" + 400 * "0"), "info.clock", "clock_hz is 1000"),
        (yaml_of("clock_hz", "0x" + 5000 * "f"), "info.clock", "thousands of digits"),
        (yaml_of("clock_hz", "!!int ''"), "info.readable", "no YAML"),
        (yaml_of("title", "!!bool x"), "info.readable", "no YAML"),
        (edit("info.yaml", '"cells.v"', '"cells\\0.v"'), "info.sources", "is no name of a file"),
        (edit("info.yaml", '"cells.v"', "'a\".v'"), "info.sources", "is no name of a file"),
        (write("info.yaml", 100_000 * "["), "info.readable", "nested too deeply"),
        (write("src/config.json", 100_000 * "["), "config.readable", "cannot be read"),
        (write("src/config.json", '{"a": ' + 5000 * "1" + "}"), "config.readable", "cannot be read"),
        (json_of("CLOCK_PERIOD", "NaN"), "config.clock", "CLOCK_PERIOD is nan"),
        (json_of("CLOCK_PERIOD", "1e999"), "config.clock", "CLOCK_PERIOD is inf"),
        (json_of("CLOCK_PERIOD", "1" + 400 * "0"), "config.clock", "CLOCK_PERIOD is 1000"),
        (json_of("CLOCK_PERIOD", '"20"'), "config.clock", "CLOCK_PERIOD is '20'"),
        (json_of("PL_TARGET_DENSITY_PCT", "NaN"), "config.density", "PL_TARGET_DENSITY_PCT is nan"),
        (json_of("PL_TARGET_DENSITY_PCT", "1" + 400 * "0"), "config.density", "is 1000"),
        (edit(".github/workflows/gds.yaml", "pdk: sky130A", ""), "workflows.pdk", "names no process"),
    ],
    ids=range(17),
)  # fmt: skip
def test_values_to_stumble_over(changed, change, rule, sentence):
    folder = changed(change, ())
    found = {other.name: apply_rule(other, folder) for other in RULES if _is_text(other)}
    assert found[rule].status in (Status.FAILED, Status.WARNING)
    details = " ".join(found[rule].details)
    assert sentence in details
    assert len(details) < 300


def _is_text(rule):
    """Whether no tool is needed for it."""
    return rule.name.partition(".")[0] in ("info", "docs", "config", "test", "workflows")


def outcome_of(name, folder):
    (rule,) = (rule for rule in RULES if rule.name == name)
    return apply_rule(rule, folder)


def test_what_is_named_must_be_there(changed, tmp_path):
    none = tmp_path / "none"
    with pytest.raises(FlowError, match=r"templates must be in a folder, and .*none is none"):
        changed(kept=(), template=none)
    folder = Folder(tmp_path / "project", tmp_path, template=tmp_path)
    with pytest.raises(FlowError, match=r"must have tt_block_1x1_pg\.def, and .* has not"):
        check_project(folder)
    with pytest.raises(FlowError, match="must be in lambdapdk's layout"):
        Folder(tmp_path / "project", tmp_path, pdk_data=none)
    with pytest.raises(FlowError, match="not for gf180mcuD"):
        Folder(tmp_path / "project", tmp_path, shuttle="gf180mcuD", pdk_data=tmp_path)


def test_data_that_a_variable_names_must_be_there(changed, tmp_path, monkeypatch):
    monkeypatch.setenv("TINYNPU_PDK_DATA", str(tmp_path / "none"))
    with pytest.raises(FlowError, match="must be in lambdapdk's layout"):
        outcome_of("netlist.area", changed(kept=("ports",)))


def test_a_cell_that_the_library_does_not_have(changed):
    cell = "`ifdef SCL_sky130_fd_sc_hd\nsky130_fd_sc_hd__none none ();\n`endif\nendmodule"
    found = broken(changed(edit(TOP, "endmodule", cell), LINT))
    assert list(found) == ["netlist.cells"]
    assert "sky130_fd_sc_hd__none" in found["netlist.cells"].details[0]


def test_images_that_are_missing_or_too_many(changed):
    def change(path):
        for number in range(3):
            (path / "docs" / f"{number}.png").write_bytes(bytes(400_000))
        links = "".join(f"![]({number}.png)\n" for number in range(4))
        edit("docs/info.md", "## How to test", links + "## How to test")(path)

    details = broken(changed(change))["docs.images"].details
    assert details == ("docs/3.png is not there.", "Images have 1,200,000 bytes together.")


def test_without_cells(changed, monkeypatch):
    monkeypatch.delenv("PDK_ROOT", raising=False)
    folder = changed(kept=("ports", "messages"), shuttle="gf180mcuD")
    (rule,) = (rule for rule in RULES if rule.name == "netlist.area")
    outcome = apply_rule(rule, folder)
    assert outcome.status is Status.SKIPPED
    assert "set PDK_ROOT" in outcome.details[0]


def test_the_shuttle_is_that_of_the_workflow(changed, tmp_path):
    folder = changed(edit(".github/workflows/gds.yaml", "sky130A", "ihp-sg13g2"))
    assert folder.shuttle.name == "ihp-sg13g2"
    shutil.rmtree(folder.path / ".github")
    assert Folder(folder.path, tmp_path).shuttle.name == "sky130A"


def test_a_shuttle_of_another_process(changed):
    outcome = outcome_of("workflows.pdk", changed(shuttle="ihp-sg13g2"))
    assert outcome.status is Status.FAILED
    assert "names 'sky130A', and --shuttle ihp-sg13g2" in " ".join(outcome.details)


def test_what_is_not_there(tmp_path):
    with pytest.raises(FlowError, match="must be a folder"):
        Folder(tmp_path / "none", tmp_path)
    with pytest.raises(FlowError, match="layout must be a file"):
        Folder(tmp_path, tmp_path, gds=tmp_path / "none.gds")
    with pytest.raises(ConfigurationError, match="one of sky130A, ihp-sg13g2, gf180mcuD, not moon"):
        Folder(tmp_path, tmp_path, shuttle="moon")


def test_an_empty_folder_breaks_little_and_crashes_nowhere(tmp_path):
    found = broken(Folder(tmp_path, tmp_path))
    assert {"info.readable", "docs.sections", "config.readable", "test.files"} <= set(found)


def test_the_page_has_all_rules():
    text = (Path(__file__).parents[3] / "docs" / "tinytapeout.md").read_text()
    assert rules_table() in text, "put what rules_table() gives into docs/tinytapeout.md"
