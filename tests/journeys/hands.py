"""How long a person's hands and eyes are busy with a screen: what he did is counted, each act has its seconds.

Counted in the page: every touch, every character typed, every choice in a list, every photograph, every screen opened.
The seconds are set with room to spare over what has been published: a touch 1.5 s (pointing and pressing take 1.3 s in
the keystroke-level model of Card, Moran and Newell, 1980), a character 0.6 s (people type 36 words a minute on a phone,
a third of a second a character, says Palin et al., 2019; Chinese takes more), and house figures for the rest.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.async_api import Frame, Page

SECONDS: Final = {
    "touch": 1.5,
    "character": 0.6,
    "choice": 3.0,  # open the list, find the line, tap it
    "photograph": 12.0,  # lay the paper down, hold still, release
    "screen": 4.0,  # look where one is
    "field": 3.0,  # compare one field that a machine has read with the paper
    "case": 90.0,  # read an application before deciding it
}
BINDING: Final = "handsTold"
WATCH: Final = """(() => {
  const tell = (act, count) => window.handsTold(act, count);
  const typed = new WeakMap();
  document.addEventListener('pointerdown', (event) => event.isTrusted && tell('touch', 1), true);
  document.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement) && !(target instanceof HTMLInputElement)) return;
    if (['file', 'checkbox', 'radio'].includes(target.type)) return;
    const before = typed.get(target) ?? 0;
    typed.set(target, target.value.length);
    if (before === 0) tell('touch', 1);
    tell('character', Math.max(0, target.value.length - before));
  }, true);
  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement) tell('choice', 1);
    if (target instanceof HTMLInputElement && target.type === 'file') tell('photograph', target.files.length);
  }, true);
})()"""


@dataclass
class Hands:
    """What one person did on his phone."""

    acts: Counter[str] = field(default_factory=Counter)
    _shown: str = ""

    async def watch(self, page: Page) -> None:
        """Count from the next page on."""
        await page.expose_binding(BINDING, self._told)
        await page.add_init_script(WATCH)
        page.on("framenavigated", self._opened)

    def note(self, act: str, count: int = 1) -> None:
        """What no page can see: a case that was read, fields that were compared with the paper."""
        self.acts[act] += count

    def _told(self, _source: Any, act: str, count: int) -> None:
        self.acts[act] += count

    def _opened(self, frame: Frame) -> None:
        path = urlsplit(frame.url).path
        if frame.parent_frame is None and path not in {self._shown, "blank"}:
            self._shown = path
            self.acts["screen"] += 1

    @property
    def seconds(self) -> float:
        """How long that took him."""
        return round(sum(SECONDS[act] * count for act, count in self.acts.items()), 1)
