"""The audit trail: one record for each use case and each refusal, inserted with the transaction it tells of.

Records are append-only and hold ids, codes and hashes, never personal data. A sealer chains them in batches
(`seal.py`), so that a changed, lost or swapped record shows; `jiedai verify` recomputes the chain. Reading the trail
is a guarded verb of `reports`: this subject only writes.
"""
