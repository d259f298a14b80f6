"""What stands in the way of somebody on a screen: axe's rules, targets that a thumb misses, text that does not fit."""

from typing import Any, Final

from playwright.async_api import Page

from tests.journeys.running import ROOT

AXE: Final = ROOT / "mobile_api" / "web" / "node_modules" / "axe-core" / "axe.min.js"
TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What lies below a bar now comes out from under it when one scrolls: only where it stands in the page counts.
RUN: Final = """async (tags) => {
  const loose = new CSSStyleSheet();
  loose.replaceSync(`.actions, .tabs, .foot { position: static !important }
    .split-detail, .grid { max-height: none !important }`);
  document.adoptedStyleSheets.push(loose);
  const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
  document.adoptedStyleSheets.pop();
  return violations.flatMap((rule) => rule.nodes.slice(0, 3).map((node) => `${rule.id} ${node.html.slice(0, 160)}`));
}"""
# A link inside a sentence has the height of its line (WCAG 2.5.8 exempts it); a box belongs to its label.
SMALL: Final = """(least) => {
  const hit = (one) => (one.matches('input[type=checkbox], input[type=radio]') && one.closest('label')) || one;
  const inSentence = (one) => one.matches('a') && getComputedStyle(one).display === 'inline'
    && one.parentElement.textContent.trim() !== one.textContent.trim();
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]';
  const small = [];
  for (const one of document.querySelectorAll(wanted)) {
    const box = hit(one).getBoundingClientRect();
    const isShown = one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && box.width > 1;
    if (!isShown || inSentence(one)) continue;
    if (Math.min(box.width, box.height) < least - 0.5)
      small.push(`${Math.round(box.width)}x${Math.round(box.height)} ${one.outerHTML.slice(0, 120)}`);
  }
  return small.slice(0, 3);
}"""
# Text twice as large: what then sticks out on the right, the innermost first.
SIDEWAYS: Final = """async () => {
  const root = document.documentElement;
  root.style.fontSize = '200%';
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const over = root.scrollWidth - root.clientWidth;
  const wide = over <= 0 ? [] : [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !one.closest('.scroll, .table'))
    .slice(-2).map((one) => one.outerHTML.slice(0, 120));
  root.style.fontSize = '';
  return over > 0 ? [`${over} px ${wide.join(' | ')}`] : [];
}"""
# On a phone a screen has one bar, with its heading: one that stands behind another is not to be seen.
BARS: Final = """() => {
  const seen = [...document.querySelectorAll('.bar')].filter((one) => one.getBoundingClientRect().height > 20);
  return innerWidth < 768 && seen.length !== 1 ? [`${seen.length} bars`] : [];
}"""
TARGET_PIXELS: Final = 44


async def faults_of(page: Page) -> list[str]:
    """Everything wrong with the screen that stands open; each with the rule and the element."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE.read_text(encoding="utf-8"))
    ruled: list[Any] = await page.evaluate(RUN, TAGS)
    small: list[Any] = await page.evaluate(SMALL, TARGET_PIXELS)
    sideways: list[Any] = await page.evaluate(SIDEWAYS)
    return [*ruled, *(f"target {one}" for one in small), *(f"200 % text {one}" for one in sideways)]


async def bars_of(page: Page) -> list[str]:
    """What is wrong with the bar of a staff screen on a phone."""
    found: list[str] = await page.evaluate(BARS)
    return found
