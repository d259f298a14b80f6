"""Reading: what denies, what weakens, what is found again in the text, and when nothing is said."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bench.signals.utterances import HELD_OUT, TRAIN, utterances
from server.collection.signals.classifier import house_classifier, load, save
from server.collection.signals.hearing import reasons_of, scores_told
from server.collection.signals.lexicon import look_up, patterns, told_weights
from server.collection.signals.plain import TEXT_MAX, plain
from server.collection.signals.reading import read_text
from server.collection.signals.rules import EN, HALTING, ZH, Intent, halting, logistic, scores_of

SAYINGS = {
    Intent.PROMISE: "明天一定还，我保证",
    Intent.REFUSE: "我就是不想还，随便你们起诉",
    Intent.HARDSHIP: "我失业三个月了，实在没钱",
    Intent.DISPUTE: "这钱不是我借的，被人冒用了身份证",
    Intent.FRAUD: "中介让我包装的流水，都是假的",
    Intent.CRISIS: "我不想活了，再逼我就跳楼",
    Intent.THIRD_PERSON: "我是他老婆，他不在家，有事我转告",
    Intent.WRONG_NUMBER: "你打错了，不认识这个人",
    Intent.COMPLAINT: "我要打12378投诉你们",
    Intent.DELAY: "能不能宽限几天，过几天再说",
    Intent.PAID: "昨天已经还过了，有转账记录",
    Intent.HOSTILE: "滚，神经病，烦不烦",
}
DENIABLE = {
    Intent.REFUSE: "想不还",
    Intent.HARDSHIP: "失业",
    Intent.FRAUD: "中介",
    Intent.CRISIS: "自杀",
    Intent.COMPLAINT: "投诉",
    Intent.HOSTILE: "骂你神经病",
}
TEXTS = some.text(max_size=200)
SPOKEN = some.sampled_from(sorted(SAYINGS.values()))


def words_for(text: str) -> set[Intent]:
    return set(told_weights(look_up(plain(text))))


@pytest.mark.parametrize(("intent", "text"), SAYINGS.items())
def test_a_plain_saying_is_read_with_its_evidence(intent: Intent, text: str) -> None:
    found = read_text(text)
    assert found.intent is intent
    assert found.lexicon is intent
    assert any(each.intent is intent for each in found.evidence)
    assert all(text[each.start : each.end] == each.words for each in found.evidence)
    assert intent in found.heard


@pytest.mark.parametrize(("intent", "word"), DENIABLE.items())
def test_a_denial_turns_a_word_round_and_a_second_one_turns_it_back(intent: Intent, word: str) -> None:
    for denial in ("没", "不是", "并非"):
        if intent is not Intent.REFUSE:
            assert intent in words_for(f"我{word}")
            assert intent not in words_for(f"我{denial}{word}")
            assert intent in words_for(f"我不是没{word}")
            assert intent in words_for(f"我{denial}说，{word}"), "a denial ends with its clause"


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        ("不是不想还，明天就还给你", Intent.PROMISE, Intent.REFUSE),
        ("不是我不还，实在没钱", Intent.HARDSHIP, Intent.REFUSE),
        ("我不会自杀的，你放心", None, Intent.CRISIS),
        ("能不能分期", Intent.DELAY, None),
        ("要不要投诉你们", Intent.COMPLAINT, None),
        ("不是已经还过了吗", Intent.PAID, None),
        ("我没有投诉你们", None, Intent.COMPLAINT),
    ],
)
def test_denials_and_questions_as_people_use_them(text: str, said: Intent | None, unsaid: Intent | None) -> None:
    found = words_for(text)
    assert said is None or said in found
    assert unsaid not in found


def test_a_perhaps_halves_what_is_said() -> None:
    sure, unsure = (told_weights(look_up(plain(text)))[Intent.PROMISE] for text in ("明天还", "可能明天还"))
    assert unsure == sure / 2


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    found = read_text(text)
    assert 0 <= found.sure <= 1
    assert all(0 <= each.start < each.end <= len(text) for each in found.evidence)


@given(SPOKEN, some.sampled_from(["\u200b", " ", "\u3000", "\ufeff", "\u0301", "\u00ad", "\t", "\x00"]), some.data())
@settings(max_examples=60, deadline=None)
def test_signs_that_nobody_sees_change_nothing(text: str, noise: str, data: some.DataObject) -> None:
    at = data.draw(some.integers(0, len(text)))
    spoiled = text[:at] + noise + text[at:]
    assert words_for(spoiled) == words_for(text)
    assert read_text(spoiled).intent is read_text(text).intent


@given(SPOKEN, SPOKEN)
@settings(max_examples=60, deadline=None)
def test_two_sayings_together_say_what_each_says(first: str, second: str) -> None:
    assert words_for(f"{first}。{second}") == words_for(first) | words_for(second)


@given(SPOKEN | TEXTS, some.floats(0, 1), some.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_who_abstains_abstains_at_every_higher_threshold(text: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    if read_text(text, threshold=low).abstains:
        assert read_text(text, threshold=high).abstains
    assert not read_text(text or "喂", threshold=0.0).abstains or not plain(text or "喂").text


def test_a_text_beyond_the_limit_is_read_to_the_limit() -> None:
    assert len(plain("喂" * (TEXT_MAX + 5)).text) == TEXT_MAX
    assert read_text("").abstains
    assert read_text("１２３４５６７").evidence == ()


def test_what_is_unclear_is_left_open() -> None:
    assert read_text("那个嘛").abstains


@pytest.mark.parametrize("intent", HALTING)
def test_what_halts_is_named_in_order_of_gravity(intent: Intent) -> None:
    later = HALTING[HALTING.index(intent) :]
    assert halting(later) is intent
    expected = Intent.CRISIS if intent is Intent.CRISIS else None
    assert halting((*later, Intent.WRONG_NUMBER)) is expected
    assert halting((Intent.PROMISE,)) is None


def test_scores_are_the_regulations_formula() -> None:
    assert scores_of((Intent.PROMISE,)).willingness == pytest.approx(logistic(0.2 + 0.7))
    assert scores_of((Intent.REFUSE,)).willingness == pytest.approx(logistic(0.2 - 1.0))
    reliable, broken = scores_of((Intent.PROMISE,), promises_kept=4), scores_of((Intent.PROMISE,), promises_broken=2)
    assert reliable.willingness == pytest.approx(logistic(0.2 + 0.7 + 0.75))
    assert broken.willingness == pytest.approx(logistic(0.2 + 0.7 - 0.75 - 0.6))
    assert scores_of((Intent.HARDSHIP,)).ability == pytest.approx(0.3)
    assert scores_of((Intent.HOSTILE,)).agitation == pytest.approx(0.8)
    nobody = scores_of((Intent.PROMISE, Intent.THIRD_PERSON))
    assert (nobody.willingness, nobody.ability, nobody.agitation) == (None, None, None)
    assert scores_told(scores_of((Intent.REFUSE,)))["willingness"] == Decimal("0.3100")


@given(some.sets(some.sampled_from(Intent)), some.integers(0, 50), some.integers(0, 50))
@settings(deadline=None)
def test_scores_stay_between_nought_and_one(heard: set[Intent], kept: int, broken: int) -> None:
    for score in scores_told(scores_of(heard, promises_kept=kept, promises_broken=broken)).values():
        assert score is None or 0 <= score <= 1


def test_reasons_name_the_words_in_both_languages() -> None:
    reasons = reasons_of(read_text("我失业了，实在没钱"))
    assert reasons[0]["code"] == "hardship"
    assert "失业" in reasons[0]["zh"]
    assert "hardship" in reasons[0]["en"]
    assert set(ZH) == set(EN) == set(Intent)
    assert {intent for intent, _, _ in patterns()} == set(Intent)


def test_the_reader_is_right_on_three_of_four_held_out_utterances_of_families_it_has_not_seen() -> None:
    held = utterances(HELD_OUT)
    assert len({each.text for each in held}) >= 600
    assert not {each.text for each in held} & {each.text for each in utterances(TRAIN)}
    families = [set(path.read_text(encoding="utf-8").splitlines()) for path in (HELD_OUT, TRAIN)]
    assert {line for line in families[0] & families[1] if "{" in line} == set()
    read = [(each.intent, read_text(each.text)) for each in held]
    told = [(intent, found) for intent, found in read if not found.abstains]
    assert sum(intent is found.intent for intent, found in told) / len(told) >= 0.75
    assert len(told) / len(read) >= 0.5
    crises = [found for intent, found in read if intent is Intent.CRISIS]
    assert sum(Intent.CRISIS in found.heard for found in crises) / len(crises) >= 0.75


def test_a_model_is_the_same_after_it_was_written_and_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    path, model = tmp_path_factory.mktemp("model") / "classifier.npz", house_classifier()
    save(model, path)
    again = load(path)
    assert (again.threshold, again.lexicon_weight, again.intents) == (
        model.threshold,
        model.lexicon_weight,
        model.intents,
    )
    for text in SAYINGS.values():
        assert again.beliefs(text) == pytest.approx(model.beliefs(text), abs=1e-3)
        assert sum(again.beliefs(text).values()) == pytest.approx(1)
    assert len(set(model.beliefs("\U0001f600").values())) == 1
