"""HTML page of the demo: pictures, predictions, layers, and what every unit did when."""

import html

import numpy as np

from tinynpu.arch.program import Program
from tinynpu.arch.run import RunResult
from tinynpu.demo.run import DemoResult
from tinynpu.flows.trace import command_name

__all__ = ["page"]

_STYLE = """
:root { color-scheme: light dark; --ink: #1b2030; --soft: #667; --line: #d9dce6; --page: #fbfbfd;
  --card: #fff; --good: #1c7d4d; --bad: #c2352b; --load: #4269d0; --feed: #efb118;
  --requantizer: #3ca951; --store: #a463f2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e9f1; --soft: #9aa0b4; --line: #343a4a;
  --page: #12151c; --card: #1a1e28; --good: #58c48c; --bad: #ff7d73; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
  margin: 0 auto; padding: 24px; max-width: 1080px; }
h1 { font-size: 26px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 36px 0 10px; }
p { color: var(--soft); margin: 4px 0 12px; }
.figures { display: flex; flex-wrap: wrap; gap: 12px; margin-top: 18px; }
.figure { background: var(--card); border: 1px solid var(--line); border-radius: 10px;
  padding: 10px 16px; min-width: 130px; }
.figure b { display: block; font-size: 22px; } .figure span { color: var(--soft); font-size: 13px; }
.digits { display: flex; flex-wrap: wrap; gap: 8px; }
.digit { width: 56px; text-align: center; font-size: 13px; color: var(--good); }
.digit svg { width: 56px; height: 56px; border-radius: 6px; border: 1px solid var(--line);
  display: block; background: #000; }
.digit.wrong { color: var(--bad); font-weight: 600; } .digit.wrong svg { border-color: var(--bad); }
table { border-collapse: collapse; width: 100%; background: var(--card); font-size: 14px; }
th, td { border: 1px solid var(--line); padding: 5px 10px; text-align: right; }
th:first-child, td:first-child { text-align: left; } th { color: var(--soft); font-weight: 500; }
.scroll { overflow-x: auto; } svg text { fill: var(--ink); font-size: 12px; }
.tick { stroke: var(--line); } .load { fill: var(--load); } .feed { fill: var(--feed); }
.requantizer { fill: var(--requantizer); } .store { fill: var(--store); }
.bar rect:hover { opacity: .7; } .swatch { display: inline-block; width: 10px; height: 10px;
  border-radius: 2px; margin: 0 5px 0 14px; }
"""

_UNITS = {
    "load": "load (memory → scratchpad)",
    "feed": "array",
    "requantizer": "requantizer",
    "store": "store (scratchpad → memory)",
}


def page(demo: DemoResult) -> str:
    """The page, with nothing loaded from elsewhere."""
    figures = demo.summary()
    config = demo.program.config
    cards = [
        (f"{figures['accuracy']:.1%}", "right on held-out images"),
        (str(figures["mismatched_bytes"]), "bytes differ from golden"),
        (f"{figures['cycles_per_image']:,.0f}", "cycles an image"),
        (f"{figures['utilization']:.1%}", "of the multipliers' cycles used"),
        (f"{figures['simulated_images_per_second']:,.0f}", "images a second, simulated"),
    ]
    body = [
        "<h1>Digits on the NPU</h1>",
        f"<p>{figures['images']} images that no training saw, through the RTL of configuration "
        f"<b>{html.escape(config.name)}</b> ({config.rows}×{config.cols} multipliers) on Verilator.</p>",
        '<div class="figures">',
        *(f'<div class="figure"><b>{value}</b><span>{text}</span></div>' for value, text in cards),
        "</div>",
        "<h2>One image, cycle by cycle</h2>",
        f"<p>What each unit worked on during {demo.result.counters['cycles']:,} cycles; "
        "hover over a bar for its command.</p>",
        _legend(),
        f'<div class="scroll">{_timeline(demo.program, demo.result)}</div>',
        "<h2>Layers</h2>",
        _layers(demo.program, demo.result),
        "<h2>What the array did in each cycle</h2>",
        _stalls(demo.result),
        "<h2>Predictions</h2>",
        '<div class="digits">',
        *(
            _digit(image, int(label), int(guess))
            for image, label, guess in zip(demo.images, demo.labels, demo.predictions, strict=True)
        ),
        "</div>",
        "<p>" + ", ".join(f"{k} {html.escape(v)}" for k, v in figures["versions"].items()) + "</p>",
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>tinynpu demo</title>'
        f"<style>{_STYLE}</style></head><body>" + "\n".join(body) + "</body></html>\n"
    )


def _legend() -> str:
    swatches = (
        f'<span class="swatch" style="background: var(--{unit})"></span>{text}'
        for unit, text in _UNITS.items()
    )
    return f"<p>{''.join(swatches)}</p>"


def _timeline(program: Program, result: RunResult) -> str:
    """SVG: a row for each unit, a bar for each command."""
    total = max(result.counters["cycles"], 1)
    width, left, row = 1000, 90, 30
    scale = (width - left) / total
    parts = [f'<svg viewBox="0 0 {width} {row * len(_UNITS) + 26}" width="100%" role="img">']
    step = 10 ** int(np.log10(total / 4))
    while total / step > 12:
        step *= 2
    for cycle in range(0, total + 1, step):
        x = left + cycle * scale
        parts.append(f'<line class="tick" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{row * 4}"/>')
        parts.append(f'<text x="{x + 2:.1f}" y="{row * 4 + 16}">{cycle:,}</text>')
    for i, unit in enumerate(_UNITS):
        parts.append(f'<text x="0" y="{i * row + 19}">{unit}</text>')
        for event in result.events:
            if event.unit != unit:
                continue
            x, w = left + event.begin * scale, max((event.end - event.begin) * scale, 0.7)
            title = (
                f"{command_name(program, event.command)}: cycles {event.begin:,} to {event.end:,}"
            )
            parts.append(
                f'<g class="bar"><rect class="{unit}" x="{x:.2f}" y="{i * row + 5}" '
                f'width="{w:.2f}" height="{row - 10}" rx="1.5">'
                f"<title>{html.escape(title)}</title></rect></g>"
            )
    return "".join(parts) + "</svg>"


def _layers(program: Program, result: RunResult) -> str:
    rows = []
    for layer in program.layers:
        events = [
            event
            for event in result.events
            if event.unit in ("feed", "requantizer") and event.command in layer.commands
        ]
        feed = sum(event.end - event.begin for event in events if event.unit == "feed")
        begin = min((event.begin for event in events), default=0)
        end = max((event.end for event in events), default=0)
        use = f"{layer.macs / feed / program.config.macs:.1%}" if feed and layer.macs else "–"
        rows.append(
            f"<tr><td>{html.escape(layer.name)}</td><td>{layer.macs:,}</td><td>{begin:,}</td>"
            f"<td>{end:,}</td><td>{feed:,}</td><td>{use}</td></tr>"
        )
    head = "<th>layer</th><th>MACs</th><th>from cycle</th><th>to cycle</th><th>cycles in the array</th><th>use</th>"
    return f'<div class="scroll"><table><tr>{head}</tr>{"".join(rows)}</table></div>'


def _stalls(result: RunResult) -> str:
    from tinynpu.arch.registers import COUNTERS

    total = result.counters["cycles"]
    rows = []
    for name, doc in COUNTERS.items():
        if name == "array_active" or name.startswith("stall_"):
            value = result.counters[name]
            rows.append(
                f"<tr><td>{name} – {html.escape(doc)}</td><td>{value:,}</td>"
                f"<td>{value / total:.1%}</td></tr>"
            )
    rows.append(f"<tr><td>all</td><td>{total:,}</td><td>100.0%</td></tr>")
    head = "<th>counter</th><th>cycles</th><th>share</th>"
    return f'<div class="scroll"><table><tr>{head}</tr>{"".join(rows)}</table></div>'


def _digit(image: np.ndarray, label: int, guess: int) -> str:
    pixels = "".join(
        f'<rect x="{x}" y="{y}" width="1.02" height="1.02" fill="#fff" '
        f'fill-opacity="{image[y, x]:.2f}"/>'
        for y in range(8)
        for x in range(8)
        if image[y, x] > 0
    )
    wrong = guess != label
    text = f"{guess} (is {label})" if wrong else str(guess)
    return (
        f'<div class="digit{" wrong" if wrong else ""}"><svg viewBox="0 0 8 8">{pixels}</svg>'
        f"{text}</div>"
    )
