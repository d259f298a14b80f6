"""A certificate authority for the demo and the tests: a root, the lender's seal, a clock for time stamps, a CRL.

It proves that a paper has not been changed and when it was sealed by this machine's clock; nothing about who the lender
or the borrower is. Production names certificates of a licensed authority instead.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

YEARS: Final = 10
EVENT_DAYS: Final = 1
CRL_DAYS: Final = 30
KEY_BITS: Final = 2048
ROOT, SEAL, CLOCK = "root", "seal", "clock"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Identity:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: Any


class DemoAuthority:
    """Made once a data folder, kept in it, readable by its owner only."""

    def __init__(self, folder: Path, lender_name: str) -> None:
        self._folder = folder
        self.root = self._kept(ROOT) or self._keep(ROOT, self._make_root())
        self.seal = self._kept(SEAL) or self._keep(SEAL, self._issue(f"{lender_name} (demo)", rsa_key(), YEARS * 365))
        clock = self._kept(CLOCK)
        self.clock = clock or self._keep(CLOCK, self._issue("Jiedai demo clock", rsa_key(), YEARS * 365, clock=True))

    def event_identity(self, name: str) -> Identity:
        """A certificate for one signature, as authorities issue them to a person who was just identified."""
        return self._issue(name, ec.generate_private_key(ec.SECP256R1()), EVENT_DAYS)

    def revocations(self) -> bytes:
        """The list of revoked certificates as DER: none."""
        now = datetime.now(UTC)
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.root.certificate.subject)
        builder = builder.last_update(now - timedelta(hours=1)).next_update(now + timedelta(days=CRL_DAYS))
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root.key.public_key())
        builder = builder.add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        builder = builder.add_extension(authority, critical=False)
        return builder.sign(self.root.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def _make_root(self) -> Identity:
        key, name = rsa_key(), _name("Jiedai demo root")
        builder = _builder(name, name, key, YEARS * 365)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_usage(authority=True), critical=True)
        subject = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        return Identity(builder.add_extension(subject, critical=False).sign(key, hashes.SHA256()), key)

    def _issue(self, name: str, key: Key, days: int, *, clock: bool = False) -> Identity:
        builder = _builder(_name(name), self.root.certificate.subject, key, days)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_usage(authority=False), critical=True)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root.key.public_key())
        subject = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        builder = builder.add_extension(issuer, critical=False).add_extension(subject, critical=False)
        if clock:
            stamps = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(stamps, critical=True)
        return Identity(builder.sign(self.root.key, hashes.SHA256()), key)

    def _kept(self, name: str) -> Identity | None:
        file = self._folder / f"{name}.p12"
        if not file.exists():
            return None
        key, certificate, _ = pkcs12.load_key_and_certificates(file.read_bytes(), None)
        return Identity(certificate, key) if certificate else None

    def _keep(self, name: str, identity: Identity) -> Identity:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"{name}.p12"
        file.touch(mode=0o600)
        plain = serialization.NoEncryption()
        certificate = identity.certificate
        file.write_bytes(pkcs12.serialize_key_and_certificates(name.encode(), identity.key, certificate, None, plain))
        return identity


def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _builder(subject: x509.Name, issuer: x509.Name, key: Key, days: int) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
    return builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=days))


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
