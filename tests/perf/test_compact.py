"""Cycle model of the compact core against its RTL."""

import numpy as np
import pytest

from tinynpu.arch.presets import preset
from tinynpu.compiler import compile_model, read_model
from tinynpu.models import find_model
from tinynpu.perf import estimate
from tinynpu.rtl import Simulator
from tinynpu.runtime.device import MachineDevice
from tinynpu.testing.models_dir import NO_MODELS, models_dir

pytestmark = pytest.mark.skipif(models_dir() is None, reason=NO_MODELS)
SEED = 3
CONFIG = preset("compact")
LARGE = CONFIG.replace(banks=5)


@pytest.mark.parametrize(
    ("name", "config", "latency", "beat_cycles"),
    [
        ("ds-cnn", LARGE, 20, 1),
        ("resnet8", LARGE, 20, 1),
        ("resnet8", LARGE, 40, 8),
        ("mobilenet", CONFIG, 20, 1),
        ("autoencoder", CONFIG, 20, 1),
    ],
)
def test_reference_models(name, config, latency, beat_cycles):
    """Within 5 %: the requantizer takes longer for values that the model does not know."""
    program = compile_model(read_model(find_model(name, models_dir())), config)
    model = estimate(program, latency=latency, beat_cycles=beat_cycles)
    rng = np.random.default_rng(SEED)
    inputs = [rng.integers(-128, 128, t.shape).astype(np.int8) for t in program.inputs]
    options = {"latency": latency, "beat_cycles": beat_cycles, "max_cycles": 50_000_000}
    with Simulator(config, **options) as rtl:
        counters = MachineDevice(rtl).run(program, inputs).result.counters
    print("seed", SEED, name, model.cycles, counters["cycles"])
    assert abs(model.cycles / counters["cycles"] - 1) <= 0.05
    for name_of, exact in (("read_beats", 0), ("write_beats", 0), ("commands", 0)):
        assert abs(model.counters[name_of] - counters[name_of]) <= exact
    assert model.counters["array_active"] == counters["array_active"]
