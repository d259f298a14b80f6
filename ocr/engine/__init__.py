"""The recognition models: weights from installed packages, PaddleOCR on ONNX Runtime, and characters with their places.

Heavy imports happen inside functions: whoever imports `ocr` pays nothing until a reader is opened.
"""
