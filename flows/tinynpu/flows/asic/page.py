"""HTML page of a run to silicon views."""

import html
import itertools
import json
from collections.abc import Callable, Mapping
from typing import Any

from tinynpu.flows.asic.area import GROUPS, Areas
from tinynpu.flows.asic.blocks import OTHER
from tinynpu.flows.asic.charts import PALETTE, STYLE, Part, bars, cards, legend, stack, table
from tinynpu.flows.asic.inference import InferencePower
from tinynpu.flows.asic.layout import ADDED, Layout
from tinynpu.flows.asic.pdk import KITS, Pdk

__all__ = ["block_colors", "page"]

_GROUP_COLORS: dict[str, str] = dict(zip(GROUPS, PALETTE, strict=False))
_POWER_COLORS = {"internal": PALETTE[0], "switching": PALETTE[1], "leakage": PALETTE[2]}
_GREY = "#9498a0"
_KINDS = 12


def block_colors(areas: Areas) -> dict[str, str]:
    """Colour of every block, in pictures and charts alike; the largest have the clearest."""
    named = [block for block in areas.blocks if block != OTHER]
    colors = [PALETTE[i % (len(PALETTE) - 1)] for i in range(len(named))]
    return dict(zip(named, colors, strict=True)) | {OTHER: _GREY, ADDED: "#c9ccd6"}


def page(
    values: Mapping[str, Any],
    areas: Areas | None = None,
    power: InferencePower | None = None,
    layout: Layout | None = None,
) -> str:
    """The page, with nothing loaded from elsewhere.

    Parameters
    ----------
    values
        `tinynpu.flows.asic.results.AsicResult` as JSON.
    areas, power, layout
        What more is known.
    """
    config = values["config"]
    title = f"{values['preset']} on {values['pdk']}"
    array = f"{config['rows']}×{config['cols']} multipliers in " if "cols" in config else ""
    colors = block_colors(areas) if areas else {}
    body = [
        f"<h1>{html.escape(title)}</h1>",
        f"<p>{array}{html.escape(KITS[Pdk(values['pdk'])].title)}. "
        f"The last step was <b>{html.escape(values['last_step'])}</b>"
        + (f": {html.escape(values['missing'])}" if values["missing"] else ".")
        + "</p>",
        _cards(values, power),
        "<h2>Layout</h2>",
        _layout(values, layout, colors),
        *(["<h2>Area by block</h2>", _blocks(areas, colors)] if areas else []),
        *(["<h2>Cells</h2>", _cells(areas)] if areas else []),
        "<h2>Timing</h2>",
        _timing(values),
        "<h2>Power by block</h2>",
        _power(values, power, colors),
        "<h2>Checks</h2>",
        _checks(values),
        "<h2>Run time</h2>",
        bars(
            [(step, [(step, s, PALETTE[0])], _time(s), "") for step, s in values["seconds"].items()]
        ),
        "<h2>Made with</h2>",
        _origin(values),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head><body>"
        + "\n".join(body)
        + "</body></html>\n"
    )


def _cards(values: Mapping[str, Any], power: InferencePower | None) -> str:
    die = values["die_area_um2"]
    use = values["utilization"]
    entries = [
        (f"{values['cell_area_um2'] / 1e6:.3f} mm²", "standard cells"),
        (
            f"{sum(values['cells'].values()):,}",
            f"cells, {values['registers']:,} registers" if values["registers"] else "cells",
        ),
        (_or_none(die, lambda v: f"{v / 1e6:.3f} mm²"), "die"),
        (_or_none(use, lambda v: f"{v:.0%}"), "of the core area used"),
        (
            _or_none(values["fmax_mhz"], lambda v: f"{v:.1f} MHz"),
            f"clock possible, {values['clock_mhz']:g} MHz wanted",
        ),
        (f"{power.estimate.total.total:.2f} mW" if power else None, "power during an inference"),
        (f"{power.energy_uj:.2f} µJ" if power else None, "energy of an inference"),
        (f"{power.gops_per_watt:.1f}" if power else None, "GOPS/W"),
    ]
    return cards(entries)


def _layout(values: Mapping[str, Any], layout: Layout | None, colors: Mapping[str, str]) -> str:
    if layout is None:
        return f"<p>Not run: nothing is placed after {html.escape(values['last_step'])}.</p>"
    entries = [
        (f"{block} ({count:,})", colors.get(block, _GREY)) for block, count in layout.cells.items()
    ]
    return (
        f"<p>{layout.width:,.0f} × {layout.height:,.0f} µm; each cell has the colour of its block."
        f'</p><div class="layout"><div>{layout.to_svg(colors)}</div>{legend(entries)}</div>'
    )


def _blocks(areas: Areas, colors: Mapping[str, str]) -> str:
    rows = []
    for block, groups in areas.blocks.items():
        area = sum(groups.values())
        rows.append(
            (block, [(block, area, colors[block])], f"{area:,.0f} µm²", f"{area / areas.total:.1%}")
        )
    found = sorted((b, k, n) for b, kinds in areas.macros.items() for k, n in kinds.items())
    macros = ", ".join(f"{count} × {kind} in {block}" for block, kind, count in found)
    return (
        bars(rows, colors)
        + "<p>Gates of a dissolved hierarchy count for the block that most of what they are connected "
        f"to belongs to; <b>{OTHER}</b> is what lies in no block."
        + (f" Not in the bars: {html.escape(macros)}." if macros else "")
        + "</p>"
    )


def _cells(areas: Areas) -> str:
    parts: list[Part] = [
        (f"{group}: {count:,} cells, {area:,.0f} µm²", area, _GROUP_COLORS[group])
        for group, (count, area) in areas.groups.items()
    ]
    names = [
        (f"{group}, {area / areas.total:.0%} of the area, {count:,}", _GROUP_COLORS[group])
        for group, (count, area) in areas.groups.items()
    ]
    prefix = _prefix(list(areas.kinds))
    rows = [
        [
            name.removeprefix(prefix),
            f"{kind.count:,}",
            f"{kind.area:,.0f}",
            f"{kind.area / areas.total:.1%}",
            kind.group,
        ]
        for name, kind in areas.kinds.items()
    ]
    head = [f"{prefix}…" if prefix else "cell", "number", "µm²", "share", "group"]
    more = (
        f"<details><summary>{len(rows) - _KINDS} kinds more</summary>{table(head, rows[_KINDS:])}</details>"
        if len(rows) > _KINDS
        else ""
    )
    return stack(parts) + legend(names) + table(head, rows[:_KINDS]) + more


def _timing(values: Mapping[str, Any]) -> str:
    if values["fmax_mhz"] is None:
        return "<p>Not run.</p>"
    period = 1000 / values["clock_mhz"]
    holds = values.get("hold_corners") or {}
    corners = values["fmax_corners"] or {values["corner"]: values["fmax_mhz"]}
    rows = [
        [
            corner,
            f"{fmax:.1f} MHz",
            _slack(period - 1000 / fmax),
            _slack(holds[corner]) if corner in holds else "not run",
        ]
        for corner, fmax in corners.items()
    ]
    text = (
        f"<p>For {values['clock_mhz']:g} MHz, a period of {period:g} ns: {html.escape(values['timing'])}. "
        f"All that is missing in the {html.escape(values['corner'])} corner: {_signed(values['tns_ns'])}.</p>"
    )
    return (
        text
        + table(["corner", "clock possible", "setup slack", "hold slack"], rows)
        + _path(values)
    )


def _path(values: Mapping[str, Any]) -> str:
    path = values["slowest_path"]
    if not path:
        return ""
    before = 0.0
    rows, parts = [], []
    for i, (instance, kind, arrival) in enumerate(path):
        rows.append([instance, kind, f"{arrival - before:.2f}", f"{arrival:.2f}"])
        color = PALETTE[0] if i % 2 else PALETTE[7]
        parts.append((f"{instance} ({kind}): {arrival - before:.2f} ns", arrival - before, color))
        before = arrival
    return (
        f"<p>Slowest path: {len(path)} cells and {before:.2f} ns from <b>{html.escape(path[0][0])}</b> to "
        f"<b>{html.escape(path[-1][0])}</b>.</p>{stack(parts)}<details><summary>Its cells</summary>"
        + table(["instance", "cell", "delay in ns", "arrival in ns"], rows)
        + "</details>"
    )


def _power(
    values: Mapping[str, Any], power: InferencePower | None, colors: Mapping[str, str]
) -> str:
    if power is None:
        known = values["power_mw"]
        if known is None:
            return "<p>Not run: no inference was simulated on the gates.</p>"
        return f"<p>{known:.2f} mW in all, by the tools of the last step.</p>"
    estimate, total = power.estimate, power.estimate.total
    rows = []
    for block, part in estimate.blocks.items():
        kinds: list[Part] = [
            (f"{block}, {kind}: {getattr(part, kind):.4f} mW", getattr(part, kind), color)
            for kind, color in _POWER_COLORS.items()
        ]
        rows.append((block, kinds, f"{part.total:.3f} mW", f"{part.total / total.total:.1%}"))
    names = [
        (f"{kind}, {_milliwatts(getattr(total, kind))}", color)
        for kind, color in _POWER_COLORS.items()
    ]
    figures = [
        ["power", _milliwatts(total.total)],
        ["of it for clocks", f"{_milliwatts(estimate.clock)}, {estimate.clock / total.total:.0%}"],
        ["cycles", f"{power.cycles:,}"],
        ["time", f"{power.cycles / estimate.clock_mhz:,.1f} µs"],
        ["multiplications", f"{power.macs:,}"],
        ["energy", f"{power.energy_uj:.3f} µJ"],
        ["operations by energy", f"{power.gops_per_watt:.2f} GOPS/W"],
        ["changes of a data net", f"{power.toggles:.3f} a cycle"],
    ]
    missing = ", ".join(f"{count} × {kind}" for kind, count in estimate.uncounted.items())
    return (
        f"<p>An <b>estimate</b> for one inference of {html.escape(power.model)} at "
        f"{estimate.clock_mhz:g} MHz and {estimate.voltage:g} V, before layout. What each net does is from a simulation of the gates "
        "without delays, so there are no glitches in it; clocks have no tree, and wires are as long as the library's wire load says."
        + (f" Not counted, because the library has no power of them: {html.escape(missing)}." if missing else "")
        + f"</p>{legend(names)}{bars(rows, {block: colors.get(block, _GREY) for block in estimate.blocks})}"
        + table(["one inference", ""], figures)
    )  # fmt: skip


def _checks(values: Mapping[str, Any]) -> str:
    proofs = values["equivalence"]
    rows = [
        [
            "modules proved equal to their RTL",
            _or(proofs, lambda v: f"{v['proved']} of {v['modules']}"),
        ],
        ["DRC, violations", _count(values["drc"])],
        ["LVS, differences", _count(values["lvs"])],
        ["antenna, violations", _count(values["antenna"])],
        ["wire length", _or(values["wire_length_um"], lambda v: f"{v / 1000:,.1f} mm")],
        ["area of the die", _or(values["die_area_um2"], lambda v: f"{v:,.0f} µm²")],
        ["area of the macros", _or(values["macro_area_um2"], lambda v: f"{v:,.0f} µm²")],
        ["core area used", _or(values["utilization"], lambda v: f"{v:.1%}")],
        ["GDS", _or(values["gds"], str)],
    ]
    last = html.escape(values["last_step"])
    return f"<p>As far as they were run; the last step was {last}.</p>" + table(
        ["check", "result"], rows
    )


def _origin(values: Mapping[str, Any]) -> str:
    rows = [[name, version] for name, version in values["versions"].items()]
    rows.append(["tinynpu, commit", values["git"] or "unknown"])
    rows.append(["configuration, hash", values["config_hash"]])
    config = html.escape(json.dumps(values["config"], indent=1))
    return (
        table(["what", "version"], rows)
        + f"<details><summary>Configuration</summary><pre>{config}</pre></details>"
    )


def _or(value: Any, text: Callable[[Any], str]) -> str:
    return "not run" if value is None else text(value)


def _or_none(value: Any, text: Callable[[Any], str]) -> str | None:
    return None if value is None else text(value)


def _count(value: int | None) -> str:
    return _or(value, lambda count: f"{count:,}" if count else "none")


def _signed(value: float | None) -> str:
    return _or(value, lambda ns: f"{ns:.2f} ns" if ns else "nothing")


def _slack(value: float) -> str:
    return f"{value:.2f} ns".replace("-", "−")


def _prefix(names: list[str]) -> str:
    """What all names begin with, up to an underscore."""
    first, last = min(names, default=""), max(names, default="")
    pairs = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    common = "".join(a for a, _ in pairs)
    return common[: common.rfind("_") + 1]


def _milliwatts(value: float) -> str:
    return f"{value:.2f} mW" if value >= 0.01 else f"{1000 * value:.2f} µW"


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.1f} min"
