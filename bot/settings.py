"""The settings, their defaults, and what each is for."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from data.people.people import SHARED_IDS
from data.summaries.schedule import parse_rule

ReadAccess = Literal["group", "members", "everyone"]

ENV_FILE = ".env"
TELEGRAM = "https://api.telegram.org"
PROXY_SCHEMES = frozenset({"socks5", "socks4", "http"})


class Settings(BaseSettings):
    """Read from the environment, then from `.env` in the working directory; an empty value is the default.

    Raises `pydantic.ValidationError` whose locations are the names of the settings; `bot.cli.refusals` words them.
    """

    # Without hide_input_in_errors a mistyped token would stand in the error's own text.
    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8-sig",  # as some editors save it: the mark is no part of the first name
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    bot_token: SecretStr = Field(default=SecretStr(""), description="from BotFather; needed by `run`")
    telegram_api_url: str = Field(
        default=TELEGRAM, description="another Bot API server, a local one for example"
    )
    database_path: Path = Field(default=Path("roadmap.db"), description="the file that holds everything")
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="numeric Telegram ids of the first admins, comma-separated"
    )
    read_access: ReadAccess = Field(
        default="group",
        description="who may read: members of the bound group, admitted people only, or everyone",
    )
    default_locale: Literal["ru", "en"] = Field(
        default="ru", description="language where Telegram names another one"
    )
    timezone: str = Field(default="Europe/Moscow", description="the zone in which days begin")
    summary_at: str = Field(
        default="mon 10:00",
        description="when a group gets its weekly summary, unless an admin changes it there",
    )
    proxy_url: SecretStr | None = Field(
        default=None, description="socks5:// or http:// proxy to reach Telegram through"
    )
    webhook_url: str | None = Field(
        default=None, description="public https address; without it the bot polls"
    )
    webhook_secret: SecretStr | None = Field(
        default=None, description="32 to 256 of A-Z a-z 0-9 _ -; with WEBHOOK_URL"
    )
    webhook_listen: str = Field(
        default="127.0.0.1:8080", description="host:port where the reverse proxy finds the bot"
    )

    @field_validator("bot_token")
    @classmethod
    def check_token(cls, value: SecretStr) -> SecretStr:
        if value and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value.get_secret_value()):
            raise ValueError("is not a token from BotFather")
        return value

    @field_validator("database_path")
    @classmethod
    def check_file(cls, value: Path) -> Path:
        # SQLite's names for what is no file: the two connections would not see each other's data.
        if ":memory:" in str(value) or str(value).startswith("file:"):
            raise ValueError("is not the path of a file")
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def split_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return frozenset(_person_id(part.strip()) for part in value.split(",") if part.strip())

    @field_validator("timezone")
    @classmethod
    def check_zone(cls, value: str) -> str:
        if value not in _zones():
            raise ValueError("is not a zone name")
        return value

    @field_validator("summary_at")
    @classmethod
    def check_rule(cls, value: str) -> str:
        return str(parse_rule(value))

    @field_validator("telegram_api_url")
    @classmethod
    def trim_url(cls, value: str) -> str:
        _address(value, {"http", "https"})
        return value.rstrip("/")

    @field_validator("proxy_url")
    @classmethod
    def check_proxy(cls, value: SecretStr | None) -> SecretStr | None:
        if value and _address(value.get_secret_value(), PROXY_SCHEMES).port is None:
            raise ValueError("names no port")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def check_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{32,256}", value.get_secret_value()):
            raise ValueError("is too short or holds other characters")
        return value

    @field_validator("webhook_listen")
    @classmethod
    def check_port(cls, value: str) -> str:
        if not _address(f"//{value}", {""}).port:
            raise ValueError("names no port")
        return value

    @model_validator(mode="after")
    def check_webhook(self) -> "Settings":
        if self.webhook_url is None:
            return self
        # A local server takes plain http; Telegram itself refuses it.
        _address(self.webhook_url, {"https"} if self.telegram_api_url == TELEGRAM else {"https", "http"})
        token = self.bot_token.get_secret_value()
        if self.webhook_secret is None or (token and token in self.webhook_url):
            raise ValueError("lacks its secret or shows the token")
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def webhook_address(self) -> tuple[str, int]:
        """Returns the host and port to listen on."""
        listen = _address(f"//{self.webhook_listen}", {""})
        return str(listen.hostname), int(listen.port or 0)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Returns what no log may show: the token, the proxy's password, the webhook's secret."""
        proxy = urlsplit(self.proxy_url.get_secret_value()).password if self.proxy_url else None
        webhook = self.webhook_secret.get_secret_value() if self.webhook_secret else None
        return tuple(secret for secret in (self.bot_token.get_secret_value(), proxy, webhook) if secret)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _person_id(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError("holds something that is not a numeric id")
    if int(text) in SHARED_IDS:
        raise ValueError("holds an id that many people share")
    return int(text)


def _address(url: str, schemes: frozenset[str] | set[str]) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme not in schemes or not parts.hostname:
        raise ValueError("is not such an address")
    return parts
