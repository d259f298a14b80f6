# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""What is known of applications as such: where they came from, with whom they share it, who asks how often."""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain
from server.risk.relations.moments import DAY, ENDS, begins, within

_OWN: Final = "d.channel = 'self_service'"
"""Staff of a branch share address and device: only who applies himself is told by them."""

CUSTOMER_REQUESTS: Final = Relation(
    "requests",
    Grain.CUSTOMER,
    f"""
SELECT a.customer_id AS subject, v.product_code, a.state, a.requested_amount_fen, a.created_at, a.decided_at
  FROM applications a JOIN product_versions v ON v.id = a.product_version_id
 WHERE a.created_at >= {begins(180)} AND a.created_at < {ENDS} AND a.customer_id IN (SELECT id FROM subjects)""",
    ("applications", "product_versions"),
)
CUSTOMER_PHONE: Final = Relation(
    "phone_requests",
    Grain.CUSTOMER,
    f"""
SELECT c.customer_id AS subject, a.id
  FROM applications a JOIN customers o ON o.customer_id = a.customer_id
  JOIN customers c ON c.phone_index = o.phone_index
 WHERE {within("a.created_at", 1)} AND c.id IN (SELECT id FROM subjects)""",
    ("applications", "customers"),
)
"""Applications of the day by anybody with his phone number."""
CUSTOMER_CARDHOLDERS: Final = Relation(
    "card_holders",
    Grain.CUSTOMER,
    """
SELECT b.customer_id AS subject, b.id, count(DISTINCT o.customer_id) AS people
  FROM bank_accounts b JOIN bank_accounts o ON o.number_index = b.number_index AND o.state <> 'failed'
 WHERE b.state <> 'failed' AND b.customer_id IN (SELECT id FROM subjects)
 GROUP BY b.customer_id, b.id""",
    ("bank_accounts",),
)
"""His accounts, and how many customers have each."""
APPLICATION_PLACE: Final = Relation(
    "app_place",
    Grain.APPLICATION,
    f"""
SELECT s.id AS subject, o.customer_id AS person
  FROM subjects s JOIN visits v ON v.customer_id = s.customer_id AND v.application_id = s.id
  JOIN visits o ON o.address_index = v.address_index AND {within("o.saved_at", 30)}""",
    ("visits",),
)
"""Applicants who were visited in a month where this one was."""
APPLICATION_EMPLOYER: Final = Relation(
    "app_employer",
    Grain.APPLICATION,
    f"""
SELECT s.id AS subject, k.phone_index, count(DISTINCT a.customer_id) AS people
  FROM applications a
  JOIN customer_contacts o ON o.customer_id = a.customer_id AND o.kind = 'workplace' AND o.ended_at IS NULL
  JOIN customer_contacts k ON k.phone_index = o.phone_index AND k.kind = 'workplace' AND k.ended_at IS NULL
  JOIN subjects s ON s.customer_id = k.customer_id
 WHERE {within("a.created_at", 7)}
 GROUP BY s.id, k.phone_index""",
    ("applications", "customer_contacts"),
)
"""An employer is known by the phone of the workplace: how many with the same one applied in a week."""
CUSTOMER_GROUP_REQUESTS: Final = Relation(
    "group_requests",
    Grain.CUSTOMER,
    f"""
SELECT e.customer_id AS subject, a.id
  FROM customer_exposures e JOIN customer_exposures m ON m.group_id = e.group_id
  JOIN applications a ON a.customer_id = m.customer_id AND {within("a.created_at", 30)}
 WHERE e.group_id IS NOT NULL AND e.customer_id IN (SELECT id FROM subjects)""",
    ("customer_exposures", "applications"),
)
CUSTOMER_DEVICES: Final = Relation(
    "devices",
    Grain.CUSTOMER,
    f"""
SELECT a.customer_id AS subject, d.device_index
  FROM applications a JOIN decision_arrivals d ON d.application_id = a.id AND {_OWN}
 WHERE {within("a.created_at", 30)} AND a.customer_id IN (SELECT id FROM subjects)""",
    ("applications", "decision_arrivals"),
)
_AMENDED: Final = f"""
SELECT (t.told ->> 'id')::uuid AS customer_id, r.at, r.changes -> 'amended' AS amended
  FROM audit_records r CROSS JOIN LATERAL jsonb_array_elements(r.subjects) AS t (told)
 WHERE r.operation = 'customer:amend' AND r.outcome = 'done' AND t.told ->> 'kind' = 'customer'
   AND {within("r.at", 90)}"""
CUSTOMER_AMENDED: Final = Relation(
    "amended",
    Grain.CUSTOMER,
    f"SELECT m.customer_id AS subject, m.amended FROM ({_AMENDED}) m WHERE m.customer_id IN (SELECT id FROM subjects)",
    ("audit_records",),
)
"""Changes of what is kept of him, as the audit trail has them: the names of the fields."""
CUSTOMER_REVIEWS: Final = Relation(
    "phone_reviews",
    Grain.CUSTOMER,
    f"""
SELECT w.customer_id AS subject, w.value_index FROM identity_reviews w
 WHERE w.kind = 'phone' AND {within("w.opened_at", 90)} AND w.customer_id IN (SELECT id FROM subjects)""",
    ("identity_reviews",),
)
"""Phones that he told and that belong to somebody else."""
APPLICATION_AMENDED: Final = Relation(
    "app_amended",
    Grain.APPLICATION,
    f"""
SELECT s.id AS subject, m.amended FROM ({_AMENDED}) m JOIN subjects s ON s.customer_id = m.customer_id
   AND m.at >= s.created_at AND m.at <= coalesce(s.submitted_at, {ENDS})""",
    ("audit_records",),
)


def _sharing(name: str, by: str, since: str, counted: str = "o.application_id") -> Relation:
    """Arrivals up to this one that share something with it; an allowed address is shared with nobody."""
    allowed = (
        "AND NOT EXISTS (SELECT FROM decision_allowed_addresses w "
        f"WHERE w.address_index = d.address_index AND w.allowed_until >= {DAY})"
        if by == "address_index"
        else ""
    )
    rows = f"""
SELECT s.id AS subject, {counted} AS shared
  FROM subjects s JOIN decision_arrivals d ON d.application_id = s.id AND {_OWN}
  JOIN decision_arrivals o ON o.{by} = d.{by} AND o.channel = 'self_service'
   AND o.arrived_at > d.arrived_at - interval '{since}' AND o.arrived_at <= d.arrived_at
  JOIN applications a ON a.id = o.application_id
 WHERE true {allowed}"""
    return Relation(name, Grain.APPLICATION, rows, ("decision_arrivals", "applications"))


APPLICATION_ADDRESS: Final = _sharing("app_address", "address_index", "1 hour")
APPLICATION_NETWORK: Final = _sharing("app_network", "network_index", "24 hours")
APPLICATION_DEVICE: Final = _sharing("app_device", "device_index", "30 days", "a.customer_id")
APPLICATION_FIRST: Final = Relation(
    "app_first",
    Grain.APPLICATION,
    f"""
SELECT s.id AS subject, f.first_at FROM subjects s
  JOIN decision_arrivals d ON d.application_id = s.id AND {_OWN} AND d.device_index IS NOT NULL
 CROSS JOIN LATERAL (SELECT min(o.arrived_at) AS first_at FROM decision_arrivals o
                      WHERE o.device_index = d.device_index) f""",
    ("decision_arrivals",),
)
"""When the device was first seen."""
APPLICATION_TEXTS: Final = Relation(
    "app_texts",
    Grain.APPLICATION,
    f"""
SELECT t.application_id AS subject, t.alike FROM (
  SELECT o.application_id, count(*) OVER (PARTITION BY o.words) AS alike FROM (
    SELECT p.application_id, translate(lower(p.reason), '0123456789 .,;:!?()%-，。；：、！？（）％', '') AS words
      FROM applications a JOIN application_opinions p
        ON p.customer_id = a.customer_id AND p.application_id = a.id AND p.submission = a.submission
     WHERE a.created_at >= {begins(90)} AND {within("p.given_at", 7)}) o
   WHERE length(o.words) >= 8) t
 WHERE t.application_id IN (SELECT id FROM subjects)""",
    ("applications", "application_opinions"),
)
"""The words of the opinion that go with it, without numbers and dots: how many of a week say just that."""
OFFICER_REQUESTS: Final = Relation(
    "officer_requests",
    Grain.OFFICER,
    f"""
SELECT a.officer_id AS subject, count(*) AS requests,
       count(*) FILTER (WHERE a.requested_amount_fen BETWEEN 4500000 AND 4999999
                           OR a.requested_amount_fen BETWEEN 48000000 AND 50000000) AS near_limit
  FROM applications a WHERE {within("a.created_at", 30)} GROUP BY a.officer_id""",
    ("applications",),
)
PRODUCT_CHANNELS: Final = Relation(
    "channels",
    Grain.PRODUCT,
    f"""
SELECT md5(v.product_code)::uuid AS subject, coalesce(d.channel, 'staff') AS channel,
       count(*) FILTER (WHERE {within("a.created_at", 1)}) AS today,
       count(*) FILTER (WHERE NOT {within("a.created_at", 1)}) AS before
  FROM applications a JOIN product_versions v ON v.id = a.product_version_id
  LEFT JOIN decision_arrivals d ON d.application_id = a.id
 WHERE {within("a.created_at", 29)} GROUP BY 1, 2""",
    ("applications", "product_versions", "decision_arrivals"),
)
"""Applications of the day and of the 28 days before it, by the way they came in."""
