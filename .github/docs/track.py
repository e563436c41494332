"""The drawing of a standard track: `python .github/docs/track.py > .github/docs/track.svg`. Its geometry is that of the
ready screen's, `speedtimer/tui/track.py`."""

from __future__ import annotations

from speedtimer.tui.track import RADIUS_M, STRAIGHT_M, Point, point, way_back_m


def svg(start_m: float = 8, reps_m: tuple[int, ...] = (100, 150, 200)) -> str:
    """Draw the track from above with the laptop, where the reps end, and the straight ways back."""
    margin = 18.0

    def spot(place: Point) -> tuple[str, str]:
        return f"{margin + RADIUS_M + place[0]:.2f}", f"{margin + 2 * RADIUS_M - place[1]:.2f}"

    width, height = STRAIGHT_M + 2 * RADIUS_M + 2 * margin, 2 * RADIUS_M + 2 * margin
    left, bottom = spot((0, 0))
    right, top = spot((STRAIGHT_M, 2 * RADIUS_M))
    arc = f"A {RADIUS_M:.2f} {RADIUS_M:.2f} 0 0 0"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {height:.2f}" width="800" role="img"',
        ' font-family="sans-serif" font-size="5">',
        "<title>A standard track from above: the laptop, where each rep ends, and the straight ways back</title>",
        f'<rect width="{width:.2f}" height="{height:.2f}" fill="#ffffff"/>',
        f'<path d="M {left} {bottom} H {right} {arc} {right} {top} H {left} {arc} {left} {bottom} Z"',
        ' fill="#e7f2e2" stroke="#b5482f" stroke-width="2.4"/>',
    ]
    x, y = spot(point(start_m))
    for rep_m in reps_m:
        to_x, to_y = spot(point(start_m + rep_m))
        # Beside the way at three fifths of it, and outside the track at its end, so that no label lies on a line.
        beside_x, beside_y = (float(a) + 0.6 * (float(b) - float(a)) for a, b in ((x, to_x), (y, to_y)))
        out_x, out_y = (float(a) + (float(a) - b) * 0.12 for a, b in ((to_x, width / 2), (to_y, height / 2)))
        lines += [
            f'<path d="M {x} {y} L {to_x} {to_y}" stroke="#333333" stroke-width="0.7" stroke-dasharray="2 1.5"/>',
            f'<circle cx="{to_x}" cy="{to_y}" r="1.8" fill="#333333"/>',
            f'<text x="{out_x:.2f}" y="{out_y + 1.8:.2f}" text-anchor="middle" fill="#111111">{rep_m} m</text>',
            f'<text x="{beside_x - 2:.2f}" y="{beside_y - 1.5:.2f}" text-anchor="end" fill="#111111">'
            f"{way_back_m(start_m, rep_m):.0f} m back</text>",
        ]
    lines += [
        f'<rect x="{float(x) - 2.5:.2f}" y="{float(y) - 2.5:.2f}" width="5" height="5" fill="#1f4e9c"/>',
        f'<text x="{x}" y="{float(y) + 9:.2f}" text-anchor="middle" fill="#111111">'
        f"laptop, {start_m:g} m into the straight</text>",
        f'<text x="{right}" y="{float(bottom) + 9:.2f}" text-anchor="middle" fill="#b5482f">running direction →</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(svg(), end="")
