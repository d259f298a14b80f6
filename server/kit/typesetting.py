"""Papers: a Typst template and its data in, a PDF with embedded Chinese fonts out.

Templates read their data with `json(bytes(sys.inputs.data))`: values are data, never markup, so a customer's name
cannot change the paper. Pictures come by name as numbers, `image(bytes(json(bytes(sys.inputs.pictures)).at(name)))`:
the compiler takes files as text only, and no picture of a person is laid down on a disk for it. System fonts are
ignored, so a paper looks the same on every machine.
"""

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

FONT = "Noto Sans CJK SC"


async def typeset(
    template: Path, data: Mapping[str, Any], at: datetime, pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """Compile a template to PDF/A-2b, in a thread: it takes some tenths of a second. `at` is the paper's date."""
    return await asyncio.to_thread(set_paper, template, data, at, pictures)


def set_paper(
    template: Path, data: Mapping[str, Any], at: datetime, pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """The same, here and now."""
    import typst

    numbers = json.dumps({name: list(data) for name, data in (pictures or {}).items()})
    pdf = typst.compile(
        template.read_bytes(),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False), "font": FONT, "pictures": numbers},
        pdf_standards="a-2b",
        timestamp=int(at.timestamp()),
    )
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _fonts() -> Any:
    """Found once a process: to look through the files takes longer than to set a page."""
    import noto_cjk_sans_otc
    import typst

    return typst.Fonts(font_paths=[str(Path(str(noto_cjk_sans_otc.FONT_PATH)).parent)], include_system_fonts=False)
