"""Set phrases whose words ask for nothing here: «до связи», «здоровья вам», «сколько времени»."""

import re

# Courtesy and talk around the question, which it is understood without.
COURTESIES = (
    r"(?:^|[,.!;])\s*(?:ну |всегда |будем )?(?:до|на) связи\W*$",
    r"\bна стол\b",
    r"\b(?:крепкого |доброго )?здоровья (?:вам|тебе|всем)\b[^,.;!?]*",
    r"\bбудь(?:те)? здоров[аы]?\b",
    r"\bкак (?:ваше |твое |твоё )?(?:здоровье|самочувствие)\b",
    r"\bмолод(?:ец|цы|чина)\b",
    r"\bwell done\b",
    r"\bwhat'?s up\b",
)
# Questions about what no roadmap says: a word that is in none stands for them.
ELSEWHERE = (
    r"\b(?:сколько (?:сейчас )?времени|который час)\b(?! (?:до|на|осталось|остается|остаётся))",
    r"\b(?:сколько (?:это )?сто(?:ит|ят|ил|ило|или)|почём|почем)\b",
    r"\b(?:нет|плохая|пропала) связ[ьи]\b",
    r"\bhow much (?:is|are|does|do)\b",
    r"\bwhat time is it\b",
)
UNANSWERED = " ъъъ "
COURTESY = re.compile("|".join(COURTESIES), re.IGNORECASE)
ASKED_ELSEWHERE = re.compile("|".join(ELSEWHERE), re.IGNORECASE)


def without_ignored_phrases(text: str) -> str:
    """Returns the question without courtesies; what another source answers is marked as unanswered."""
    return COURTESY.sub(" ", ASKED_ELSEWHERE.sub(UNANSWERED, text))
