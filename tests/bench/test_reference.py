"""References: LiteRT where it is, the golden model where it is not; bytes that differ are counted."""

import sys

import numpy as np
import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.arch.presets import preset
from tinynpu.bench.reference import differing_bytes, find_reference, random_inputs
from tinynpu.compiler import compile_model
from tinynpu.demo.digits import MODEL

DATA = MODEL.read_bytes()


def test_litert_equals_the_golden_model(monkeypatch):
    pytest.importorskip("ai_edge_litert", reason="needs LiteRT: pip install 'tinynpu[dev]'")
    values = random_inputs(compile_model(DATA, preset("base")), 1, 0)
    name, litert = find_reference(DATA)
    assert name == "LiteRT BUILTIN_REF"
    monkeypatch.setitem(sys.modules, "ai_edge_litert.interpreter", None)
    name, golden = find_reference(DATA)
    assert name == "golden model"
    assert differing_bytes(litert(values), golden(values)) == (0, 10)
    with pytest.raises(FlowError, match=r"LiteRT must run the model to be compared with \("):
        litert([np.zeros((1, 2, 3), np.int8)])


def test_a_model_that_litert_refuses(monkeypatch):
    interpreter = pytest.importorskip("ai_edge_litert.interpreter", reason="needs LiteRT")

    class Refuses(interpreter.Interpreter):
        def allocate_tensors(self):
            raise RuntimeError("no such kernel")

    monkeypatch.setattr(interpreter, "Interpreter", Refuses)
    assert find_reference(DATA)[0] == "golden model"


def test_inputs_are_those_of_the_seed():
    program = compile_model(DATA, preset("base"))
    first = random_inputs(program, 1, 0)
    assert [x.shape for x in first] == [(1, 8, 8, 1)]
    assert first[0].dtype == np.int8
    assert np.array_equal(first[0], random_inputs(program, 1, 0)[0])
    assert not np.array_equal(first[0], random_inputs(program, 1, 1)[0])
    assert not np.array_equal(first[0], random_inputs(program, 2, 0)[0])
    many = np.concatenate([random_inputs(program, 0, n)[0].ravel() for n in range(100)])
    assert (many.min(), many.max()) == (-128, 127)


def test_bytes_that_differ():
    a = np.array([1, 2, 3], np.int8)
    assert differing_bytes([a, a], [a, np.array([1, 0, 0], np.int8)]) == (2, 6)
    # One float that differs may do so in some bytes only.
    x = np.array([1.0, 2.0], np.float32)
    assert differing_bytes([x], [np.array([1.0, -2.0], np.float32)]) == (1, 8)
    # Another type or size is wrong as a whole.
    assert differing_bytes([a], [a.astype(np.uint8)]) == (3, 3)
    assert differing_bytes([a], [a[:2]]) == (3, 3)
    with pytest.raises(ValueError, match="zip"):
        differing_bytes([a], [])
