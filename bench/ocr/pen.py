"""Drawing text as printers do: in thousandths of the paper's width, character by character, each with its own place."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from bench.ocr.fonts import SANS, SERIF, Face, holds, sized

Colour = tuple[int, int, int]


@dataclass
class Pen:
    """Draws on `paper`, where `scale` pixels are one unit."""

    paper: Image.Image
    scale: float
    face: Face = SANS
    ink: Colour = (28, 28, 32)

    def __post_init__(self) -> None:
        self.draw = ImageDraw.Draw(self.paper)

    def advance(self, character: str, size: float, face: Face | None = None) -> float:
        """Width of one character in units."""
        drawn = _drawn(face or self.face, character)
        return sized(drawn, max(4, round(size * self.scale))).getlength(character) / self.scale

    def width(self, text: str, size: float, *, face: Face | None = None, gap: float = 0.0) -> float:
        """Width of a text in units; `gap` is added after each character, in sizes."""
        return sum(self.advance(one, size, face) + gap * size for one in text) - (gap * size if text else 0)

    def fitting(self, text: str, size: float, room: float, *, face: Face | None = None) -> float:
        """The size, or the smaller one at which the text fits into the room."""
        return min(size, size * room / max(1.0, self.width(text, size, face=face)))

    def text(
        self,
        at: tuple[float, float],
        text: str,
        size: float,
        *,
        face: Face | None = None,
        ink: Colour | None = None,
        gap: float = 0.0,
        bold: float = 0.0,
        middle: bool = False,
    ) -> float:
        """Draw from the left (or around the middle), centred on the height `at[1]`; answers where it ends."""
        x, y = at
        if middle:
            x -= self.width(text, size, face=face, gap=gap) / 2
        pixels = max(4, round(size * self.scale))
        for one in text:
            drawn = _drawn(face or self.face, one)
            # centred on the em square's middle: the letters of every face stand on one base line
            self.draw.text(
                (x * self.scale, (y + 0.36 * size) * self.scale),
                one,
                fill=ink or self.ink,
                font=sized(drawn, pixels),
                anchor="ls",
                stroke_width=bold * size * self.scale,
                stroke_fill=ink or self.ink,
            )
            x += self.advance(one, size, face) + gap * size
        return x

    def spread(
        self, left: float, right: float, y: float, text: str, size: float, *, face: Face | None = None,
        ink: Colour | None = None, bold: float = 0.0,
    ) -> None:  # fmt: skip
        """Draw a label justified between two edges, as 名　　称 is."""
        room = right - left - self.width(text, size, face=face)
        gap = max(0.0, room / max(1, len(text) - 1)) / size
        self.text((left, y), text, size, face=face, ink=ink, gap=gap, bold=bold)

    def run(self, at: tuple[float, float], text: str, size: float, *, face: Face, ink: Colour | None = None) -> None:
        """Draw a text of a joined script whole."""
        font = sized(face, max(4, round(size * self.scale)))
        self.draw.text((at[0] * self.scale, at[1] * self.scale), text, fill=ink or self.ink, font=font, anchor="lm")

    def wrapped(
        self, text: str, width: float, size: float, *, face: Face | None = None, kinsoku: bool = False
    ) -> list[str]:
        """The lines that a text takes in a column; with `kinsoku` no line begins with a mark."""
        lines, line, used = [], "", 0.0
        for one in text:
            step = self.advance(one, size, face)
            if used + step > width and not (kinsoku and one in "，。；、：）" and used + step < width + size * 1.1):
                lines.append(line)
                line, used = "", 0.0
            line, used = line + one, used + step
        return [*lines, line] if line else lines


def _drawn(face: Face, character: str) -> Face:
    return face if holds(face, character) else SERIF
