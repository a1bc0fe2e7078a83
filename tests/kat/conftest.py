"""Two vector sets, written once: one run of the core, and two with a step of the host between."""

import numpy as np
import pytest

from tinynpu.bench.reference import random_inputs
from tinynpu.compiler import compile_model
from tinynpu.compiler.tflite_writer import write_tflite
from tinynpu.demo.digits import MODEL
from tinynpu.kat import make_vectors, write_vectors
from tinynpu.testing.configs import DEFAULT_CONFIGS
from tinynpu.testing.operators import OperatorBuilder

CONFIG = DEFAULT_CONFIGS[0]
SEED = 2026


def small_model() -> bytes:
    """Convolution, softmax (which the host runs), convolution."""
    builder = OperatorBuilder(np.random.default_rng(SEED))
    builder._clamp = lambda: (-128, 127)
    x = builder.softmax(builder.conv2d(builder.input((1, 3, 3, 4)), 8, (1, 1)))
    return write_tflite(builder.graph(builder.conv2d(x, 4, (1, 1))))


def vectors_of(model: bytes, config=CONFIG, seed=SEED):
    program = compile_model(model, config)
    return make_vectors(program, random_inputs(program, seed, 0), seed=seed)


@pytest.fixture(scope="session")
def vector_sets():
    """The vectors by name."""
    return {"digits": vectors_of(MODEL.read_bytes()), "small": vectors_of(small_model())}


@pytest.fixture(scope="session")
def folders(vector_sets, tmp_path_factory):
    """Their folders by name; not to be changed."""
    parent = tmp_path_factory.mktemp("kat")
    for name, vectors in vector_sets.items():
        write_vectors(vectors, parent / name)
    return {name: parent / name for name in vector_sets}
