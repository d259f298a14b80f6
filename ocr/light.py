"""Light: contrast brought back. The networks read dark and hazy pictures as they are; a doubted strip gets both."""

import numpy as np

from ocr.engine.lines import Pixels

LOW, HIGH = 1.0, 99.0  # percentiles that become black and white


def contrasted(picture: Pixels) -> Pixels:
    """The picture stretched to all of its range."""
    low, high = np.percentile(picture, (LOW, HIGH))
    stretched = (picture.astype(np.float32) - low) * (255.0 / max(1.0, float(high - low)))
    return np.asarray(np.clip(stretched, 0, 255), np.uint8)
