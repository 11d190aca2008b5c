"""How a bot gets its updates and files."""

from bot.sandbox.api.calls import DescribedResult
from bot.sandbox.api.methods.sending import Method
from bot.sandbox.api.polling import NEW_WEBHOOK, WEBHOOK
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.api.webhook import Webhook
from bot.sandbox.api.webhook_settings import webhook_settings
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import bad_request, too_many_requests
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.updates import usual_kinds


async def get_updates(telegram: Telegram, parameters: Parameters) -> list[Payload]:
    """Raises `ApiError` 409 while a webhook is set."""
    if telegram.webhook is not None and not telegram.webhook.gone:
        raise await telegram.polling.conflict(WEBHOOK)
    return await telegram.polling.get_updates(parameters)


async def set_webhook(telegram: Telegram, parameters: Parameters) -> DescribedResult:
    """An empty address removes the webhook; more than one call a second is refused with 429."""
    if not parameters.text("url").strip():
        return await delete_webhook(telegram, parameters)
    settings = webhook_settings(parameters, local=telegram.options.local_webhooks)
    if telegram.clock.now() - telegram.webhook_set < telegram.options.webhook_interval:
        raise too_many_requests(1)
    telegram.webhook_set = telegram.clock.now()
    _renew_queue(telegram, parameters)
    telegram.polling.terminate(NEW_WEBHOOK)
    await telegram.drop_webhook()
    telegram.webhook = Webhook(
        settings, telegram.queue, telegram.events, telegram.clock, telegram.on_webhook_reply
    )
    return DescribedResult(True, "Webhook was set")


async def delete_webhook(telegram: Telegram, parameters: Parameters) -> DescribedResult:
    was_set = telegram.webhook is not None
    if parameters.flag("drop_pending_updates"):
        telegram.queue.clear()
    await telegram.drop_webhook()
    return DescribedResult(True, "Webhook was deleted" if was_set else "Webhook is already deleted")


def get_webhook_info(telegram: Telegram, _parameters: Parameters) -> Payload:
    pending = len(telegram.queue.waiting())
    info = {"url": "", "has_custom_certificate": False, "pending_update_count": pending}
    if telegram.webhook is not None:
        info |= telegram.webhook.info()
    chosen = telegram.queue.allowed
    return info if chosen == usual_kinds() else info | {"allowed_updates": sorted(chosen)}


def get_file(telegram: Telegram, parameters: Parameters) -> Payload:
    file_id = parameters.text("file_id").strip()
    if not file_id:
        raise bad_request("invalid file_id")
    return telegram.state.files.file_card(file_id)


def _renew_queue(telegram: Telegram, parameters: Parameters) -> None:
    kinds = parameters.values.get("allowed_updates")
    telegram.queue.allow(kinds if isinstance(kinds, list) else None)
    if parameters.flag("drop_pending_updates"):
        telegram.queue.clear()


METHODS: dict[str, Method] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
}
