"""A whole run full of faults: the process lives, people are answered, and the log keeps the secrets."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.callbacks.roadmap import OpenHome, OpenSpheres
from bot.sandbox.api.options import Options
from bot.sandbox.server import Sandbox
from tests.bot.processes.service import service
from tests.bot.scripted_telegram import TOKEN
from tests.bot.telegram.socks import socks_proxy

PASSWORD = "canary-password"
SCREENS = [OpenSpheres().pack(), OpenHome().pack()]
BRISK = Options(rates=None, callback_deadline=3600.0, conflict_pause=0.0, patience=90.0)


@pytest.mark.slow
async def test_a_run_full_of_faults_tells_no_secret(tmp_path: Path) -> None:
    """After every fault the next press is answered; nowhere in the log stand the token or the proxy's password."""
    async with (
        Sandbox.running(options=BRISK) as sandbox,
        socks_proxy("forwards") as proxy,
        service(sandbox, tmp_path) as bot,
    ):
        sandbox.bot(TOKEN)
        faults = sandbox.faults
        await bot.started(PROXY_URL=f"socks5://anna:{PASSWORD}@127.0.0.1:{proxy}", PYTHONASYNCIODEBUG="1")
        anna = sandbox.person("Анна")
        await anna.sends("/start")
        plans: tuple[Callable[[], object], ...] = (
            lambda: faults.too_many_requests(1, method="editMessageText"),
            lambda: faults.too_many_requests(None, method="editMessageText"),
            lambda: faults.server_error(method="editMessageText", times=2),
            lambda: faults.bad_gateway(method="editMessageText"),
            lambda: faults.stub_page(method="editMessageText"),
            lambda: faults.dropped_connection(executes=False, method="editMessageText"),
            lambda: faults.bad_gateway(method="getUpdates"),
            lambda: faults.dropped_connection(executes=False, method="getUpdates"),
            lambda: faults.too_many_requests(1, method="getUpdates"),
            faults.conflict,
            sandbox.malformed_update,
            sandbox.duplicate_updates,
        )
        for number, plan in enumerate(plans):
            plan()
            await anna.presses_data(SCREENS[number % 2], changes=True)
        async with sandbox.offline():
            pass
        await anna.presses_data(SCREENS[0], changes=True)
        assert await bot.terminate() == 0
    assert "malformed" in bot.log
    for secret in (TOKEN, TOKEN.partition(":")[2], PASSWORD, "Traceback"):
        assert secret not in bot.log
