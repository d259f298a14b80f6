"""Invented names and numbers. Family names have many different initials, so that lists and searches differ."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Final

from server.reference.number_formats import CREDIT_ALPHABET, credit_check_character, identity_check_character
from server.seeds.places import Place

FAMILIES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧殷兰章葛安祁柴卜"
)
GIVEN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红娥玲芬燕彩春菊凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼"
    "勤珍贞莉宁飘育馥琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓仪荷丹蓉眉君琴蕊薇菁梦岚苑筠柔竹霭凝晓欢霄枫芸菲寒"
    "伊亚宜可姬舒影荔枝思泽宇浩然子轩俊凯文博天翔鹏程立诚志远建国家豪睿渊哲航铭阳辰"
)
TRADES: Final = (
    ("餐饮管理", "食品"), ("商贸", "百货"), ("建材", "装饰"), ("服饰", "纺织"), ("物流", "运输"), ("机电", "设备"),
    ("包装", "印务"), ("农业科技", "果蔬"), ("汽车服务", "配件"), ("电子", "数码"), ("家居", "木业"),
    ("文化传播", "广告"),
)  # fmt: skip
WORDS: Final = "恒信鼎盛源泰和顺达旺兴隆诚益广丰康宏华瑞嘉永安联众德润合力新锐云帆百川万里金石"
STREETS: Final = ("人民路", "解放路", "建设路", "中山路", "长江路", "新华街", "和平里", "学府路", "滨河路", "文昌街")
BANKS: Final = ("工商银行", "建设银行", "农业银行", "中国银行", "招商银行", "邮储银行", "交通银行")
PHONE_HEADS: Final = ("154", "160", "161", "163", "164", "168", "169")  # given to nobody so far
SEQUENCES: Final = range(970, 990)  # the last births of a day in a district: practically never reached


class Namer:
    """Draws names and numbers, each number once."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._taken: set[str] = set()

    def person(self) -> str:
        return self._dice.choice(FAMILIES) + "".join(self._dice.choices(GIVEN, k=self._dice.choice((1, 2, 2, 2))))

    def company(self, place: Place) -> str:
        """A company's name, once in the house."""
        trade = self._dice.choice(self._dice.choice(TRADES))
        return self._once(lambda: f"{place.city}{''.join(self._dice.sample(WORDS, 2))}{trade}有限公司")

    def district(self, place: Place) -> tuple[str, str]:
        return self._dice.choice(place.districts)

    def identity(self, district: str, born: date) -> str:
        """A sound invented resident identity number (GB 11643-1999)."""

        def drawn() -> str:
            body = f"{district}{born:%Y%m%d}{self._dice.choice(SEQUENCES)}"
            return body + identity_check_character(body)

        return self._once(drawn)

    def credit_code(self, district: str) -> str:
        """A sound invented unified social credit code (GB 32100-2015) of a company."""

        def drawn() -> str:
            body = f"91{district}MA{''.join(self._dice.choices(CREDIT_ALPHABET, k=7))}"
            return body + credit_check_character(body)

        return self._once(drawn)

    def phone(self) -> str:
        return self._once(lambda: f"{self._dice.choice(PHONE_HEADS)}{self._dice.randrange(10**8):08d}")

    def account(self) -> str:
        return self._once(lambda: f"62170099{self._dice.randrange(10**11):011d}")

    def address(self, place: Place, district: str) -> str:
        number, room = self._dice.randint(1, 399), self._dice.randint(101, 2404)
        return f"{place.city}市{district}{self._dice.choice(STREETS)}{number}号{room}室"

    def birthday(self, today: date, youngest: int, oldest: int) -> date:
        """A birthday by age in full years on a day."""
        return today - timedelta(days=self._dice.randint(youngest * 366, oldest * 365))

    def _once(self, draw: Callable[[], str]) -> str:
        while True:
            drawn = draw()
            if drawn not in self._taken:
                self._taken.add(drawn)
                return drawn
