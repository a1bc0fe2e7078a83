import numpy as np
import pytest

from tinynpu.flows.asic.liberty import read_cells
from tinynpu.flows.asic.lookup import Table, Tables

LIBRARY = """\
library (tables) {
  lu_table_template (plain) { variable_1 : input_net_transition; variable_2 : total_output_net_capacitance; }
  lu_table_template (turned) { variable_1 : total_output_net_capacitance; variable_2 : input_net_transition; }
  lu_table_template (points) { variable_1 : input_net_transition; index_1 ("0.0, 2.0"); }
  cell (all) {
    square (plain) { index_1 ("0.0, 1.0"); index_2 ("0.0, 2.0"); values ("1.0, 3.0", "2.0, 8.0"); }
    wide (plain) { index_1 ("0.0, 1.0"); index_2 ("0.0, 1.0, 3.0"); values ("0.0, 1.0, 2.0", "0.0, 1.0, 4.0"); }
    turned (turned) { index_1 ("0.0, 2.0"); index_2 ("0.0, 1.0"); values ("1.0, 2.0", "3.0, 8.0"); }
    column (points) { values ("5.0", "9.0"); }
    scalar (scalar) { values ("7.0"); }
  }
}
"""
KINDS = ("square", "wide", "turned", "column", "scalar")


@pytest.fixture(scope="module")
def tables():
    library, cells = read_cells(LIBRARY, lambda name, text: True)
    templates = {group.arguments[0]: group for group in library.all("lu_table_template")}
    return {group.kind: Table(group, templates) for group in cells["all"].groups}


@pytest.mark.parametrize(
    ("kind", "x", "y", "value"),
    [
        ("square", 0.0, 0.0, 1.0),
        ("square", 1.0, 2.0, 8.0),
        ("square", 0.5, 1.0, 3.5),  # between 2 and 5
        ("square", 2.0, 0.0, 3.0),  # beyond its end
        ("square", 0.0, -1.0, 0.0),  # before its begin
        ("square", 2.0, 4.0, 23.0),  # 5 at transition 0, 14 at 1
        ("wide", 0.0, 2.0, 1.5),
        ("wide", 1.0, 5.0, 7.0),
        ("wide", 0.0, 0.5, 0.5),
        ("turned", 0.5, 1.0, 3.5),
        ("turned", 1.0, 0.0, 2.0),
        ("column", 1.0, 123.0, 7.0),
        ("column", 3.0, 0.0, 11.0),
        ("scalar", -5.0, 99.0, 7.0),
    ],
)
def test_values(tables, kind, x, y, value):
    assert Tables([tables[kind]])(0, x, y) == value
    # Beside tables of other sizes, in an array.
    among = Tables([tables[each] for each in KINDS])
    found = among(np.array([KINDS.index(kind), 4]), np.array([x, 0.0]), np.array([y, 0.0]))
    assert found.tolist() == [value, 7.0]


def test_no_tables():
    assert not len(Tables([])(np.zeros(0, dtype=int), np.zeros(0), np.zeros(0)))
