"""Vela's estimates: of real models, of a stand-in that is always there, kept, refused."""

import importlib.metadata
import json

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.bench.vela import vela_estimate
from tinynpu.demo.digits import MODEL
from tinynpu.models import MODELS, find_model
from tinynpu.testing.models_dir import NO_MODELS, models_dir

try:
    importlib.metadata.version("ethos-u-vela")
    VELA = True
except importlib.metadata.PackageNotFoundError:
    VELA = False
needs_vela = pytest.mark.skipif(not VELA, reason="needs Vela: pip install 'tinynpu[bench]'")

STAND_IN = """#!/bin/sh
test "$1" = --version && echo 9.9 && exit
test -e {folder}/no && echo first && echo no such operator && exit 1
echo run >> {folder}/runs
echo the log
mkdir -p vela
cat > vela/model_summary_x.csv <<EOF
core_clock,sram_memory_used,off_chip_flash_memory_used,nn_macs,cycles_npu,{total}
500000000.0,1.5,2.25,640,11,13
EOF
cat > vela/model_per-layer.csv <<EOF
NNG Operator,Target,Op Cycles,NPU,MAC Count,Name
Conv2D,NPU,13,11,640,a
Exp,CPU,0,0,0,b
EOF
"""


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("TINYNPU_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("TINYNPU_VELA", raising=False)


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    def make(total="cycles_total"):
        path = tmp_path / "vela.sh"
        path.write_text(STAND_IN.format(folder=tmp_path, total=total))
        path.chmod(0o755)
        monkeypatch.setenv("TINYNPU_VELA", str(path))

    return make


def test_tables_are_read_and_kept(tmp_path, stand_in):
    stand_in()
    first = vela_estimate(MODEL, tmp_path / "first")
    assert first is not None
    assert (first.version, first.total_cycles, first.npu_cycles, first.macs) == ("9.9", 13, 11, 640)
    assert (first.sram_bytes, first.flash_bytes, first.clock_hz) == (1536, 2304, 500_000_000)
    assert [(x.name, x.operator, x.cycles, x.on_npu) for x in first.layers] == [
        ("a", "Conv2D", 13, True),
        ("b", "Exp", 0, False),
    ]
    assert first.cpu_operators == 1
    assert first.log.read_text() == "the log\n"
    again = vela_estimate(MODEL, tmp_path / "again")
    assert again is not None
    assert again.total_cycles == 13
    assert again.log == tmp_path / "again" / "vela.log"
    assert again.log.read_text() == "the log\n"
    assert (tmp_path / "runs").read_text() == "run\n"
    # What is kept is not trusted blindly, and another model is another run.
    (kept,) = (tmp_path / "cache" / "vela").glob("*.json")
    kept.write_text("{")
    vela_estimate(MODEL, tmp_path / "again")
    json.loads(kept.read_text())
    other = tmp_path / "other.tflite"
    other.write_bytes(b"other")
    vela_estimate(other, tmp_path / "again")
    assert (tmp_path / "runs").read_text() == "run\n" * 3


def test_failures_are_sentences(tmp_path, stand_in, monkeypatch):
    stand_in()
    (tmp_path / "no").touch()
    with pytest.raises(
        FlowError, match=r"must accept the model digits.tflite \(no such operator\)"
    ):
        vela_estimate(MODEL, tmp_path / "work")
    assert "first" in (tmp_path / "work" / "vela.log").read_text()
    (tmp_path / "no").unlink()
    stand_in(total="cycles_of_tomorrow")
    with pytest.raises(
        FlowError, match=r"must be of the known form \(KeyError\('cycles_total'\)\)"
    ):
        vela_estimate(MODEL, tmp_path / "work")
    with pytest.raises(FlowError, match=r"absent must be accessible \(No such file"):
        vela_estimate(tmp_path / "absent", tmp_path / "work")
    monkeypatch.setenv("TINYNPU_VELA", str(tmp_path / "nothing"))
    with pytest.raises(FlowError, match="TINYNPU_VELA must name an executable"):
        vela_estimate(MODEL, tmp_path / "work")


def test_without_vela(tmp_path, monkeypatch):
    def absent(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", absent)
    assert vela_estimate(MODEL, tmp_path) is None


@needs_vela
def test_demo_model(tmp_path):
    estimate = vela_estimate(MODEL, tmp_path)
    assert estimate is not None
    assert estimate.version == importlib.metadata.version("ethos-u-vela")
    assert estimate.total_cycles >= estimate.npu_cycles > estimate.macs / 64 > 0
    assert sum(layer.cycles for layer in estimate.layers) == estimate.total_cycles
    assert sum(layer.macs for layer in estimate.layers) == estimate.macs
    assert estimate.cpu_operators == 0
    damaged = tmp_path / "damaged.tflite"
    damaged.write_bytes(MODEL.read_bytes()[:100])
    with pytest.raises(FlowError, match=r"must accept the model damaged\.tflite"):
        vela_estimate(damaged, tmp_path / "damaged")


@needs_vela
@pytest.mark.skipif(models_dir() is None, reason=NO_MODELS)
@pytest.mark.parametrize("name", MODELS)
def test_reference_models(name, tmp_path):
    estimate = vela_estimate(find_model(name, models_dir()), tmp_path)
    assert estimate is not None
    macs = {"resnet8": 12.5e6, "ds-cnn": 2.66e6, "mobilenet": 7.49e6, "autoencoder": 0.264e6}[name]
    assert estimate.macs == pytest.approx(macs, rel=0.01)
    assert estimate.total_cycles >= estimate.npu_cycles
    assert estimate.cpu_operators == 0
