"""What the pins of the tile are called in TinyTapeout's datasheet; `docs/tile.md` describes them."""

from tinynpu.arch.tile import TileConfig

__all__ = ["PINS", "PORTS", "pin_texts"]

PORTS: dict[str, tuple[str, int]] = {
    "ui_in": ("input", 8),
    "uo_out": ("output", 8),
    "uio_in": ("input", 8),
    "uio_out": ("output", 8),
    "uio_oe": ("output", 8),
    "ena": ("input", 1),
    "clk": ("input", 1),
    "rst_n": ("input", 1),
}
"""Direction and width of each port of a top module; there are no others."""

PINS = tuple(f"{bank}[{bit}]" for bank in ("ui", "uo", "uio") for bit in range(8))
"""Keys of the pinout."""

_SPI = {
    "ui[0]": "SPI SCK",
    "ui[1]": "SPI CS, low",
    "ui[2]": "SPI MOSI",
    "uo[0]": "SPI MISO",
}


def pin_texts(config: TileConfig) -> dict[str, str]:
    """A few words for each pin."""
    texts = dict.fromkeys(PINS, "")
    for bit in range(8):
        texts[f"ui[{bit}]"] = f"data in {bit}"
        texts[f"uo[{bit}]"] = f"data out {bit}"
    texts["uo[0]"] += " / error"
    texts["uo[1]"] += " / not idle"
    texts["uio[0]"] = "strobe (in)"
    texts["uio[1]"] = "ready (out)"
    texts["uio[2]"] = "valid (out)"
    texts["uio[3]"] = "soft reset by a change (in)"
    for bit in range(4):
        texts[f"uio[{4 + bit}]"] = f"weight {bit} (in)"
    if config.spi:
        for pin, text in _SPI.items():
            texts[pin] += f" / {text}"
        texts["uio[3]"] = "SPI instead of parallel port, soft reset by a change (in)"
    return texts
