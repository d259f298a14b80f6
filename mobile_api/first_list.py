"""The first list as the app paints it (web/src/screens/inbox.tsx), for the seconds until the app itself is there.

What it says and how tall it stands is held equal to the app's own by tests/journeys/test_first_page.py. How long ago a
case was sent is left to the app, which counts by the phone's clock.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

ROWS_MAX = 6
"""More than a phone shows at once; the app has the others."""
TIER_TONES = {"MANUAL_REVIEW": "warn", "REGIONAL": "info", "COMMITTEE": "brand"}
RATIO_HIGH = 0.5
SHANGHAI = ZoneInfo("Asia/Shanghai")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
PLURAL = re.compile(r"\{(\w+)\|([^|}]*)\|([^}]*)\}")
PLAIN = re.compile(r"\{(\w+)\}")
ICON = (
    '<svg width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8"'
    ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="{path}"/></svg>'
)

Json = dict[str, Any]


@dataclass(frozen=True)
class Words:
    """The words of one language, as the app's build has written them, and how that language writes figures."""

    language: str
    table: Mapping[str, str]
    icons: Mapping[str, str]

    def say(self, key: str, **params: object) -> str:
        """The words of a key, safe in a page; a key without words shows itself."""
        given = {name: str(value) for name, value in params.items()}
        text = PLURAL.sub(lambda found: found[2] if given.get(found[1]) == "1" else found[3], self.table.get(key, key))
        return escape(PLAIN.sub(lambda found: given.get(found[1], found[0]), text))

    def label(self, group: str, value: str) -> str:
        key = f"{group}.{value}"
        return self.say(key) if key in self.table else escape(value)

    def icon(self, name: str, size: int) -> str:
        return ICON.format(size=size, path=escape(self.icons[name]))

    def time(self, instant: str) -> str:
        """An instant on the lender's clock: 11月24日 09:30, 24 Nov, 09:30."""
        at = datetime.fromisoformat(instant).astimezone(SHANGHAI)
        day = f"{at.month}月{at.day}日 " if self.language == "zh" else f"{at.day} {MONTHS[at.month - 1]}, "
        return f"{day}{at:%H:%M}"


def money(amount: str) -> str:
    """A decimal string in yuan, as the API tells it: ¥50,000.00."""
    sign, yuan, cents = _parts(amount)
    return f"{sign}¥{yuan}.{cents}"


def percent(rate: str) -> str:
    """A share of 1 with at most two places, cut and not rounded: 0.145 is 14.5%."""
    sign, digits = ("−", rate[1:]) if rate.startswith("-") else ("", rate)
    whole, _, fraction = digits.partition(".")
    fraction = fraction.ljust(2, "0")
    shown = (whole + fraction[:2]).lstrip("0") or "0"
    rest = fraction[2:4].rstrip("0")
    return f"{sign}{shown}{f'.{rest}' if rest else ''}%"


def first_list(inbox: Json, words: Words) -> str:
    """The screen of an inbox: its bar, how much waits, the first cards."""
    say, total = words.say, inbox["totalCount"]
    cards = "".join([f"<li>{_card(one, words)}</li>" for one in inbox["nodes"][:ROWS_MAX] if one["application"]])
    listed = (
        f'<p class="list-head"><span>{say("waitingCount", n=total)}{_ways(words) if total > 1 else ""}</span>'
        f'<span class="pulse">{say("inboxPolling")}</span></p><ul class="stack">{cards}</ul>'
    )
    return (
        f'<header class="bar root"><h1 tabindex="-1">{say("inboxTitle")}</h1>'
        f'<span class="icon-button" aria-hidden="true">{words.icon("refresh", 22)}</span></header>'
        f'<main class="page with-tabs" aria-busy="true">{listed if cards else ""}</main>'
    )


def _ways(words: Words) -> str:
    """The other ways through what waits."""
    ways = (("pile", "pileLink"), ("batch", "batchLink"))
    return "".join([f' · <a href="/inbox/{place}">{words.say(key)}</a>' for place, key in ways])


def _card(case: Json, words: Words) -> str:
    application, say = case["application"], words.say
    name = application["customer"]["nameMasked"] if application["customer"] else None
    tone = TIER_TONES.get(case["tier"], "plain")
    purpose = words.label("purpose", application["purpose"])
    return (
        f'<a class="card case" href="/applications/{escape(application["id"])}"><div class="row between">'
        f'<span class="who">{escape(name) if name else say("nameUnknown")}</span>'
        f'<span class="badge {tone}">{words.label("Tier", case["tier"])}</span></div>'
        f'<div class="row between ask">{_figure(case["amount"])}'
        f'<span class="muted">{say("months", n=application["termMonths"])} · {purpose}</span></div>'
        f'<dl class="facts"><div><dt>{say("exposureAfter")}</dt><dd>{escape(money(case["exposureAfter"]))}</dd></div>'
        f"<div><dt>{say('debtRatio')}</dt><dd>{_ratio(application['debtRatio'], words)}</dd></div></dl>"
        f"{_hit(application['findings'], words)}{_deadline(case, words)}"
        f'<p class="foot"><span>{escape(application["officer"]["name"])} · '
        f"{escape(application['branch']['name'])}</span><span>{_votes(case, words)}</span></p></a>"
    )


def _figure(amount: str) -> str:
    sign, yuan, cents = map(escape, _parts(amount))
    return f'<span class="figure num"><span class="yen">{sign}¥</span>{yuan}<span class="cents">.{cents}</span></span>'


def _parts(amount: str) -> tuple[str, str, str]:
    sign, digits = ("−", amount[1:]) if amount.startswith("-") else ("", amount)
    yuan, _, cents = digits.partition(".")
    return sign, f"{int(yuan):,}", cents.ljust(2, "0")


def _ratio(value: str | None, words: Words) -> str:
    if value is None:
        return f'<span class="muted">{words.say("unknownFigure")}</span>'
    return f'<span class="{"tone-bad" if float(value) > RATIO_HIGH else ""}">{escape(percent(value))}</span>'


def _hit(findings: list[Json], words: Words) -> str:
    """The first finding that is no pass, and how many there are."""
    hits = [one for one in findings if one["outcome"] != "PASS"]
    if not hits:
        return ""
    more = f'<span class="muted"> · {words.say("findings", n=len(hits))}</span>' if len(hits) > 1 else ""
    reason = hits[0]["reasonZh" if words.language == "zh" else "reasonEn"]
    return f'<p class="hit">{words.icon("warn", 18)}<span>{escape(reason)}{more}</span></p>'


def _deadline(case: Json, words: Words) -> str:
    if case["dueAt"] is None and case["urges"] == 0:
        return ""
    due = assignee = urged = ""
    if case["dueAt"] is not None:
        told = words.say("overdueSince" if case["overdue"] else "dueIn", at=words.time(case["dueAt"]))
        due = f'<span class="{"tone-bad strong" if case["overdue"] else ""}">{told}</span>'
    if case["urges"] > 0:
        urged = f'<span class="tone-bad"> · {words.say("urged", n=case["urges"])}</span>'
    if case["assignee"]:
        assignee = f"<span> · {words.say('inHandsOf', name=case['assignee']['name'])}</span>"
    return f'<p class="small">{due}{urged}{assignee}</p>'


def _votes(case: Json, words: Words) -> str:
    return words.say("votesOf", n=len(case["votes"]), of=case["votesNeeded"]) if case["votesNeeded"] > 1 else ""
