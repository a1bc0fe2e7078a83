"""What the shuttles of TinyTapeout give a project: tiles, cells, layers, the tags of their tools."""

import dataclasses

from tinynpu.arch.errors import ConfigurationError

__all__ = ["SHUTTLES", "Layers", "Library", "Shuttle", "find_shuttle"]

Layer = tuple[int, int]
"""Number and data type in GDS."""


@dataclasses.dataclass(frozen=True)
class Library:
    """Standard cells.

    Members
    -------
    name
        As LibreLane calls them; with ``SCL_`` before it, a macro of the preprocessor.
    liberty
        Typical corner, below the folder of the cells in ciel's layout.
    models
        Verilog for simulation, below ``$PDK_ROOT/<process>``.
    unused
        Cells that synthesis does not take, as patterns.
    tie
        Cells and pins of a constant 1 and a constant 0.
    margin_um
        Left and right, bottom and top, between the outline and the rows of cells, with the template's factors.
    """

    name: str
    liberty: str
    models: tuple[str, ...]
    unused: tuple[str, ...]
    tie: tuple[tuple[str, str], tuple[str, str]]
    margin_um: tuple[float, float]


@dataclasses.dataclass(frozen=True)
class Layers:
    """Of a layout.

    Members
    -------
    boundary
        The project's outline.
    metal, pin, label
        Shapes, pins and names on the layer of the pins. A process without a layer for pins has the shapes' again.
    forbidden
        By name: layers of the chip's own wires over the tiles.
    power_width_um
        Least width of a power strap.
    """

    boundary: Layer
    metal: Layer
    pin: Layer
    label: tuple[Layer, ...]
    forbidden: dict[str, Layer]
    power_width_um: float


@dataclasses.dataclass(frozen=True)
class Shuttle:
    """A process that projects are made in.

    Members
    -------
    name
        Of the process, as TinyTapeout's actions take it.
    tag
        Of the actions.
    template
        DEF of a number of tiles, with ``{tiles}``.
    power_pins
        The netlist of the layout has pins VPWR and VGND.
    sizes
        Width and height in µm by the number of tiles.
    library, layers
        Standard cells; layers of the layout.
    """

    name: str
    tag: str
    template: str
    power_pins: bool
    sizes: dict[str, tuple[float, float]]
    library: Library
    layers: Layers

    def core_area(self, tiles: str) -> float:
        """Area for cells in µm²: the tiles without the margins at the edges."""
        (width, height), (beside, above) = self.sizes[tiles], self.library.margin_um
        return (width - 2 * beside) * (height - 2 * above)


# Sizes, templates, layers: TinyTapeout/tt-support-tools, tech/*/tile_sizes.yaml, tech.py, precheck/tech_data.py.
# Tags: the templates of the shuttles. Margins: LEFT_MARGIN_MULT and others times sites and rows of the cells.
SHUTTLES: dict[str, Shuttle] = {
    shuttle.name: shuttle
    for shuttle in (
        Shuttle(
            name="sky130A",
            tag="ttsky26d",
            template="tt_block_{tiles}_pg.def",
            power_pins=True,
            sizes={
                "1x1": (161.00, 111.52),
                "1x2": (161.00, 225.76),
                "2x2": (334.88, 225.76),
                "3x2": (508.76, 225.76),
                "3x4": (508.76, 511.36),
                "4x2": (682.64, 225.76),
                "4x4": (682.64, 511.36),
                "5x4": (856.52, 511.36),
                "6x2": (1030.40, 225.76),
                "6x4": (1030.40, 511.36),
                "8x2": (1378.16, 225.76),
                "8x4": (1378.16, 511.36),
            },
            library=Library(
                name="sky130_fd_sc_hd",
                liberty="lib/sky130_fd_sc_hd__tt_025C_1v80.lib",
                models=(
                    "libs.ref/sky130_fd_sc_hd/verilog/primitives.v",
                    "libs.ref/sky130_fd_sc_hd/verilog/sky130_fd_sc_hd.v",
                ),
                unused=(
                    "*__probe*",
                    "*__lpflow_*",
                    "*__dly*",
                    "*__clkdly*",
                    "*__clkbuf_*",
                    "*__edf*",
                ),
                tie=(("sky130_fd_sc_hd__conb_1", "HI"), ("sky130_fd_sc_hd__conb_1", "LO")),
                margin_um=(6 * 0.46, 2.72),
            ),
            layers=Layers(
                boundary=(235, 4),
                metal=(71, 20),
                pin=(71, 16),
                label=((71, 5), (71, 16)),
                forbidden={"met5.drawing": (72, 20), "met5.pin": (72, 16), "met5.label": (72, 5)},
                power_width_um=1.2,
            ),
        ),
        Shuttle(
            name="ihp-sg13g2",
            tag="ttihp27a",
            template="tt_block_{tiles}_pgvdd.def",
            power_pins=False,
            sizes={
                "1x1": (202.08, 154.98),
                "1x2": (202.08, 313.74),
                "2x2": (419.52, 313.74),
                "3x2": (636.96, 313.74),
                "3x4": (636.96, 710.64),
                "4x2": (854.40, 313.74),
                "4x4": (854.40, 710.64),
                "5x4": (1071.84, 710.64),
                "6x2": (1289.28, 313.74),
                "6x4": (1289.28, 710.64),
                "8x2": (1724.16, 313.74),
                "8x4": (1724.16, 710.64),
            },
            library=Library(
                name="sg13g2_stdcell",
                liberty="lib/sg13g2_stdcell_typ_1p20V_25C.lib",
                models=(
                    "libs.ref/sg13g2_io/verilog/sg13g2_io.v",
                    "libs.ref/sg13g2_stdcell/verilog/sg13g2_stdcell.v",
                ),
                unused=("*_lgcp_*", "*_slgcp_*", "*_dlygate4sd*", "*_sighold", "*_antennanp"),
                tie=(("sg13g2_tiehi", "L_HI"), ("sg13g2_tielo", "L_LO")),
                margin_um=(6 * 0.48, 3.78),
            ),
            layers=Layers(
                boundary=(189, 4),
                metal=(126, 0),
                pin=(126, 2),
                label=((126, 25), (126, 1), (126, 2)),
                forbidden={
                    "TopMetal2.drawing": (134, 0),
                    "TopMetal2.pin": (134, 2),
                    "TopMetal2.label": (134, 1),
                },
                power_width_um=2.1,
            ),
        ),
        Shuttle(
            name="gf180mcuD",
            tag="ttgf26c",
            template="tt_block_{tiles}_pgvdd.def",
            power_pins=True,
            sizes={
                "1x1": (346.64, 160.72),
                "1x2": (346.64, 325.36),
                "2x2": (711.20, 325.36),
                "3x2": (1075.76, 325.36),
                "3x4": (1075.76, 736.96),
                "4x2": (1440.32, 325.36),
                "4x4": (1440.32, 736.96),
            },
            library=Library(
                name="gf180mcu_fd_sc_mcu7t5v0",
                liberty="lib/gf180mcu_fd_sc_mcu7t5v0__tt_025C_3v30.lib",
                models=(
                    "libs.ref/gf180mcu_fd_sc_mcu7t5v0/verilog/primitives.v",
                    "libs.ref/gf180mcu_fd_sc_mcu7t5v0/verilog/gf180mcu_fd_sc_mcu7t5v0.v",
                ),
                unused=("*__dly*", "*__icgt*", "*__hold", "*__clkbuf_*", "*__clkinv_*"),
                tie=(
                    ("gf180mcu_fd_sc_mcu7t5v0__tieh", "Z"),
                    ("gf180mcu_fd_sc_mcu7t5v0__tiel", "ZN"),
                ),
                margin_um=(6 * 0.56, 3.92),
            ),
            layers=Layers(
                boundary=(0, 0),
                metal=(46, 0),
                pin=(46, 0),
                label=((46, 10), (46, 0)),
                forbidden={"Metal5": (81, 0), "Metal5_Label": (81, 10)},
                power_width_um=1.2,
            ),
        ),
    )
}
"""Every process, by its name."""


def find_shuttle(name: str) -> Shuttle:
    """The shuttle of a name.

    Raises
    ------
    ConfigurationError
        There is none.
    """
    if name not in SHUTTLES:
        raise ConfigurationError(f"The shuttle must be one of {', '.join(SHUTTLES)}, not {name}.")
    return SHUTTLES[name]
