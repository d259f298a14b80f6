"""Papers: a Typst template and its data in, a PDF with embedded Chinese fonts out.

Templates read their data with `json(bytes(sys.inputs.data))`: values are data, never markup, so a customer's name
cannot change the paper. System fonts are ignored, so a paper looks the same on every machine.
"""

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

FONT = "Noto Sans CJK SC"


async def typeset(template: Path, data: Mapping[str, Any], at: datetime) -> bytes:
    """Compile a template to PDF/A-2b, in a thread: it takes some tenths of a second. `at` is the paper's date."""
    return await asyncio.to_thread(_compile, template, json.dumps(data, ensure_ascii=False), at)


def _compile(template: Path, data: str, at: datetime) -> bytes:
    import noto_cjk_sans_otc
    import typst

    fonts = typst.Fonts(font_paths=[str(Path(str(noto_cjk_sans_otc.FONT_PATH)).parent)], include_system_fonts=False)
    pdf = typst.compile(
        template.read_bytes(),
        font_paths=fonts,
        format="pdf",
        sys_inputs={"data": data, "font": FONT},
        pdf_standards="a-2b",
        timestamp=int(at.timestamp()),
    )
    assert isinstance(pdf, bytes)
    return pdf
