"""A method call that a bot puts into its answer to a webhook delivery."""

from aiohttp import BodyPartReader, ClientResponse, MultipartReader

from bot.sandbox.api.calls import Call, form_values, json_values
from bot.sandbox.schema.parameters import Upload

FORM = "application/x-www-form-urlencoded"


async def call_in_reply(response: ClientResponse) -> Call | None:
    """None when the answer holds no `method`; the token is left empty, the answer came from the bot itself."""
    call = Call("", "")
    if response.content_type.startswith("multipart/"):
        await _read_parts(response, call)
    elif response.content_type == "application/json":
        call.values = json_values(await response.read())
    elif response.content_type == FORM:
        call.values = form_values(await response.read())
    call.method = str(call.values.pop("method", ""))
    return call if call.method else None


async def _read_parts(response: ClientResponse, call: Call) -> None:
    reader = MultipartReader.from_response(response)
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            continue
        name, body = part.name or "", bytes(await part.read(decode=True))
        if part.filename:
            call.uploads[name] = Upload(part.filename, part.headers.get("Content-Type", ""), body)
        else:
            call.values[name] = body.decode()
