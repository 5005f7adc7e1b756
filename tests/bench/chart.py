# SPDX-License-Identifier: MIT
"""Bars that stand in a README: an SVG on its own ground, light or dark as the reader's system is."""
from dataclasses import dataclass
from html import escape

WIDTH, MARGIN, LABELS, VALUES = 720, 20, 360, 110
ROW, BAR, HEADING = 26, 16, 40
STYLE = """
    .ground { fill: #ffffff; stroke: #d1d9e0 }
    text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
    .heading { font-weight: 600 }
    .quiet { fill: #59636e }
    .ours { fill: #0969da }
    .other { fill: #afb8c1 }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #0d1117; stroke: #3d444d }
      text { fill: #f0f6fc }
      .quiet { fill: #9198a1 }
      .ours { fill: #4493f8 }
      .other { fill: #656c76 }
    }"""


@dataclass
class Bar:
    label: str
    seconds: float
    ours: bool
    aside: str = ""  # beside the label
    after: str = ""  # the value


def format_seconds(seconds):
    if seconds < 0.0995:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.2f} s" if seconds < 0.995 else f"{seconds:.1f} s" if seconds < 9.95 else f"{seconds:,.0f} s"


def quiet(text):
    return f' <tspan class="quiet">{escape(text)}</tspan>' if text else ""


def draw(title, panels, caption):
    """`panels` are bars by heading; each panel has its own scale, which begins at nothing. `caption`
    is lines below."""
    parts, y = [], MARGIN
    for heading, bars in panels.items():
        parts.append(f'  <text class="heading" x="{MARGIN}" y="{y + 14}">{escape(heading)}</text>')
        y += HEADING - 12
        scale = (WIDTH - LABELS - VALUES - MARGIN) / max(bar.seconds for bar in bars)
        for bar in bars:
            length = max(bar.seconds * scale, 1.5)
            parts.append(f'  <text x="{MARGIN}" y="{y + 15}">{escape(bar.label)}{quiet(bar.aside)}</text>')
            parts.append(f'  <rect class="{"ours" if bar.ours else "other"}" x="{LABELS}" y="{y + 3}" '
                         f'width="{length:.1f}" height="{BAR}" rx="2"/>')
            parts.append(f'  <text x="{LABELS + length + 8:.1f}" y="{y + 15}">{format_seconds(bar.seconds)}'
                         f'{quiet(bar.after)}</text>')
            y += ROW
        y += HEADING - ROW
    for line in caption:
        parts.append(f'  <text class="quiet" x="{MARGIN}" y="{y + 8}">{escape(line)}</text>')
        y += 19
    height = y + MARGIN - 6
    head = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title">',
            f'  <title id="title">{escape(title)}</title>', f"  <style>{STYLE}\n  </style>",
            f'  <rect class="ground" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="6"/>']
    return "\n".join([*head, *parts, "</svg>", ""])
