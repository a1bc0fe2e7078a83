from tinynpu.flows.asic.gates import clock_gate_models
from tinynpu.testing.liberty import LIBRARY


def test_clock_gates():
    (model,) = clock_gate_models(LIBRARY)
    assert model.startswith("module gate (input CLK, input EN, output G);")
    assert "if (!CLK) open = EN;" in model


def test_other_clock_gates_have_no_model():
    assert not [*clock_gate_models(LIBRARY.replace("latch_posedge", "latch_posedge_precontrol"))]
