import numpy as np
import pytest

from tinynpu.flows.asic.liberty import read_cells
from tinynpu.flows.asic.wire_load import WireLoad

CELL = "cell (inv) { area : 1.0; }"


def wires(text):
    library, _ = read_cells(f"library (small) {{ {text}\n{CELL} }}", lambda name, body: True)
    return WireLoad.of(library)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("capacitance : 0.1; fanout_length (1, 10.0); fanout_length (3, 40.0);", [1.0, 2.5, 4.0, 5.5]),
        ("capacitance : 0.1; slope : 2.0; fanout_length (3, 40.0); fanout_length (1, 10.0);", [1.0, 2.5, 4.0, 4.2]),
        ("capacitance : 0.1; fanout_length (2, 10.0);", [0.5, 1.0, 1.5, 2.0]),
        ("capacitance : 0.1; slope : 30.0; fanout_length (2, 10.0);", [0.5, 1.0, 4.0, 7.0]),
    ],
)  # fmt: skip
def test_lengths(text, expected):
    found = wires(f'wire_load ("Short") {{ {text} }}')
    assert found.capacitance(np.arange(1, 5)) == pytest.approx(expected)


def test_the_default_is_chosen():
    loads = "".join(
        f'wire_load ("{name}") {{ capacitance : {unit}; fanout_length (1, 1.0); }}\n'
        for name, unit in (("Small", 1.0), ("Large", 2.0))
    )
    assert wires(f"default_wire_load : Large;\n{loads}").unit == 2.0
    assert wires(loads).unit == 1.0
    assert wires("").capacitance(np.array([1, 5])).tolist() == [0.0, 0.0]
