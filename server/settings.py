"""One frozen settings object, read from `JIEDAI_*` variables. No default is a secret."""

import base64
import re
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, SecretBytes, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

KEY_BYTES = 32
DEMO_MARK = b"demo"
ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9][0-9]{0,4})?")
DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class Mode(StrEnum):
    """Where the system runs. Demo and test keys, debug aids and known passwords are refused in production."""

    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Everything that differs from one installation to another."""

    model_config = SettingsConfigDict(env_prefix="JIEDAI_", frozen=True, extra="ignore")

    mode: Mode = Mode.PRODUCTION
    database_url: SecretStr
    owner_database_url: SecretStr | None = None
    data_dir: Path = Path(".jiedai")
    master_key: SecretBytes
    token_key: SecretBytes
    public_url: str = "http://127.0.0.1:8000"
    bank_url: str = "http://127.0.0.1:8001"
    bank_secret: SecretStr = SecretStr("")
    connectors_url: str = "http://127.0.0.1:8002"
    connectors_secret: SecretStr = SecretStr("")
    connector_urls: dict[str, str] = Field(default_factory=dict)
    sms_url: str | None = None
    sms_secret: SecretStr = SecretStr("")
    wecom_url: str = "https://qyapi.weixin.qq.com"
    wecom_key: str | None = None
    wecom_secret: SecretStr = SecretStr("")
    wecom_agent: str = "0"
    dingtalk_url: str = "https://oapi.dingtalk.com"
    dingtalk_key: str | None = None
    dingtalk_secret: SecretStr = SecretStr("")
    dingtalk_agent: str = "0"
    mail_url: SecretStr = SecretStr("")
    mail_sender: str = "jiedai@lender.example"
    mail_domains: Annotated[frozenset[str], NoDecode] = frozenset()
    signing_certificate: Path | None = None
    signing_password: SecretStr = SecretStr("")
    signing_roots: Path | None = None
    signing_clock_url: str | None = None
    lender_name: str = "示例小额贷款有限公司"
    lender_kinds: Annotated[frozenset[str], NoDecode] = frozenset()
    business_date: str | None = None
    cut_off_hour: int = Field(default=24, ge=1, le=24)
    close_days: bool = True
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = ()
    webhook_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = ()
    allowed_origins: Annotated[frozenset[str], NoDecode] = frozenset()
    passkey_domain: str | None = None
    passkey_origins: Annotated[frozenset[str], NoDecode] = frozenset()
    known_clients: Annotated[frozenset[str], NoDecode] = frozenset()
    access_minutes: int = Field(default=15, ge=1, le=60)
    refresh_days: int = Field(default=14, ge=1, le=90)
    step_up_minutes: int = Field(default=10, ge=1, le=60)
    introspection: bool = False
    graphiql: bool = False
    trusted_documents_only: bool = False
    rate_limit_staff_per_minute: int = Field(default=1_200, ge=0)
    rate_limit_address_per_minute: int = Field(default=300, ge=0)
    pool_size: int = Field(default=10, ge=1, le=200)
    ocr_processes: int = Field(default=2, ge=0, le=16)
    sockets_max: int = Field(default=2_000, ge=1, le=100_000)
    hints_database_url: SecretStr | None = None
    database_pooler: str | None = None
    otlp_endpoint: str | None = None
    access_log: bool = True

    @field_validator("master_key", "token_key", mode="before")
    @classmethod
    def _decode_key(cls, value: object) -> object:
        """Keys are written as base64 of 32 bytes."""
        if not isinstance(value, str):
            return value
        key = base64.b64decode(value, validate=True)
        if len(key) != KEY_BYTES:
            message = f"a key is base64 of {KEY_BYTES} bytes"
            raise ValueError(message)
        return key

    @field_validator("trusted_proxies", "webhook_networks", mode="before")
    @classmethod
    def _split_networks(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator(
        "allowed_origins", "passkey_origins", "known_clients", "lender_kinds", "mail_domains", mode="before"
    )
    @classmethod
    def _split_names(cls, value: object) -> object:
        return frozenset(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("allowed_origins", "passkey_origins")
    @classmethod
    def _check_origins(cls, value: frozenset[str]) -> frozenset[str]:
        """Exactly as a browser writes an origin: no wildcard, no path, small letters, no default port."""
        for origin in value:
            if not ORIGIN.fullmatch(origin) or origin.endswith(DEFAULT_PORTS[origin.partition(":")[0]]):
                message = f"no origin as browsers write it (https://host or https://host:port): {origin}"
                raise ValueError(message)
        return value

    @model_validator(mode="after")
    def _refuse_demo_material(self) -> Self:
        """Production starts with fresh keys and without debug aids, or not at all."""
        if self.mode is not Mode.PRODUCTION:
            return self
        if DEMO_MARK in (self.master_key.get_secret_value()[:4], self.token_key.get_secret_value()[:4]):
            message = "demo keys are refused in production: run `jiedai init`"
            raise ValueError(message)
        if self.introspection or self.graphiql:
            message = "introspection and GraphiQL are refused in production"
            raise ValueError(message)
        if self.business_date is not None:
            message = "a fixed business date is refused in production"
            raise ValueError(message)
        needed = {
            "JIEDAI_BANK_SECRET": self.bank_secret.get_secret_value(),
            "JIEDAI_SMS_URL": self.sms_url,
            "JIEDAI_SMS_SECRET": self.sms_secret.get_secret_value(),
            "JIEDAI_SIGNING_CERTIFICATE": self.signing_certificate,
        }
        missing = [name for name, value in needed.items() if not value]
        if missing:
            message = f"missing in production: {', '.join(missing)}"
            raise ValueError(message)
        return self

    @property
    def is_production(self) -> bool:
        return self.mode is Mode.PRODUCTION
