"""Answers a call: token, planned faults, decoding by the schema, the method, the journal."""

import asyncio
import inspect
import traceback
from typing import Any

from aiohttp import ClientResponse

from bot.sandbox.api.calls import Call, DescribedResult, Reply
from bot.sandbox.api.faults import Fault, refusal
from bot.sandbox.api.methods.catalogue import IMPLEMENTED
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.api.webhook_replies import call_in_reply
from bot.sandbox.schema.bot_api import Payload, bot_api, dumped
from bot.sandbox.schema.errors import ApiError, not_implemented
from bot.sandbox.schema.parameters import Parameters, Upload, decoded
from bot.sandbox.state.events import EventKind
from bot.sandbox.state.journal import Entry

IGNORED_IN_REPLIES = ("get", "setwebhook", "deletewebhook", "close", "logout")


async def answer(telegram: Telegram, call: Call) -> Reply | None:
    """The reply to a call; None when a planned fault drops the connection."""
    try:
        telegram.account.check_token(call.token)
    except ApiError as error:
        return refusal(error)
    return await _journaled(telegram, call)


async def execute_reply(telegram: Telegram, response: ClientResponse) -> None:
    """Carries out the method in a bot's answer to a webhook delivery; its result is not reported.

    Methods that ask for something and those about webhooks are ignored (official server, WebhookActor.cpp).
    """
    try:
        call = await call_in_reply(response)
    except ApiError:
        return
    if call is not None and not call.method.lower().startswith(IGNORED_IN_REPLIES):
        await _journaled(telegram, call)


async def _journaled(telegram: Telegram, call: Call) -> Reply | None:
    method = bot_api().method(call.method)
    entry = telegram.journal.begin(method.name if method else call.method)
    status, payload = 0, None
    try:
        fault = telegram.faults.take(call.method, call.values.get("chat_id"))
        if fault is not None:
            return await _faulty(telegram, call, entry, fault)
        status, payload = await _carried_out(telegram, call, entry)
        return _reply(status, payload)
    finally:
        telegram.journal.finish(entry, status, payload)
        chat_id = entry.parameters.get("chat_id")
        data = {"number": entry.number, "method": entry.method, "status": status}
        telegram.events.publish(EventKind.CALL, chat_id if isinstance(chat_id, int) else None, data)


async def _faulty(telegram: Telegram, call: Call, entry: Entry, fault: Fault) -> Reply | None:
    entry.fault = fault.name
    if fault.executes:
        await _carried_out(telegram, call, entry)
    elif method := bot_api().method(call.method):
        entry.parameters = _shown(decoded(bot_api(), method, call.values, call.uploads))
    await asyncio.sleep(fault.delay)
    return fault.reply


async def _carried_out(telegram: Telegram, call: Call, entry: Entry) -> tuple[int, Payload]:
    try:
        result = await _result(telegram, call, entry)
    except ApiError as error:
        return error.code, error.payload()
    except Exception:  # noqa: BLE001 - a fault of the local Telegram must fail the test, not hide as a lost connection
        entry.problems.append(f"the local Telegram failed: {traceback.format_exc()}")
        return 500, ApiError(500).payload()
    if isinstance(result, DescribedResult):
        return 200, {"ok": True, "result": result.result, "description": result.description}
    return 200, {"ok": True, "result": result}


async def _result(telegram: Telegram, call: Call, entry: Entry) -> Any:
    method = bot_api().method(call.method)
    if method is None:
        raise ApiError(404, "method not found")
    parameters = decoded(bot_api(), method, call.values, call.uploads)
    entry.parameters, entry.problems = _shown(parameters), parameters.problems
    method_body = IMPLEMENTED.get(method.name)
    if method_body is None:
        raise not_implemented(f"the method {method.name}")
    result = method_body(telegram, parameters)
    return await result if inspect.isawaitable(result) else result


def _shown(parameters: Parameters) -> Payload:
    """Values as the journal keeps them: a file by its name."""
    return {
        name: f"<file {value.name}>" if isinstance(value, Upload) else value
        for name, value in parameters.values.items()
    }


def _reply(status: int, payload: Payload) -> Reply:
    retry_after = payload.get("parameters", {}).get("retry_after")
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Reply(status, dumped(payload), headers=headers)
