"""A card before a camera that is a film, and a wire that is cut."""

import asyncio
import io
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image
from playwright.async_api import Page, Request, Route, expect

from tests.factories.photographs import Photographed

WIDTH, HEIGHT, CARD_WIDTH = 1440, 1920, 1100
PIECES: Final = "/api/uploads/resumable"


def write_video(path: Path, photograph: Photographed) -> None:
    """The picture on a table, as the still film that the browser takes for its camera (YUV4MPEG2, 4:2:0)."""
    scene = Image.new("RGB", (WIDTH, HEIGHT), (122, 118, 112))
    picture = Image.open(io.BytesIO(photograph.data)).convert("RGB")
    picture = picture.resize((CARD_WIDTH, CARD_WIDTH * picture.height // picture.width))
    scene.paste(picture, ((WIDTH - picture.width) // 2, (HEIGHT - picture.height) // 2))
    planes = np.asarray(scene.convert("YCbCr"))
    halves = [planes[::2, ::2, channel].tobytes() for channel in (1, 2)]
    frame = b"FRAME\n" + planes[:, :, 0].tobytes() + b"".join(halves)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip C420jpeg\n".encode() + frame * 2)


class Wire:
    """What goes over the wire in pieces; it can cut the line before a piece, or behind one that has arrived."""

    def __init__(self, *, before: int = -1, behind: int = -1) -> None:
        self.before = before
        self.behind = behind
        self.sent: list[tuple[int, int]] = []

    async def carry(self, route: Route, request: Request) -> None:
        if request.method != "PATCH":
            await route.continue_()
            return
        offset = int(request.headers["upload-offset"])
        number = len(self.sent)
        self.sent.append((offset, len(request.post_data_buffer or b"")))
        if number == self.before:
            await route.abort()
        elif number == self.behind:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()


async def photograph(page: Page, slot: str) -> None:
    """Through the frame of the live camera."""
    await page.locator(".slot", has_text=slot).tap()
    await expect(page.locator("dialog.camera video")).to_be_visible()
    shutter = page.get_by_role("button", name="拍照", exact=True)
    for _ in range(600):  # the content security policy lets no page poll for the driver
        if await page.evaluate("document.querySelector('dialog.camera video').videoWidth > 0"):
            break
        await asyncio.sleep(0.1)
    await shutter.tap()
    await expect(page.locator("img.shot")).to_be_visible()
    await page.get_by_role("button", name="使用这张").tap()
