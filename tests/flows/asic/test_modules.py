"""Equal modules become one; blocks and what is repeated stay modules."""

import json
import re

import pytest
from amaranth.back import verilog
from amaranth.hdl import Module, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.eda import tool_environment, write_shims
from tinynpu.flows.asic.modules import keep_blocks, merge_modules
from tinynpu.flows.fpga.steps import Step, run_step

pytest.importorskip("pyosys")


class Stage(wiring.Component):
    """Adds a constant, in a part of its own."""

    def __init__(self, constant):
        self.constant = constant
        super().__init__({"i": In(8), "o": Out(8)})

    def elaborate(self, platform):
        m = Module()
        m.submodules.part = part = Part(self.constant)
        m.d.comb += [part.i.eq(self.i), self.o.eq(part.o)]
        return m


class Part(Stage):
    """Two cycles later."""

    def elaborate(self, platform):
        m = Module()
        # Two signals of one name: the second gets a number.
        value, other = Signal(8, name="value"), Signal(8, name="value")
        m.d.sync += [value.eq(self.i + self.constant), other.eq(value ^ self.i)]
        m.d.comb += self.o.eq(other)
        return m


class Stages(wiring.Component):
    """Side by side."""

    def __init__(self, constants):
        self.constants = constants
        super().__init__(
            {
                f"{side}_{i}": (In if side == "i" else Out)(8)
                for i in range(len(constants))
                for side in "io"
            }
        )

    def elaborate(self, platform):
        m = Module()
        for number, constant in enumerate(self.constants):
            m.submodules[f"stage_{number}"] = stage = Stage(constant)
            value = Signal(8, name="value")
            m.d.sync += value.eq(getattr(self, f"i_{number}"))
            m.d.comb += [stage.i.eq(value), getattr(self, f"o_{number}").eq(stage.o)]
        return m


def text_of(constants):
    return verilog.convert(Stages(constants), name="top", strip_internal_attrs=True, emit_src=False)


def names(text):
    return re.findall(r"^module (\S+)", text, re.MULTILINE)


def test_equal_modules_become_one():
    merged = merge_modules(text_of([5, 5, 7, 5]))
    assert names(merged) == [
        "top", "\\top.stage_0", "\\top.stage_0.part", "\\top.stage_2", "\\top.stage_2.part",
    ]  # fmt: skip
    assert len(re.findall(r"^  \\top.stage_0  ", merged, re.MULTILINE)) == 3


def test_merging_twice_changes_nothing():
    merged = merge_modules(text_of([5, 5, 7, 5]))
    assert merge_modules(merged) == merged


def test_what_differs_stays():
    assert len(names(merge_modules(text_of([1, 2, 3])))) == 7


def test_blocks_stay_and_what_is_repeated():
    kept = keep_blocks(merge_modules(text_of([5, 5, 7])), "top")
    marked = re.findall(r"^\(\* keep_hierarchy \*\)\nmodule (\S+)", kept, re.MULTILINE)
    assert marked == [name for name in names(kept) if name != "top"]


@pytest.mark.parametrize("constants", [[5, 5, 7, 5], [1, 1, 1, 1, 1]])
def test_the_circuit_is_the_same(tmp_path, constants):
    """Both versions, flattened, are proved equal by induction."""
    text = text_of(constants)
    (tmp_path / "gold.v").write_text(text)
    (tmp_path / "gate.v").write_text(merge_modules(text))
    (tmp_path / "s.ys").write_text(
        "read_verilog gold.v\nprep -flatten -top top\nrename top gold\ndesign -stash gold\n"
        "read_verilog gate.v\nprep -flatten -top top\nrename top gate\ndesign -stash gate\n"
        "design -copy-from gold gold\ndesign -copy-from gate gate\n"
        "equiv_make gold gate equiv\nequiv_simple equiv\nequiv_induct equiv\n"
        "equiv_status -assert equiv\nstat\nwrite_json out.json\n"
    )
    write_shims(tmp_path / "bin", ["yosys"])
    step = Step(("yosys", "-q", "-s", "s.ys"), ("out.json",), ("gate.v",))
    run_step(step, tmp_path, tool_environment(tmp_path / "bin"))
    assert "equiv" in json.loads((tmp_path / "out.json").read_text())["modules"]
