"""A sheet to rows and back. What tells where somebody lives or was is sealed with the customer's key."""

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from server.applications.visiting.figures import photo_distance_m, photo_minutes
from server.applications.visiting.models import Visit, VisitLine, VisitPhoto
from server.applications.visiting.sheet import Line, Photo, Position, Sheet
from server.kit import crypto

HEAD: Final = 6
"""So many characters of an address are shown: province and city, mostly."""


def visit_columns(sheet: Sheet, key: bytes, visit_id: UUID) -> dict[str, Any]:
    """The columns of the visit itself."""
    address = sheet.address.strip()
    place = {"address": address, **_position(sheet.position)}
    sealed = crypto.encrypt(key, json.dumps(place, ensure_ascii=False).encode(), _cell("visits", visit_id))
    return {
        "place": sheet.place,
        "trade": sheet.trade,
        "visited_at": sheet.visited_at,
        "place_cipher": sealed if address or sheet.position else None,
        "address_masked": address[:HEAD] + "*" * len(address[HEAD:]) if address else None,
        "accuracy_m": sheet.position.accuracy_m if sheet.position else None,
        "household_size": sheet.household_size,
        "dependants": sheet.dependants,
        "earners": sheet.earners,
        "home_owned": sheet.home_owned,
        "residence_months": sheet.residence_months,
        "summary": sheet.summary.strip(),
    }


def address_index(master_key: bytes, address: str) -> bytes | None:
    """By which the same address is found again, however it is spaced and dotted; None where none is told."""
    folded = unicodedata.normalize("NFKC", address).casefold()
    plain = "".join(letter for letter in folded if letter.isalnum())
    return crypto.blind_index(master_key, "address", plain) if plain else None


def line_columns(line: Line) -> dict[str, Any]:
    """The columns of a line."""
    return asdict(line) | {"note": line.note.strip()}


def photo_columns(photo: Photo, sheet: Sheet, key: bytes, row_id: UUID) -> dict[str, Any]:
    """The columns of a photo; how far it is from the visit is worked out now, while the places are in clear."""
    place = json.dumps(_position(photo.position)).encode() if photo.position else None
    return {
        "document_id": photo.document_id,
        "source": photo.source,
        "caption": photo.caption.strip(),
        "taken_at": photo.taken_at,
        "place_cipher": crypto.encrypt(key, place, _cell("visit_photos", row_id)) if place else None,
        "accuracy_m": photo.position.accuracy_m if photo.position else None,
        "distance_m": photo_distance_m(photo, sheet.position),
        "minutes_apart": photo_minutes(photo, sheet.visited_at),
    }


def place_of(row: Visit | VisitPhoto, key: bytes) -> tuple[str, Position | None]:
    """Address and position in clear: for the memory of one piece of work."""
    if row.place_cipher is None:
        return "", None
    told = json.loads(crypto.decrypt(key, row.place_cipher, _cell(row.__tablename__, row.id)))
    position = None
    if "latitude" in told:
        position = Position(
            Decimal(told["latitude"]),
            Decimal(told["longitude"]),
            told["accuracy_m"],
            datetime.fromisoformat(told["at"]),
        )
    return told.get("address", ""), position


def sheet_of(visit: Visit, lines: Sequence[VisitLine], photos: Sequence[VisitPhoto], key: bytes) -> Sheet:
    """A visit as it was filled in."""
    address, position = place_of(visit, key)
    return Sheet(
        visit.place,
        visit.trade,
        visit.visited_at,
        address,
        position,
        visit.household_size,
        visit.dependants,
        visit.earners,
        visit.home_owned,
        visit.residence_months,
        visit.summary,
        tuple(
            Line(row.part, row.kind, row.amount_fen, row.month, row.monthly_fen, row.note, row.document_id)
            for row in lines
        ),
        tuple(Photo(row.document_id, row.taken_at, row.source, place_of(row, key)[1], row.caption) for row in photos),
    )


def sheet_hash(sheet: Sheet) -> str:
    """SHA-256 over the sheet as canonical JSON: sorted keys, no spaces."""
    told = json.dumps(asdict(sheet), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def _position(position: Position | None) -> dict[str, Any]:
    if position is None:
        return {}
    degrees = {"latitude": str(position.latitude), "longitude": str(position.longitude)}
    return degrees | {"accuracy_m": position.accuracy_m, "at": position.at.isoformat()}


def _cell(table: str, row_id: UUID) -> str:
    return crypto.cell(table, "place", row_id)
