"""Whether an answer of a device is what it must be: checked with the FIDO2 library, then by the house's rules."""

import struct
from dataclasses import dataclass

from fido2.cose import CoseKey, UnsupportedKey
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    PublicKeyCredentialRpEntity,
    RegistrationResponse,
    UserVerificationRequirement,
)

from server.identity.passkeys.errors import PasskeyRefused
from server.identity.passkeys.party import Party

ALGORITHMS = {"ES256": -7, "EdDSA": -8, "RS256": -257}
PART_BYTES_MAX = 8_192
CHECK_LENGTH_MAX = 120
MALFORMED = (ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error, NotImplementedError)
"""What the library raises over bytes that are no answer; over a key of a kind it does not know, NotImplementedError."""


@dataclass(frozen=True)
class NewAnswer:
    """What a device answers when it makes a key, each part in base64url."""

    client_data: str
    attestation: str
    transports: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What a device answers when it signs, each part in base64url."""

    credential_id: str
    client_data: str
    data: str
    signature: str


@dataclass(frozen=True)
class NewKey:
    """A key that somebody's device has made."""

    credential_id: bytes
    credential_data: bytes
    sign_count: int
    may_be_backed_up: bool
    is_backed_up: bool


@dataclass(frozen=True)
class Signed:
    """What the device says of a key that has signed."""

    sign_count: int
    may_be_backed_up: bool
    is_backed_up: bool


def made(party: Party, challenge: bytes, answer: NewAnswer) -> NewKey:
    """Check a new key: our question, our page, our domain, the person verified, an algorithm that we know.

    What the maker of the device says of itself (attestation) is not asked for. Raises PasskeyRefused.
    """
    try:
        client, told = CollectedClientData(_part(answer.client_data)), AttestationObject(_part(answer.attestation))
        credential = told.auth_data.credential_data
        if credential is None:
            raise _refused("credential")
        response = AuthenticatorAttestationResponse(client_data=client, attestation_object=told)
        given = RegistrationResponse(raw_id=credential.credential_id, response=response)
        data = _server(party).register_complete(_state(challenge), given)
        _require_sound(client, data)
        _require_known(credential.public_key)
    except MALFORMED as error:
        raise _refused("registration", error) from error
    flags = AuthenticatorData.FLAG
    return NewKey(
        credential.credential_id,
        bytes(credential),
        data.counter,
        bool(data.flags & flags.BE),
        bool(data.flags & flags.BS),
    )


def signed(party: Party, challenge: bytes, credential_data: bytes, answer: Answer) -> Signed:
    """Check a signature: our question, our page, our domain, this very key, the person verified.

    The counter is the caller's to compare. Raises PasskeyRefused.
    """
    try:
        credential = AttestedCredentialData(credential_data)
        client, data = CollectedClientData(_part(answer.client_data)), AuthenticatorData(_part(answer.data))
        response = AuthenticatorAssertionResponse(
            client_data=client, authenticator_data=data, signature=_part(answer.signature)
        )
        given = AuthenticationResponse(raw_id=_part(answer.credential_id), response=response)
        _server(party).authenticate_complete(_state(challenge), [credential], given)
        _require_sound(client, data)
    except MALFORMED as error:
        raise _refused("assertion", error) from error
    flags = AuthenticatorData.FLAG
    return Signed(data.counter, bool(data.flags & flags.BE), bool(data.flags & flags.BS))


def credential_of(answer: Answer) -> bytes:
    """Which key an answer says that it is of. Raises PasskeyRefused."""
    try:
        return _part(answer.credential_id)
    except MALFORMED as error:
        raise _refused("credential", error) from error


def _server(party: Party) -> Fido2Server:
    entity = PublicKeyCredentialRpEntity(id=party.id, name=party.name)
    return Fido2Server(entity, verify_origin=lambda origin: origin.lower() in party.origins)


def _state(challenge: bytes) -> dict[str, object]:
    """What the library keeps between question and answer; here it stands in the question's row."""
    return {"challenge": websafe_encode(challenge), "user_verification": UserVerificationRequirement.REQUIRED}


def _part(text: str) -> bytes:
    if not 0 < len(text) <= PART_BYTES_MAX:
        raise _refused("length")
    return websafe_decode(text)


def _require_sound(client: CollectedClientData, data: AuthenticatorData) -> None:
    """A page inside another page's frame asks for nothing; a key that cannot be backed up is not backed up."""
    flags = AuthenticatorData.FLAG
    if client.cross_origin:
        raise _refused("frame")
    if data.flags & flags.BS and not data.flags & flags.BE:
        raise _refused("backup")


def _require_known(key: CoseKey) -> None:
    if isinstance(key, UnsupportedKey) or key.get(3) not in ALGORITHMS.values():
        raise _refused("algorithm")


def _refused(reason: str, error: Exception | None = None) -> PasskeyRefused:
    return PasskeyRefused(field="answer", check=f"{reason}: {error}"[:CHECK_LENGTH_MAX] if error else reason)
