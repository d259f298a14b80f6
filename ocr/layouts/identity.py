"""The resident identity card of 2004 in thousandths of its width: 1000 x 630 for 85.6 x 54 mm.

A label is given by the centre of its first and of its last character. Printers' plates and photographs differ by a
percent or two; the
cells are drawn with that room.
"""

from dataclasses import dataclass

WIDTH, HEIGHT = 1000.0, 630.0


@dataclass(frozen=True)
class Label:
    """A printed label; `least` characters of it must be read in a row for it to count."""

    text: str
    first: tuple[float, float]
    last: tuple[float, float]
    least: int

    def place(self, index: int) -> tuple[float, float]:
        """Where the character of that index stands."""
        share = index / (len(self.text) - 1)
        return (
            self.first[0] + (self.last[0] - self.first[0]) * share,
            self.first[1] + (self.last[1] - self.first[1]) * share,
        )


@dataclass(frozen=True)
class Cell:
    """Where a value stands.

    `reach` takes characters whose centre lies in it, `strip` is cut out to be read once more.
    """

    name: str
    reach: tuple[float, float, float, float]  # left, top, right, bottom
    strip: tuple[float, float, float, float] | None


FRONT_LABELS = (
    Label("姓名", (79, 91), (116, 91), 2),
    Label("性别", (79, 170), (116, 170), 2),
    Label("民族", (312, 170), (349, 170), 2),
    Label("出生", (79, 243), (116, 243), 2),
    Label("住址", (79, 324), (116, 324), 2),
    Label("公民身份号码", (80, 556), (243, 556), 3),
)
NUMBER_FIRST, NUMBER_LAST = (336.0, 556.0), (882.0, 556.0)  # centres of the first and the last digit
FRONT_CELLS = (
    Cell("name", (150, 45, 630, 131), (165, 55, 520, 127)),
    Cell("sex", (150, 132, 285, 207), (170, 138, 262, 202)),
    Cell("nation", (374, 132, 640, 207), (380, 138, 540, 202)),
    Cell("birth_date", (150, 208, 600, 283), (165, 211, 560, 277)),
    Cell("address", (150, 284, 640, 510), None),
    Cell("id_number", (290, 511, 985, 605), (305, 517, 940, 597)),
)
BACK_LABELS = (
    Label("中华人民共和国", (414, 117), (790, 117), 4),
    Label("居民身份证", (334, 239), (856, 239), 3),
    Label("签发机关", (242, 470), (343, 470), 3),
    Label("有效期限", (242, 553), (343, 553), 3),
)
BACK_CELLS = (
    Cell("authority", (372, 425, 985, 512), (385, 432, 960, 508)),
    Cell("validity", (372, 513, 985, 602), (385, 518, 960, 592)),
)
