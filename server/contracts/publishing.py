"""Templates of papers: which one is in force on a day, and a new version from a day on.

Building blocks: the doors, and the four eyes of them, are in `templates`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import insert, update

from server.contracts import queries, wording
from server.contracts.errors import NoTemplate, TemplateTooEarly
from server.contracts.models import PaperTemplate, TemplateKind
from server.kit.work import Work


async def require_later(work: Work, kind: TemplateKind, effective_from: date) -> PaperTemplate | None:
    """The newest version of a kind, which the next has to follow. Raises TemplateTooEarly."""
    previous = await queries.newest_template(work.session, kind)
    earliest = previous.effective_from + timedelta(days=1) if previous else work.today
    if effective_from < max(earliest, work.today):
        raise TemplateTooEarly(field="effectiveFrom", after=previous.effective_from if previous else work.today)
    return previous


async def enter_template(
    work: Work,
    *,
    kind: TemplateKind,
    title: str,
    texts: Sequence[str],
    reading_seconds: int,
    effective_from: date,
) -> UUID:
    """Enter the next version of a paper's text; the version before ends the day before. Returns its id.

    Papers that stand keep the version they were set from. Raises TemplateUnsound, TemplateTooEarly.
    """
    wording.check_template(kind, title, texts, reading_seconds)
    previous = await require_later(work, kind, effective_from)
    if previous is not None:
        open_end = PaperTemplate.effective_until.is_(None)
        ending = update(PaperTemplate).where(PaperTemplate.id == previous.id, open_end)
        await work.session.execute(ending.values(effective_until=effective_from - timedelta(days=1)))
    new = insert(PaperTemplate).values(
        id=(template_id := work.new_id()),
        kind=kind,
        number=previous.number + 1 if previous else 1,
        title=title.strip(),
        texts=[text.strip() for text in texts],
        reading_seconds=reading_seconds,
        effective_from=effective_from,
        created_by=work.actor.id,
        created_at=work.now,
    )
    await work.session.execute(new)
    work.touch("paper_template", template_id, template=kind.value, effective_from=str(effective_from))
    return template_id


async def template_on(work: Work, kind: TemplateKind, day: date) -> PaperTemplate:
    """The template in force on a day (a building block). Raises NoTemplate."""
    found = await queries.template_on(work.session, kind, day)
    if found is None:
        raise NoTemplate(kind=kind.value, day=day)
    return found
