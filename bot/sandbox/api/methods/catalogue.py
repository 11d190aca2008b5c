"""Every method the local Telegram implements."""

from bot.sandbox.api.methods import (
    albums,
    answering,
    chatting,
    commands,
    copying,
    deleting,
    editing,
    fetching,
    pinning,
    profile,
    sending,
    topics,
)
from bot.sandbox.api.methods.sending import Method

IMPLEMENTED: dict[str, Method] = {
    **profile.METHODS,
    **fetching.METHODS,
    **sending.METHODS,
    **albums.METHODS,
    **editing.METHODS,
    **deleting.METHODS,
    **copying.METHODS,
    **answering.METHODS,
    **chatting.METHODS,
    **pinning.METHODS,
    **topics.METHODS,
    **commands.METHODS,
}
