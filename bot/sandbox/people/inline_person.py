"""Inline mode: a person types the bot's name and a query in any chat."""

from bot.sandbox.api.lookup import known_user
from bot.sandbox.formatting.markups import read_markup
from bot.sandbox.formatting.texts import formatted
from bot.sandbox.inspection.failure_report import seen_message
from bot.sandbox.inspection.observer import Observer, TopicReference
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.inspection.waiting import Watch
from bot.sandbox.people import actions
from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.state.chats import Chat, Message
from bot.sandbox.state.inline_queries import InlineAnswer


class InlinePerson(Observer):
    async def asks_inline(self, query: str, *, chat: Chat | None = None, offset: str = "") -> InlineAnswer:
        """Types `@bot query` and waits for the results; a cached answer does not reach the bot."""
        place = chat or self.private
        cached = self.telegram.inline.cached(self.user, query, offset)
        if cached is not None:
            return cached
        kind = "sender" if place is self.private else place.type
        asked = self.telegram.inline.ask(self.user, query, offset, kind)
        self.user.met = True
        asked.update = self.telegram.queue.add("inline_query", asked.card(), f"user {self.user.id}")
        watch = Watch(self.telegram, place)
        await watch.until(lambda: asked.answer is not None, f"the inline query «{query}» was not answered")
        return asked.answer or InlineAnswer((), 0, personal=True)

    def chooses(self, answer: InlineAnswer, title: str, *, chat: Chat | None = None, query: str = "") -> Seen:
        """Sends the result with this title. Only articles with a text are implemented."""
        result = next(one for one in answer.results if title in one.get("title", ""))
        return self.sends_result(result, chat=chat, query=query)

    def sends_result(
        self, result: Payload, *, chat: Chat | None = None, topic: TopicReference = None, query: str = ""
    ) -> Seen:
        """Sends a result of the answer; with inline feedback on, the bot gets chosen_inline_result."""
        place = chat or self.private
        message = self._send_result(place, result, self.thread(place, topic))
        if self.telegram.account.inline_feedback:
            self._tell_choice(result, message, query)
        return seen_message(message)

    def _send_result(self, place: Chat, result: Payload, thread_id: int | None) -> Message:
        content = result["input_message_content"]
        mode, entities = content.get("parse_mode", ""), content.get("entities")
        words = formatted(
            content["message_text"], mode, entities, lambda number: known_user(self.telegram, number)
        )
        markup = read_markup(result.get("reply_markup"), "private")
        fields = {"words": words, "markup": markup, "via": self.telegram.bot, "thread_id": thread_id}
        message, _ = actions.write(self.telegram, self.user, place, **fields)
        if message.keyboard is not None:
            message.inline_id = f"inline{place.id}:{message.id}"
            self.telegram.state.inline_messages[message.inline_id] = message
        return message

    def _tell_choice(self, result: Payload, message: Message, query: str) -> None:
        """Queues `chosen_inline_result`."""
        chosen = {
            "result_id": result["id"],
            "from": self.user.card(),
            "query": query,
            **present(inline_message_id=message.inline_id),
        }
        self.telegram.queue.add("chosen_inline_result", chosen, f"user {self.user.id}")
