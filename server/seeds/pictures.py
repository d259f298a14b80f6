"""The picture that stands for every paper of the demonstration: drawn, and marked as a specimen."""

import io

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 856, 540
MEDIA_TYPE = "image/png"
GROUND, BAND, INK, MARK = (230, 238, 242), (206, 222, 230), (62, 108, 150), (200, 60, 60)
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
    card = card.quantize(16)
    packed = io.BytesIO()
    card.save(packed, "PNG", optimize=True)
    return packed.getvalue()
