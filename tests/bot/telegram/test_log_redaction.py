"""No secret reaches a log, whichever library writes the record and however."""

import io
import logging
import sys
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram import log_redaction as redaction

TOKEN = "4815162342:AAFcanaryCanaryCANARYcanary0123456789"
OTHER = "123456789:ABCdefGHIjklMNOpqrSTUvwxYZ0123456789"
PASSWORD = "p@ss/word"
SECRET = "webhook-secret-webhook-secret-webhook"
SECRETS = (TOKEN, PASSWORD, SECRET)


@pytest.fixture
def printed() -> Iterator[io.StringIO]:
    """What a plain handler prints while the secrets are hidden."""
    before, hook = logging.getLogRecordFactory(), sys.excepthook
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    redaction.install(SECRETS)
    yield stream
    logging.getLogger().removeHandler(handler)
    logging.setLogRecordFactory(before)
    sys.excepthook = hook


def leaks(text: str) -> list[str]:
    return [
        secret
        for secret in (*SECRETS, OTHER, TOKEN.partition(":")[2], quote(TOKEN, safe=""))
        if secret in text
    ]


def test_message_and_arguments_are_clean(printed: io.StringIO) -> None:
    """Secrets in the text, in arguments and in objects are hidden; the rest of the line stays."""
    log = logging.getLogger("aiogram.dispatcher")
    log.warning("GET https://api.telegram.org/bot%s/getMe by %s", TOKEN, {"secret": SECRET})
    log.warning(f"file/bot{quote(TOKEN, safe='')}/a.docx and {OTHER}")  # noqa: G004 - others write so
    assert not leaks(printed.getvalue())
    assert "https://api.telegram.org/bot•••/getMe" in printed.getvalue()


def test_a_traceback_is_clean(printed: io.StringIO) -> None:
    """Secrets in an exception, in its cause and in its context are hidden; the traceback is still there."""

    def call_telegram() -> None:
        try:
            int(f"https://api.telegram.org/bot{TOKEN}/sendMessage")
        except ValueError as error:
            raise OSError(f"proxy socks5://anna:{PASSWORD}@10.0.0.1:1080") from error

    try:
        call_telegram()
    except OSError:
        logging.getLogger("aiohttp.client").exception("failed with %s", SECRET)
    text = printed.getvalue()
    assert not leaks(text)
    assert "Traceback" in text
    assert "sendMessage" in text


def test_the_password_of_an_unknown_proxy_is_hidden(printed: io.StringIO) -> None:
    """An address with a login and a password loses the password even when it is not one of ours."""
    logging.getLogger("x").error("http://user:hunter2@proxy:3128 is dead")
    assert "hunter2" not in printed.getvalue()
    assert "http://user:•••@proxy:3128" in printed.getvalue()


def test_arguments_that_do_not_fit_print_nothing_raw(
    printed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """logging's own complaint about a wrong format would show the arguments: it does not come to that."""
    logging.getLogger("x").error("no place for it", TOKEN)  # noqa: PLE1205 - the mistake is the point
    assert not leaks(printed.getvalue() + capsys.readouterr().err)


def test_an_uncaught_error_is_logged_redacted(printed: io.StringIO) -> None:
    """What would be the last words of the process go through the log as well."""
    try:
        int(TOKEN)
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    assert "ValueError" in printed.getvalue()
    assert not leaks(printed.getvalue())


def test_installing_again_replaces_the_secrets(printed: io.StringIO) -> None:
    """A second start in the same process hides its own secrets and wraps nothing twice."""
    for _ in range(3):
        redaction.install(["the-new-one"])
    logging.getLogger("x").error("the-new-one")
    assert "the-new-one" not in printed.getvalue()
    factory = logging.getLogRecordFactory()
    assert isinstance(factory, redaction.RedactedRecords)
    assert not isinstance(factory.make, redaction.RedactedRecords)


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(SECRETS))
def test_a_secret_is_hidden_wherever_it_stands(before: str, after: str, secret: str) -> None:
    """Whatever stands around it, the secret is gone."""
    assert secret not in redaction.Redaction(SECRETS)(before + secret + after)
