"""What stands for every paper of the demonstration: drawn, and marked as a specimen."""

import io
import time

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 856, 540
MEDIA_TYPE = "image/png"
PHOTO_TYPE = "image/jpeg"
PHOTO_SIZE = (800, 600)
SKY, WALL, DOOR, SIGN, SHELF = (196, 216, 232), (222, 206, 180), (120, 92, 70), (176, 44, 40), (150, 112, 76)
GOODS = ((198, 92, 60), (76, 128, 84), (70, 104, 168), (214, 176, 72))
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


def shop_front() -> bytes:
    """A drawn shop from outside, marked as a specimen."""
    shop = Image.new("RGB", PHOTO_SIZE, SKY)
    draw = ImageDraw.Draw(shop)
    draw.rectangle((60, 150, 740, 540), fill=WALL)
    draw.rectangle((60, 150, 740, 230), fill=SIGN)
    draw.rectangle((330, 300, 470, 540), fill=DOOR)
    for left in (110, 520):
        draw.rectangle((left, 290, left + 170, 440), fill=SKY, outline=DOOR, width=8)
    return _marked(shop, (400, 190), "样本商店")


def shelves() -> bytes:
    """Drawn shelves with goods, marked as a specimen."""
    inside = Image.new("RGB", PHOTO_SIZE, WALL)
    draw = ImageDraw.Draw(inside)
    for row in range(4):
        top = 90 + row * 120
        draw.rectangle((40, top + 84, 760, top + 98), fill=SHELF)
        for at in range(11):
            draw.rectangle((60 + at * 62, top + 10, 104 + at * 62, top + 82), fill=GOODS[(row + at) % len(GOODS)])
    return _marked(inside, (400, 50), "样本库存")


def _marked(image: Image.Image, at: tuple[int, int], words: str) -> bytes:
    import noto_cjk_sans_otc

    face = ImageFont.truetype(str(noto_cjk_sans_otc.FONT_PATH), 44)
    draw = ImageDraw.Draw(image)
    draw.text(at, words, fill=(255, 255, 255), font=face, anchor="mm", stroke_width=3, stroke_fill=INK)
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=70)
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
