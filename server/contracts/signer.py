"""The lender's digital seal: PAdES through pyHanko, with the certificate of the installation.

Production names a PKCS#12 file. The demo makes a certificate of its own, once a data folder: it proves that a paper has
not been changed, and nothing about who the lender is.
"""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from server.settings import Settings

FIELD = "LenderSeal"
DEMO_YEARS = 10


class PdfSigner:
    """Signs with one key, loaded once."""

    def __init__(self, file: Path, password: str) -> None:
        # imported here: pyHanko takes a fifth of a server's start, and most processes never seal a paper
        from pyhanko.sign import signers

        opener: Any = signers.SimpleSigner
        loaded = opener.load_pkcs12(str(file), passphrase=password.encode() or None)
        if loaded is None:
            message = f"the signing certificate {file.name} cannot be opened"
            raise ValueError(message)
        self._signer = loaded

    async def sign(self, pdf: bytes, *, reason: str, at: datetime) -> bytes:
        """The signed paper: the bytes that were signed stand unchanged at its beginning."""
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import signers
        from pyhanko.sign.fields import SigSeedSubFilter

        metadata = signers.PdfSignatureMetadata(
            field_name=FIELD, reason=f"{reason}; {at.isoformat()}", subfilter=SigSeedSubFilter.PADES
        )
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        signed = await signers.async_sign_pdf(writer, metadata, self._signer)
        return bytes(signed.getvalue())


class LazySigner:
    """Opens the certificate when the first paper is to be sealed: most processes never seal one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._signer: PdfSigner | None = None

    async def sign(self, pdf: bytes, *, reason: str, at: datetime) -> bytes:
        if self._signer is None:
            self._signer = _open(self._settings)
        return await self._signer.sign(pdf, reason=reason, at=at)


def open_signer(settings: Settings) -> LazySigner:
    return LazySigner(settings)


def _open(settings: Settings) -> PdfSigner:
    password = settings.signing_password.get_secret_value()
    if settings.signing_certificate is not None:
        return PdfSigner(settings.signing_certificate, password)
    file = settings.data_dir / "demo-seal.p12"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_bytes(_demo_certificate(settings.lender_name))
    return PdfSigner(file, "")


def _demo_certificate(lender_name: str) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{lender_name} (demo)"[:64])])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1))
    builder = builder.not_valid_after(now + timedelta(days=365 * DEMO_YEARS)).add_extension(usage, critical=True)
    certificate = builder.sign(key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, serialization.NoEncryption())
