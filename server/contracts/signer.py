"""Seals on papers: PAdES through pyHanko, the borrower's drawn name first, the lender's seal over it.

Production names a PKCS#12 file of a licensed authority, the roots it is trusted by, and the address of a time-stamping
service (RFC 3161): then certificates, revocation lists and time stamps go into the paper (PAdES-B-LTA), which proves
itself for as long as there are stamps, offline. Without such a service the seal is PAdES-B-B. The demo has an authority
of its own (`demo_authority`) and seals B-LTA without any network.
"""

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, Final

from cryptography.hazmat.primitives import serialization
from cryptography.x509 import Certificate, load_pem_x509_certificates

from server.contracts import marks
from server.contracts.demo_authority import DemoAuthority, Identity
from server.kit.ports import Ink
from server.settings import Settings

SEAL_FIELD: Final = "LenderSeal"
INK_FIELD: Final = "BorrowerSignature"
PARTY_FIELD: Final = "PartySignature"


@dataclass(frozen=True)
class Mark:
    """One signature on a paper: who, why, and where it is seen, if it is."""

    signer: Any
    field: str
    reason: str
    box: marks.Box | None = None
    drawing: bytes = b""
    for_long: bool = False


@dataclass(frozen=True)
class Proof:
    """What makes a signature stand for years: a clock for stamps, and what its certificates are checked by."""

    clock: Any = None
    roots: Sequence[Any] = ()
    others: Sequence[Any] = ()
    revocations: Sequence[Any] = ()
    fetching: bool = False

    def context(self) -> Any:
        from pyhanko_certvalidator import ValidationContext

        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=list(self.others),
            crls=list(self.revocations),
            allow_fetching=self.fetching,
            revocation_mode="soft-fail" if self.fetching else "require",
        )


class Sealing:
    """Opens its certificates when the first paper is to be sealed: most processes never seal one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._authority: DemoAuthority | None = None
        self._seal: Any = None

    async def sign(
        self, pdf: bytes, *, reason: str, at: datetime, ink: Ink | None = None, beside: Sequence[Ink] = ()
    ) -> bytes:
        """The signed paper: the bytes that were signed stand unchanged at its beginning.

        With `ink` the borrower's drawn name goes on it first, under a certificate for this one signature where the
        authority issues such (the demo's does), else under the lender's; then the names of who signs beside him.
        """
        dated = f"{reason}; {at.isoformat()}"
        # in a thread with a loop of its own: a second of arithmetic is in it, and a call to the service for time stamps
        return await asyncio.to_thread(lambda: asyncio.run(self._signed(pdf, dated, ink, beside)))

    async def _signed(self, pdf: bytes, reason: str, ink: Ink | None, beside: Sequence[Ink]) -> bytes:
        self._open()
        box, seal = (marks.LENDER, marks.red_seal()) if ink is not None else (None, b"")
        drawn = [] if ink is None else [(ink, INK_FIELD, marks.BORROWER)]
        for position, each in enumerate(beside, 1):
            drawn.append((each, f"{PARTY_FIELD}{position}", marks.beside(position, len(beside))))
        for each, field, where in drawn:
            name = each.on_paper(marks.INK_WIDTH, marks.INK_HEIGHT)
            pdf = await _marked(pdf, Mark(self._borrower(each.name), field, reason, where, name), self._proof())
        return await _marked(pdf, Mark(self._seal, SEAL_FIELD, reason, box, seal, for_long=True), self._proof())

    def _open(self) -> None:
        if self._seal is not None:
            return
        # imported here: pyHanko takes a fifth of a server's start
        from pyhanko.sign import signers

        file = self._settings.signing_certificate
        if file is None:
            self._authority = DemoAuthority(self._settings.data_dir / "demo-authority", self._settings.lender_name)
            self._seal = _signer_of(self._authority.seal, self._authority.root)
            return
        opener: Any = signers.SimpleSigner
        password = self._settings.signing_password.get_secret_value().encode() or None
        self._seal = opener.load_pkcs12(str(file), passphrase=password)
        if self._seal is None:
            message = f"the signing certificate {file.name} cannot be opened"
            raise ValueError(message)

    def _borrower(self, name: str) -> Any:
        authority = self._authority
        return _signer_of(authority.event_identity(name), authority.root) if authority else self._seal

    def _proof(self) -> Proof | None:
        from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper

        if self._authority is not None:
            clock, root = _plain(self._authority.clock), _plain(self._authority.root)
            stamper = DummyTimeStamper(clock[0], clock[1], certs_to_embed=_store(root[0]))
            revoked = _asn1("crl").CertificateList.load(self._authority.revocations())
            return Proof(stamper, [root[0]], [clock[0]], [revoked])
        if self._settings.signing_clock_url is None or self._settings.signing_roots is None:
            return None
        roots = [
            _plain_certificate(each) for each in load_pem_x509_certificates(self._settings.signing_roots.read_bytes())
        ]
        return Proof(HTTPTimeStamper(self._settings.signing_clock_url), roots, fetching=True)


def open_signer(settings: Settings) -> Sealing:
    return Sealing(settings)


async def _marked(pdf: bytes, mark: Mark, proof: Proof | None) -> bytes:
    """The paper with one more signature on it, as an incremental update."""
    from pyhanko.pdf_utils.content import RawContent
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
    from pyhanko.stamp import StaticStampStyle

    metadata = signers.PdfSignatureMetadata(
        field_name=mark.field,
        reason=mark.reason,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=proof is not None,
        use_pades_lta=proof is not None and mark.for_long,
        validation_context=proof.context() if proof else None,
    )
    style, spec = None, None
    if mark.box is not None:
        box = mark.box
        size = BoxConstraints(width=box.right - box.left, height=box.top - box.bottom)
        drawing = RawContent(mark.drawing, box=size)
        style = StaticStampStyle(background=drawing, background_opacity=1, border_width=0)
        place = (box.left, box.bottom, box.right, box.top)
        spec = SigFieldSpec(mark.field, on_page=marks.LAST_PAGE, box=place)
    signing = signers.PdfSigner(
        metadata, mark.signer, timestamper=proof.clock if proof else None, stamp_style=style, new_field_spec=spec
    )
    signed = await signing.async_sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))
    return bytes(signed.getvalue())


def _signer_of(identity: Identity, root: Identity) -> Any:
    from pyhanko.sign import signers

    certificate, key = _plain(identity)
    return signers.SimpleSigner(certificate, key, _store(_plain(root)[0]))


def _store(*certificates: Any) -> Any:
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    store: Any = SimpleCertificateStore
    return store.from_certs(certificates)


def _plain(identity: Identity) -> tuple[Any, Any]:
    """Certificate and key as pyHanko takes them."""
    plain = serialization.NoEncryption()
    key = identity.key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain)
    return _plain_certificate(identity.certificate), _asn1("keys").PrivateKeyInfo.load(key)


def _plain_certificate(certificate: Certificate) -> Any:
    return _asn1("x509").Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _asn1(name: str) -> Any:
    """A module of asn1crypto, which has no types."""
    return import_module(f"asn1crypto.{name}")
