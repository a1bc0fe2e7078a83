"""Bars and tables of a page, as HTML that fits any width."""

import html
from collections.abc import Mapping, Sequence

__all__ = ["PALETTE", "STYLE", "bars", "cards", "legend", "stack", "table"]

PALETTE = (
    "#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5",
    "#9c6b4e", "#1f7a8c", "#c0392b", "#8a9a1b", "#5b3f8c", "#d98e04", "#2b4c7e", "#9498a0",
)  # fmt: skip
"""Colours that differ on white and on black."""

STYLE = """
:root { color-scheme: light dark; --ink: #1b2030; --soft: #5b6072; --line: #d9dce6; --page: #fbfbfd;
  --card: #fff; --bad: #c2352b; --track: #eef0f5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e9f1; --soft: #9aa0b4; --line: #343a4a;
  --page: #12151c; --card: #1a1e28; --bad: #ff7d73; --track: #262b38; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
  margin: 0 auto; padding: 24px; max-width: 1080px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; } h2 { font-size: 18px; margin: 40px 0 8px; }
p { color: var(--soft); margin: 4px 0 12px; overflow-wrap: anywhere; } p b { color: var(--ink); }
.cards { display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px; margin-top: 18px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; }
.card b { display: block; font-size: 21px; line-height: 1.3; }
.card span { color: var(--soft); font-size: 13px; } .card.none b { color: var(--soft); font-weight: 500; }
.scroll { overflow-x: auto; margin: 12px 0; }
table { border-collapse: collapse; width: 100%; background: var(--card); font-size: 14px; }
th, td { border: 1px solid var(--line); padding: 5px 10px; text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } th { color: var(--soft); font-weight: 500; }
.bad { color: var(--bad); }
.bar { display: grid; grid-template: "name track value" / minmax(110px, 19%) 1fr minmax(150px, auto);
  gap: 2px 12px; align-items: center; font-size: 14px; margin: 5px 0; }
.bar .name { grid-area: name; overflow-wrap: anywhere; } .bar .track { grid-area: track; }
.bar .value { grid-area: value; text-align: right; font-variant-numeric: tabular-nums; }
.bar + p { margin-top: 12px; }
.bar .value i { color: var(--soft); font-style: normal; display: inline-block; min-width: 52px; }
.track, .stack { display: flex; height: 18px; border-radius: 4px; overflow: hidden; }
.stack { height: 28px; background: var(--track); } .part { height: 100%; min-width: 0; }
.part:hover { opacity: .75; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 10px 0; font-size: 14px; }
.swatch { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 6px; }
.layout { display: grid; grid-template-columns: minmax(0, 2fr) minmax(160px, 1fr); gap: 20px; }
.layout svg { background: #fff; display: block; }
.layout .legend { flex-direction: column; flex-wrap: nowrap; margin: 0; }
details { margin: 10px 0; } summary { cursor: pointer; color: var(--soft); }
pre { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px;
  overflow-x: auto; font-size: 13px; }
@media (max-width: 600px) { body { padding: 16px; } .cards { grid-template-columns: repeat(2, 1fr); }
  th, td { padding: 5px 8px; } .layout { grid-template-columns: 1fr; }
  .layout .legend { flex-flow: row wrap; }
  .bar { grid-template: "name value" "track track" / 1fr auto; margin: 8px 0; }
  .bar .track { height: 12px; } }
"""

Part = tuple[str, float, str]
"""Name, value and colour of a part of a bar."""


def cards(entries: Sequence[tuple[str | None, str]]) -> str:
    """Large figures with a text below each; None: the step that tells was not run."""
    parts = [
        f'<div class="card{" none" if value is None else ""}"><b>'
        f"{html.escape(value or 'not run')}</b><span>{html.escape(text)}</span></div>"
        for value, text in entries
    ]
    return f'<div class="cards">{"".join(parts)}</div>'


def bars(
    rows: Sequence[tuple[str, Sequence[Part], str, str]], colors: Mapping[str, str] | None = None
) -> str:
    """A bar for each row, all in one scale: name, parts, value and share as texts.

    Names that are in ``colors`` have a swatch.
    """
    longest = max((sum(value for _, value, _ in parts) for _, parts, _, _ in rows), default=0) or 1
    cells = []
    for name, parts, value, share in rows:
        mark = _swatch(colors[name]) if colors and name in colors else ""
        cells.append(
            f'<div class="bar"><div class="name">{mark}{html.escape(name)}</div>'
            f'<div class="track">{_parts(parts, longest)}</div>'
            f'<div class="value">{html.escape(value)}'
            + (f" <i>{html.escape(share)}</i>" if share else "")
            + "</div></div>"
        )
    return "".join(cells)


def stack(parts: Sequence[Part]) -> str:
    """One bar over the whole width."""
    total = sum(value for _, value, _ in parts) or 1
    return f'<div class="stack">{_parts(parts, total)}</div>'


def legend(entries: Sequence[tuple[str, str]]) -> str:
    """Names and their colours."""
    return (
        '<div class="legend">'
        + "".join(f"<span>{_swatch(color)}{html.escape(name)}</span>" for name, color in entries)
        + "</div>"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; the first column is text, negative numbers are red."""
    return (
        '<div class="scroll"><table><tr>'
        + "".join(f"<th>{html.escape(text)}</th>" for text in head)
        + "</tr>"
        + "".join(
            "<tr>" + "".join(f"<td{_mark(text)}>{html.escape(text)}</td>" for text in row) + "</tr>"
            for row in rows
        )
        + "</table></div>"
    )


def _mark(text: str) -> str:
    return ' class="bad"' if text.startswith("−") else ""


def _swatch(color: str) -> str:
    return f'<span class="swatch" style="background:{color}"></span>'


def _parts(parts: Sequence[Part], whole: float) -> str:
    return "".join(
        f'<div class="part" style="width:{100 * value / whole:.3f}%;background:{color}" '
        f'title="{html.escape(name)}"></div>'
        for name, value, color in parts
        if value > 0
    )
