"""Refusals of signals."""

from server.kit.errors import Conflict, Invalid


class FindingSettled(Conflict):
    """A finding is upheld or dismissed once."""

    code = "collection.finding_settled"
    zh = "该质检发现已处理"
    en = "The finding is settled already"


class OwnWords(Conflict):
    """Nobody settles what he said himself."""

    code = "collection.own_words"
    zh = "不得处理涉及本人话术的质检发现"
    en = "Somebody else settles what you said yourself"


class VoiceUnsound(Invalid):
    """A recording that cannot be listened to."""

    code = "collection.voice_unsound"
    zh = "录音须为未压缩的WAV文件（8至48千赫，不超过10分钟）"
    en = "A recording is an uncompressed WAV file of 8 to 48 kHz and at most ten minutes"
