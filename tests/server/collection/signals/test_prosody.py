"""Tone: louder, higher and faster sounds more agitated; short, noisy or broken recordings are not judged."""

import io
import wave

import numpy as np
import pytest

from server.collection.signals.errors import VoiceUnsound
from server.collection.signals.prosody import ProsodyListener, Wave, samples_of

RATE = 8_000
CALM_BELOW, AGITATED_FROM = 0.5, 0.6


def voice(seconds: float = 8.0, *, pitch_hz: float = 150, gain: float = 0.06, syllables: float = 3.5) -> Wave:
    """Syllables of a buzzing tone with pauses between them."""
    time = np.arange(int(seconds * RATE)) / RATE
    bent = pitch_hz * (1 + 0.08 * np.sin(2 * np.pi * 0.7 * time))
    phase = 2 * np.pi * np.cumsum(bent) / RATE
    tone = sum(np.sin(harmonic * phase) / harmonic for harmonic in range(1, 6))
    beat = np.clip(np.sin(2 * np.pi * syllables * time), 0, None) ** 0.7
    noise = np.random.default_rng(7).normal(0, 0.0004, len(time))
    sound: Wave = gain * tone * beat + noise
    return sound


def recording(sound: Wave, rate: int = RATE, width: int = 2, channels: int = 1) -> bytes:
    clipped, file = np.clip(sound, -1, 1), io.BytesIO()
    with wave.open(file, "wb") as told:
        told.setnchannels(channels)
        told.setsampwidth(width)
        told.setframerate(rate)
        values = (clipped * 32_767).astype("<i2") if width == 2 else ((clipped + 1) * 127).astype(np.uint8)
        told.writeframes(np.repeat(values, channels).tobytes())
    return file.getvalue()


def test_louder_higher_and_faster_sounds_more_agitated() -> None:
    listener = ProsodyListener()
    calm = listener.listen(recording(voice()))
    angry = listener.listen(recording(voice(gain=0.35, pitch_hz=280, syllables=6.0)))
    assert calm.agitation is not None
    assert angry.agitation is not None
    assert calm.agitation < CALM_BELOW
    assert angry.agitation > AGITATED_FROM
    assert angry.loud_db > calm.loud_db
    assert angry.syllables_a_second > calm.syllables_a_second
    assert 0 < calm.confidence <= 1


def test_pitch_is_what_was_played() -> None:
    for pitch_hz in (110, 180, 300):
        found = ProsodyListener().listen(recording(voice(pitch_hz=pitch_hz)))
        assert found.pitch_hz == pytest.approx(pitch_hz, rel=0.12)


def test_who_is_always_loud_is_compared_with_himself() -> None:
    loud = {"gain": 0.3, "pitch_hz": 240.0, "syllables": 5.0}
    alone, long = (ProsodyListener().listen(recording(voice(seconds, **loud))) for seconds in (10, 50))
    assert alone.agitation is not None
    assert long.agitation is not None
    assert long.agitation < alone.agitation


@pytest.mark.parametrize(
    "sound",
    [
        voice(1.5),
        np.zeros(RATE * 6),
        np.zeros(0),
        np.random.default_rng(3).normal(0, 0.1, RATE * 6),
    ],
    ids=["short", "silent", "empty", "noise"],
)
def test_what_cannot_be_judged_is_not_judged(sound: Wave) -> None:
    found = ProsodyListener().listen(recording(sound))
    assert (found.agitation, found.confidence) == (None, 0.0)
    assert found.why_zh
    assert found.why_en


def test_what_is_no_plain_recording_is_refused() -> None:
    good = recording(voice(1))
    for broken in (
        b"",
        b"RIFF",
        good[:30],
        b"ID3" + good,
        recording(voice(1), rate=4_000),
        recording(voice(0.1), 96_000),
    ):
        with pytest.raises(VoiceUnsound):
            samples_of(broken)


def test_eight_bits_and_two_channels_are_heard_alike() -> None:
    sound = voice(gain=0.2)
    plain_tone, other = (
        ProsodyListener().listen(recording(sound)),
        ProsodyListener().listen(recording(sound, channels=2)),
    )
    assert other.agitation == plain_tone.agitation
    assert len(samples_of(recording(sound, width=1))[0]) == len(sound)
