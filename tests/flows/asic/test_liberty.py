import gzip

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.liberty import read_cells, read_text
from tinynpu.testing.liberty import LIBRARY


def test_groups_lists_and_values():
    library, cells = read_cells(LIBRARY, lambda name, text: name != "gate")
    assert library.kind == "library"
    assert library.arguments == ("small",)
    assert library.values["default_wire_load"] == "Short"
    load = library.first("wire_load")
    assert load is not None
    assert load.lists == [("fanout_length", ("1", "10.0")), ("fanout_length", ("3", "30.0"))]
    assert set(cells) == {"inv", "dff"}
    (pin,) = [pin for pin in cells["inv"].all("pin") if pin.arguments == ("Y",)]
    timing = pin.first("timing")
    assert timing is not None
    rise = timing.first("cell_rise")
    assert rise is not None
    assert rise.numbers("index_2") == [0.0, 1.0]
    assert rise.numbers("values") == [1.0, 3.0, 2.0, 4.0]
    assert rise.numbers("index_3") == []


def test_only_what_is_wanted():
    assert set(read_cells(LIBRARY, lambda name, text: "setup_rising" in text)[1]) == {"dff"}


def test_packed(tmp_path):
    path = tmp_path / "small.lib.gz"
    with gzip.open(path, "wt") as file:
        file.write(LIBRARY)
    assert read_text(path) == LIBRARY


def test_mistakes(tmp_path):
    with pytest.raises(FlowError, match=r"The library .*none.lib must be readable"):
        read_text(tmp_path / "none.lib")
    (tmp_path / "broken.lib.gz").write_bytes(b"not packed")
    with pytest.raises(FlowError, match="must be readable"):
        read_text(tmp_path / "broken.lib.gz")
    with pytest.raises(FlowError, match="must have cells"):
        read_cells("library (empty) { }", lambda name, text: True)
