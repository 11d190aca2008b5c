"""What may be set, and what is refused."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import TELEGRAM, Settings

SECRET = "s" * 32
TOKEN = "4815162342:AAFcanaryCanaryCANARYcanary0123456789"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def refused(monkeypatch: pytest.MonkeyPatch, **environment: str) -> ValidationError:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    return caught.value


def test_everything_but_the_token_has_a_default() -> None:
    """With nothing set the bot polls Telegram itself, in Russian, by Moscow's days."""
    settings = Settings()
    assert (settings.telegram_api_url, settings.webhook_url) == (TELEGRAM, None)
    assert (settings.default_locale, settings.zone.key, settings.read_access) == (
        "ru",
        "Europe/Moscow",
        "group",
    )
    assert settings.admin_ids == frozenset()


def test_an_env_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """`.env` in the working directory counts, an empty value in it is the default, the environment overrides it."""
    Path(".env").write_text("ADMIN_IDS=11, 12\nTIMEZONE=\nREAD_ACCESS=members\n", encoding="utf-8")
    monkeypatch.setenv("READ_ACCESS", "everyone")
    settings = Settings()
    assert settings.admin_ids == {11, 12}
    assert (settings.timezone, settings.read_access) == ("Europe/Moscow", "everyone")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "four words"),
        ("BOT_TOKEN", f"{TOKEN} "),
        ("ADMIN_IDS", "11;12"),
        ("ADMIN_IDS", "@anna"),
        ("ADMIN_IDS", "1087968824"),
        ("ADMIN_IDS", "777000,11"),
        ("READ_ACCESS", "nobody"),
        ("DEFAULT_LOCALE", "fr"),
        ("TIMEZONE", "UTC+3"),
        ("SUMMARY_AT", "10:00"),
        ("SUMMARY_AT", "mon 24:00"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("PROXY_URL", "127.0.0.1:1080"),
        ("PROXY_URL", "socks5://127.0.0.1"),
        ("WEBHOOK_SECRET", "31-characters-are-not-enough-00"),
        ("WEBHOOK_SECRET", "с" * 40),
        ("WEBHOOK_LISTEN", "8080"),
        ("WEBHOOK_LISTEN", "127.0.0.1"),
        ("WEBHOOK_LISTEN", "127.0.0.1:70000"),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """The refusal points at the setting and repeats nothing of its value."""
    refusal = refused(monkeypatch, **{name: value})
    assert [failed["loc"] for failed in refusal.errors()] == [(name.lower(),)]
    assert value not in str(refusal)


@pytest.mark.parametrize(
    "environment",
    [
        {"WEBHOOK_URL": "https://bot.example.ru/hook"},
        {"WEBHOOK_URL": "http://bot.example.ru/hook", "WEBHOOK_SECRET": SECRET},
        {"WEBHOOK_URL": f"https://bot.example.ru/{TOKEN}", "WEBHOOK_SECRET": SECRET, "BOT_TOKEN": TOKEN},
    ],
)
def test_a_webhook_is_safe_or_refused(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    """A webhook needs its secret and https, and its address must not hold the token."""
    assert TOKEN not in str(refused(monkeypatch, **environment))


def test_a_webhook_works_without_the_token_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address of a webhook is checked for the token only when there is one."""
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.ru/hook")
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)
    assert Settings().webhook_address == ("127.0.0.1", 8080)


def test_no_secret_shows_in_the_settings_or_their_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing the settings, or an error about another one, shows none of the three secrets."""
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("PROXY_URL", "socks5://anna:proxy-password@127.0.0.1:1080")
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)
    settings = Settings()
    shown = f"{settings} {settings!r} {refused(monkeypatch, TIMEZONE='nowhere')}"
    assert settings.secrets == (TOKEN, "proxy-password", SECRET)
    assert not any(secret in shown for secret in settings.secrets)
