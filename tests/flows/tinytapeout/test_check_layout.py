"""Rules of the layout, on small GDS files: a good one, and one for each rule with one change."""

from pathlib import Path

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.flows.tinytapeout import template as templates
from tinynpu.flows.tinytapeout.check import RULES
from tinynpu.flows.tinytapeout.pinout import PORTS
from tinynpu.flows.tinytapeout.rules import Status, apply_rule
from tinynpu.flows.tinytapeout.shuttle import SHUTTLES
from tinynpu.flows.tinytapeout.template import find_template, read_template

db = pytest.importorskip("klayout.db")
pytest.importorskip("yaml")

TOP, TILES = "tt_um_tinynpu", "1x1"
TEMPLATES = Path(__file__).resolve().parents[4] / "shared" / "tinytapeout"


def template_text(shuttle, units=1000):
    """A DEF in the form of TinyTapeout's, pins side by side at the top."""
    width, height = (round(units * um) for um in shuttle.sizes[TILES])
    names = [
        (f"{name}[{bit}]" if count > 1 else name, way)
        for name, (way, count) in PORTS.items()
        for bit in range(count)
    ]
    pins = [
        f"    - {name} + NET {name} + DIRECTION {way.upper()} + USE SIGNAL\n      + PORT\n"
        f"        + LAYER met4 ( {-units * 15 // 100} {-units // 2} ) ( {units * 15 // 100} {units // 2} )\n"
        f"        + PLACED ( {units * (20 + 3 * i)} {height - units // 2} ) N ;\n"
        for i, (name, way) in enumerate(names)
    ]
    return (
        f"VERSION 5.8 ;\nDESIGN t ;\nUNITS DISTANCE MICRONS {units} ;\n"
        f"DIEAREA ( 0 0 ) ( {width} {height} ) ;\nPINS {len(pins)} ;\n{''.join(pins)}END PINS\nEND DESIGN\n"
    )


def draw(shuttle, template):
    """A layout with outline, pins and power; a cell below."""
    layout = db.Layout()
    layers = shuttle.layers
    top, below = layout.create_cell(TOP), layout.create_cell("below")
    metal, pin, boundary = (
        layout.layer(*layer) for layer in (layers.metal, layers.pin, layers.boundary)
    )
    label = layout.layer(*layers.label[0])
    top.shapes(boundary).insert(db.Box(0, 0, template.width, template.height))
    for entry in template.pins:
        box = db.Box(*entry.box)
        for layer in {metal, pin}:
            top.shapes(layer).insert(box)
        center = box.center()
        top.shapes(label).insert(db.Text(entry.name, db.Trans(center.x, center.y)))
    half = round(500 * layers.power_width_um)
    for number, name in enumerate(("VPWR", "VGND")):
        x = 6000 + 6000 * number
        for layer in {metal, pin}:
            box = db.Box(x - half, 2720, x + half, template.height - 2720)
            top.shapes(layer).insert(box)
        top.shapes(label).insert(db.Text(name, db.Trans(x, 5000)))
    below.shapes(metal).insert(db.Box(0, 0, 300, 300))
    top.insert(db.CellInstArray(below.cell_index(), db.Trans(30000, 30000)))
    return layout, top


@pytest.fixture(params=["sky130A", "gf180mcuD"])
def shuttle(request):
    return SHUTTLES[request.param]


@pytest.fixture
def checked(changed, tmp_path):
    """Rules that a layout breaks after a change of it."""

    def check(shuttle, change=lambda layout, top: None):
        text = template_text(shuttle, 2000 if shuttle.name == "gf180mcuD" else 1000)
        folder = tmp_path / "templates"
        folder.mkdir()
        (folder / shuttle.template.format(tiles=TILES)).write_text(text)
        layout, top = draw(shuttle, read_template(text))
        change(layout, top)
        layout.write(str(tmp_path / "t.gds"))
        project = changed(kept=(), shuttle=shuttle.name, gds=tmp_path / "t.gds", template=folder)
        found = [apply_rule(rule, project) for rule in RULES if rule.name.startswith("layout.")]
        assert not [o for o in found if o.status is Status.SKIPPED and o.rule.name == "layout.top"]
        return {o.rule.name: o.details for o in found if o.status is Status.FAILED}

    return check


def box_on(layer, box):
    return lambda layout, top: top.shapes(layout.layer(*layer)).insert(db.Box(*box))


def shapes_at(layout, top, layers, x, y):
    """Shapes of the top cell at a place."""
    return [
        (layer, shape)
        for layer in layers
        for shape in top.shapes(layout.layer(*layer)).each()
        if not shape.is_text() and shape.bbox().contains(db.Point(x, y))
    ]


SKY = SHUTTLES["sky130A"]


def move_pin(layout, top):
    for layer, shape in shapes_at(layout, top, [SKY.layers.pin], 20000, 111000):
        box = shape.bbox()
        shape.delete()
        top.shapes(layout.layer(*layer)).insert(box.moved(10, 0))


def rename_pin(layout, top):
    for shape in top.shapes(layout.layer(71, 5)).each():
        if shape.text_string == "ui_in[3]":
            shape.text_string = "ui_in[99]"


def narrow(layout, top):
    for _, shape in shapes_at(layout, top, [SKY.layers.metal, SKY.layers.pin], 6000, 5000):
        shape.box = db.Box(5450, 2720, 6550, 108800)


def shorten(layout, top):
    for _, shape in shapes_at(layout, top, [SKY.layers.metal, SKY.layers.pin], 12000, 5000):
        shape.box = db.Box(11400, 2720, 12600, 101000)


def no_ground(layout, top):
    shapes = top.shapes(layout.layer(71, 5))
    for shape in list(shapes.each()):
        if shape.text_string == "VGND":
            shape.delete()


def second_top(layout, top):
    layout.create_cell("other").shapes(layout.layer(71, 20)).insert(db.Box(0, 0, 10, 10))


def other_outline(layout, top):
    shapes = top.shapes(layout.layer(*SKY.layers.boundary))
    shapes.clear()
    shapes.insert(db.Box(0, 0, 161010, 111520))


def rename_cell(layout, top):
    layout.cell("below").name = "below#1"


BROKEN = [
    ("layout.top", lambda layout, top: setattr(top, "name", "tt_um_other"), "must be tt_um_tinynpu"),
    ("layout.outline", other_outline, "(161.01, 111.52) µm, and 1x1 tiles are"),
    ("layout.outline", box_on((68, 20), (-10, 0, 500, 500)), "shapes outside"),
    ("layout.outline", lambda layout, top: top.shapes(layout.layer(235, 4)).clear(), "no outline"),
    ("layout.pins", move_pin, "is not at (19.85, 110.52)"),
    ("layout.pins", rename_pin, "ui_in[3] has the names ui_in[99]"),
    ("layout.power", narrow, "narrower than 1.2 µm"),
    ("layout.power", shorten, "ends more than 10 µm"),
    ("layout.power", no_ground, "no strip with the name VGND"),
    ("layout.forbidden", box_on((72, 20), (0, 0, 500, 500)), "met5.drawing (72/20)"),
    ("layout.zero-area", box_on((68, 20), (0, 0, 0, 500)), "Cell tt_um_tinynpu has 1 on layer 68/20"),
    ("layout.names", rename_cell, "below#1"),
]  # fmt: skip


def test_every_rule_has_a_test():
    rules = [rule.name for rule in RULES if rule.name.startswith("layout.")]
    assert list(dict.fromkeys(name for name, _, _ in BROKEN)) == rules


def test_a_good_layout(checked, shuttle):
    assert checked(shuttle) == {}


@pytest.mark.parametrize(("name", "change", "sentence"), BROKEN)
def test_one_change_breaks_one_rule(checked, name, change, sentence):
    found = checked(SKY, change)
    assert list(found) == [name], found
    assert sentence in " ".join(found[name])


def test_two_top_cells(checked):
    assert list(checked(SKY, second_top)) == ["layout.top"]


def test_no_layout_at_all(changed, tmp_path):
    (tmp_path / "t.gds").write_bytes(b"no layout")
    folder = changed(kept=(), gds=tmp_path / "t.gds")
    outcomes = {rule.name: apply_rule(rule, folder) for rule in RULES if "layout" in rule.name}
    assert outcomes["layout.top"].status is Status.FAILED
    assert {o.status for n, o in outcomes.items() if n != "layout.top"} == {Status.SKIPPED}


def test_without_a_template(changed, tmp_path, monkeypatch):
    monkeypatch.delenv(templates.VARIABLE, raising=False)
    monkeypatch.setattr(templates, "_CHECKOUT", tmp_path / "none")
    (tmp_path / "t.gds").write_bytes(b"")
    folder = changed(kept=(), gds=tmp_path / "t.gds")
    (rule,) = (rule for rule in RULES if rule.name == "layout.pins")
    outcome = apply_rule(rule, folder)
    assert outcome.status is Status.SKIPPED
    assert "tt_block_1x1_pg.def is not here" in outcome.details[0]


def test_templates_that_a_variable_names_must_be_there(tmp_path, monkeypatch):
    monkeypatch.setenv(templates.VARIABLE, str(tmp_path / "none"))
    with pytest.raises(
        FlowError, match=r"must have tt_block_1x1_pg\.def, and .*none has not"
    ) as error:
        find_template(SKY, TILES, None)
    assert type(error.value) is FlowError


CLK = "- clk + NET clk + DIRECTION INPUT"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("MICRONS 1000", "MICRONS 0", "must be a DEF with UNITS, DIEAREA and PINS."),
        ("MICRONS 1000", "MICRONS 2000", "must be 161 × 111.52 µm for 1x1 tiles on sky130A, not 80.5 × 55.76 µm"),
        ("( 161000 111520 )", "( 161000 225760 )", "not 161 × 225.76 µm"),
        ("( 0 0 )", "( -10 0 )", "a DIEAREA from (0, 0)"),
        ("END PINS", "", "UNITS, DIEAREA and PINS"),
        ("PLACED ( 20000", "FIXED ( 20000", "have one rectangle and are PLACED, which ui_in[0] is not"),
        (CLK, CLK.replace("clk", "clock"), "43 pins once, and has 43; clk is wrong"),
        (CLK, CLK.replace("INPUT", "OUTPUT"), "43 pins once, and has 43; clk is wrong"),
        (CLK, CLK.replace("clk", "ena"), "43 pins once, and has 43; clk is wrong"),
        ("PINS 43", "größer\nPINS 43", "must be UTF-8 text, and is not"),
    ],
)  # fmt: skip
def test_templates_that_are_none(tmp_path, old, new, sentence):
    text = template_text(SKY)
    assert old in text
    path = tmp_path / SKY.template.format(tiles=TILES)
    path.write_bytes(text.replace(old, new, 1).encode("latin-1"))
    with pytest.raises(FlowError) as error:
        find_template(SKY, TILES, tmp_path)
    assert sentence in str(error.value)
    assert type(error.value) is FlowError


@pytest.mark.skipif(not TEMPLATES.is_dir(), reason="needs TinyTapeout's templates")
@pytest.mark.parametrize("tiles", SKY.sizes)
def test_tinytapeouts_templates(tiles):
    template = find_template(SKY, tiles, None)
    assert (template.width, template.height) == tuple(round(1000 * um) for um in SKY.sizes[tiles])
    assert len(template.pins) == 43
    assert {pin.layer for pin in template.pins} == {"met4"}
