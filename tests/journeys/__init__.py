"""Whole lives of loans: real server, real worker, real bank simulator, one browser."""
