"""Tone of a voice: how agitated it sounds, behind an interface. Pure; a recording is listened to and not kept here.

The default listener reckons loudness, pitch (autocorrelation), syllables a second (peaks of loudness) and pauses with
numpy alone. What it compares with is the same speaker's first twenty seconds where there is more, else the figures
of quiet speech below, which are the house's own and not learnt from anybody (regulation 6.3 gives the formula; no
licensed recordings of agitated Mandarin ship in a package). Short or noisy recordings are not judged. Reading emotion
from a voice needs notice and an impact assessment (个人信息保护法 28, 55): it is off until a house uses it.
"""

import io
import math
import wave
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from server.collection.signals.errors import VoiceUnsound

Wave = npt.NDArray[np.float64]
FRAME_SECONDS: Final = 0.04
HOP_SECONDS: Final = 0.01
RATES_HZ: Final = (8_000, 48_000)
LONGEST_SECONDS: Final = 600
SPEECH_SECONDS_MIN: Final = 3.0
SELF_SECONDS: Final = 20.0
PITCH_HZ: Final = (70.0, 400.0)
VOICED_FROM: Final = 0.5
SPEECH_ABOVE_FLOOR: Final = 3.0
CLEAR_DB: Final = 12.0
FLOOR: Final = 1e-5
SAMPLES: Final = {1: ("u1", 128, 128), 2: ("<i2", 0, 32_768)}
"""By bytes of a sample, as WAV has them: kind, silence, and the largest distance from it."""
PEAK_FRAMES_MIN: Final = 5
"""Shorter than this, loudness has no peak."""
SEMITONES: Final = 12
USUAL: Final = {"loud_db": (-26.0, 6.0), "pitch": (14.0, 4.0), "pitch_sd": (2.5, 1.0), "rate": (4.0, 1.0)}
"""Of quiet speech on a telephone: mean and spread of loudness (dB of full scale), pitch (semitones over 70 Hz), its
spread, and syllables a second."""


@dataclass(frozen=True, slots=True)
class Tone:
    """How a voice sounds. `agitation` is None where the listener abstains; `why` says why in both languages."""

    agitation: float | None
    confidence: float
    speech_seconds: float
    loud_db: float
    pitch_hz: float | None
    syllables_a_second: float
    pauses_share: float
    why_zh: str
    why_en: str


class VoiceListener(Protocol):
    """Listens to a recording."""

    def listen(self, recording: bytes) -> Tone:
        """The tone of a whole WAV file. Raises VoiceUnsound."""
        ...


@dataclass(frozen=True, slots=True)
class _Measured:
    loud_db: float
    pitch: float
    pitch_sd: float
    rate: float
    voiced_seconds: float


class ProsodyListener:
    """The default: loudness, pitch, speed and pauses by numpy."""

    def listen(self, recording: bytes) -> Tone:
        """The tone of a whole WAV file: PCM of 8 or 16 bits, channels mixed. Raises VoiceUnsound."""
        sound, rate = samples_of(recording)
        loud = loudness(sound, rate)
        speaking, clear_db = _speaking(loud)
        seconds = float(speaking.sum()) * HOP_SECONDS
        found = _measured(sound, rate, loud, speaking)
        pauses = 1 - seconds / (len(loud) * HOP_SECONDS) if len(loud) else 1.0
        pitch_hz = PITCH_HZ[0] * 2 ** (found.pitch / SEMITONES) if found.voiced_seconds else None
        heard = (seconds, found.loud_db, pitch_hz, found.rate, pauses)
        if seconds < SPEECH_SECONDS_MIN:
            return Tone(None, 0.0, *heard, "有效语音不足3秒，不作判断", "Less than three seconds of speech: not judged")
        if clear_db < CLEAR_DB or found.voiced_seconds < SPEECH_SECONDS_MIN / 3:
            return Tone(None, 0.0, *heard, "噪声过大或无清晰人声，不作判断", "Too noisy, or no clear voice: not judged")
        agitation = _agitation(found, _own_usual(sound, rate, loud, speaking))
        confidence = min(1.0, seconds / SELF_SECONDS) * min(1.0, clear_db / (2 * CLEAR_DB))
        return Tone(agitation, round(confidence, 4), *heard, "按响度、音高与语速估计", "By loudness, pitch and speed")


def samples_of(recording: bytes) -> tuple[Wave, int]:
    """Samples from -1 to 1 and how many a second. Raises VoiceUnsound for what is no plain WAV file."""
    try:
        with wave.open(io.BytesIO(recording)) as told:
            channels, width, rate, frames = told.getparams()[:4]
            long = frames > rate * LONGEST_SECONDS
            if long or width not in SAMPLES or not RATES_HZ[0] <= rate <= RATES_HZ[1]:
                raise VoiceUnsound(field="recording")
            raw = told.readframes(frames)
    except (wave.Error, EOFError, ValueError) as unsound:
        raise VoiceUnsound(field="recording") from unsound
    raw = raw[: len(raw) // (width * channels) * width * channels]
    kind, middle, largest = SAMPLES[width]
    values = (np.frombuffer(raw, dtype=kind).astype(np.float64) - middle) / largest
    return values.reshape(-1, channels).mean(axis=1), rate


def loudness(sound: Wave, rate: int) -> Wave:
    """Root mean square of each frame, a hop apart."""
    frame, hop = int(rate * FRAME_SECONDS), int(rate * HOP_SECONDS)
    if len(sound) < frame:
        return np.zeros(0)
    summed = np.concatenate([[0.0], np.cumsum(sound**2)])
    starts = np.arange(0, len(sound) - frame + 1, hop)
    squares: Wave = np.sqrt(np.maximum(summed[starts + frame] - summed[starts], 0) / frame)
    return squares


def _speaking(loud: Wave) -> tuple[npt.NDArray[np.bool_], float]:
    """Which frames are speech, and by how many dB speech lies over the floor."""
    if not len(loud) or loud.max() < FLOOR * 10:
        return np.zeros(len(loud), dtype=np.bool_), 0.0
    floor = max(float(np.percentile(loud, 5)), FLOOR)
    speaking = loud > max(floor * SPEECH_ABOVE_FLOOR, loud.max() / 30)
    if not speaking.any():
        return speaking, 0.0
    return speaking, 20 * math.log10(float(loud[speaking].mean()) / floor)


def _measured(sound: Wave, rate: int, loud: Wave, speaking: npt.NDArray[np.bool_]) -> _Measured:
    pitches = _pitches(sound, rate, np.flatnonzero(speaking)[::2])
    level = 20 * math.log10(max(float(loud[speaking].mean()), FLOOR)) if speaking.any() else -100.0
    tones = SEMITONES * np.log2(pitches / PITCH_HZ[0]) if len(pitches) else np.zeros(1)
    seconds = max(float(speaking.sum()) * HOP_SECONDS, HOP_SECONDS)
    return _Measured(
        level,
        float(np.median(tones)),
        float(tones.std()),
        _peaks(loud, speaking) / seconds,
        len(pitches) * 2 * HOP_SECONDS,
    )


def _pitches(sound: Wave, rate: int, frames: npt.NDArray[np.intp]) -> Wave:
    """Pitch in Hz of the frames that have one: the first high peak of the normalised autocorrelation."""
    frame, hop = int(rate * FRAME_SECONDS), int(rate * HOP_SECONDS)
    shortest, longest = int(rate / PITCH_HZ[1]), int(rate / PITCH_HZ[0])
    found = []
    for at in frames:
        part = sound[at * hop : at * hop + frame]
        part = part - part.mean()
        whole = float(part @ part)
        if whole <= 0:
            continue
        spectrum = np.fft.rfft(part, 2 * frame)
        alike = np.fft.irfft(np.abs(spectrum) ** 2)[:frame] / whole
        near = alike[shortest : min(longest, frame - 1)]
        if len(near) and near.max() >= VOICED_FROM:
            found.append(rate / (shortest + int(np.argmax(near))))
    return np.array(found)


def _peaks(loud: Wave, speaking: npt.NDArray[np.bool_]) -> int:
    """Syllables: peaks of smoothed loudness that stand out from the valley before, in speech."""
    if len(loud) < PEAK_FRAMES_MIN:
        return 0
    smooth = np.convolve(loud, np.hanning(9) / np.hanning(9).sum(), mode="same")
    count, valley, rising = 0, float(smooth[0]), True
    for at in range(1, len(smooth) - 1):
        value = float(smooth[at])
        valley = min(valley, value)
        if value > smooth[at - 1] and value >= smooth[at + 1] and value > valley * 1.25 and speaking[at] and rising:
            count, valley, rising = count + 1, value, False
        elif value < smooth[at - 1]:
            rising = True
    return count


def _own_usual(sound: Wave, rate: int, loud: Wave, speaking: npt.NDArray[np.bool_]) -> dict[str, tuple[float, float]]:
    """What the speaker's first seconds are like, where there is enough after them; else quiet speech."""
    first = int(SELF_SECONDS / HOP_SECONDS)
    if speaking[:first].sum() * HOP_SECONDS < SPEECH_SECONDS_MIN or speaking[first:].sum() < first / 2:
        return dict(USUAL)
    early = speaking.copy()
    early[first:] = False
    own = _measured(sound, rate, np.where(early, loud, 0.0), early)
    means = {"loud_db": own.loud_db, "pitch": own.pitch, "pitch_sd": own.pitch_sd, "rate": own.rate}
    return {name: (means[name], spread) for name, (_, spread) in USUAL.items()}


def _agitation(found: _Measured, usual: dict[str, tuple[float, float]]) -> float:
    """s(z loudness + 0.8 z pitch + 0.5 z its spread + 0.7 z speed - 1.5), regulation 6.3; s is the logistic."""

    def z(name: str, value: float) -> float:
        mean, spread = usual[name]
        return max(-3.0, min((value - mean) / spread, 3.0))

    told = z("loud_db", found.loud_db) + 0.8 * z("pitch", found.pitch)
    told += 0.5 * z("pitch_sd", found.pitch_sd) + 0.7 * z("rate", found.rate) - 1.5
    return round(1 / (1 + math.exp(-told)), 4)
