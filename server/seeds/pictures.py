"""What stands for every paper of the demonstration: drawn, and marked as a specimen."""

import io
import time

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 856, 540
MEDIA_TYPE = "image/png"
GROUND, BAND, INK, MARK = (230, 238, 242), (206, 222, 230), (62, 108, 150), (200, 60, 60)
PAGE = (827, 1169)  # A4 at 100 dots an inch
PAGE_LINES = (
    ("借款合同", 52),
    ("", 40),
    ("本合同以纸质签署，双方约定的金额、期限、利率与还款计划", 26),
    ("以系统中登记的合同条款为准。", 26),
    ("", 40),
    ("演示样本，不含任何个人信息", 26),
)
LINES = ("姓名  样本", "证件号码  0000 0000 0000 0000 00", "本图为演示样本，不含任何个人信息")


def specimen() -> bytes:
    """A small PNG: a card without anybody's data."""
    import noto_cjk_sans_otc

    card = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(card)
    for y in range(0, HEIGHT, 36):
        draw.rectangle((0, y, WIDTH, y + 12), fill=BAND)
    small = ImageFont.truetype(str(noto_cjk_sans_otc.FONT_PATH), 34)
    for row, line in enumerate(LINES):
        draw.text((60, 90 + row * 110), line, fill=INK, font=small)
    large = ImageFont.truetype(str(noto_cjk_sans_otc.FONT_PATH), 72)
    draw.text((WIDTH // 2, HEIGHT - 90), "样本 SPECIMEN", fill=MARK, font=large, anchor="mm")
    packed = io.BytesIO()
    card.quantize(16).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def paper() -> bytes:
    """A small PDF of one page: it says that the contract was signed on paper."""
    import noto_cjk_sans_otc

    page = Image.new("1", PAGE, 1)
    draw, y = ImageDraw.Draw(page), 140
    for line, size in PAGE_LINES:
        face = ImageFont.truetype(str(noto_cjk_sans_otc.FONT_PATH), size)
        draw.text((PAGE[0] // 2, y), line, fill=0, font=face, anchor="mm")
        y += size * 2
    packed = io.BytesIO()
    epoch = time.gmtime(0)  # the same page is the same bytes
    page.save(packed, "PDF", creationDate=epoch, modDate=epoch)
    return packed.getvalue()
