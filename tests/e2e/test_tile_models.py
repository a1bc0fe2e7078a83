"""MLPerf Tiny models on tiles against the reference kernels of LiteRT: every byte."""

import pytest

from tinynpu.arch.tile_presets import TILES
from tinynpu.bench.tile import measure_tile, prepare_tile
from tinynpu.models import MODELS
from tinynpu.testing.models_dir import NO_MODELS, models_dir

pytestmark = pytest.mark.skipif(models_dir() is None, reason=NO_MODELS)


def check(model, tile, inputs):
    name, program = prepare_tile(model, TILES[tile], models_dir())
    found = measure_tile(name, program, "tt-sim", inputs=inputs)
    assert found.reference == "LiteRT BUILTIN_REF"
    assert (found.mismatched_bytes, found.inputs) == (0, inputs)
    assert found.output_bytes
    counted = tuple(layer.count(program.config).cycles for layer in program.layers)
    assert found.cycles == counted


def test_keyword_spotting():
    check("ds-cnn", "1x2", 2)


@pytest.mark.slow
@pytest.mark.parametrize("tile", TILES)
@pytest.mark.parametrize("model", MODELS)
def test_all_models(model, tile):
    check(model, tile, 3)
