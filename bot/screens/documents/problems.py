"""Why a document was refused, in the person's language and with the line to look at."""

from collections.abc import Iterator

from bot.i18n import gettext as _
from bot.screens.documents.edition_lines import doubt_question
from bot.screens.documents.file_problems import file_sentences, kind_sentence
from bot.screens.documents.places import place_words
from data.documents.grid import Place
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.doubts import Doubt
from data.primitives.refusal import Problem


def document_sentence(refusal: DocumentRefused, **details: str) -> str:
    """Returns what is wrong in the document, the line, and what to do; `details` stand in place of the refusal's own."""
    if refusal.problem is DocumentProblem.DOUBTFUL:
        details |= {"questions": "\n".join(_question_lines(refusal.details["doubts"]))}
    if isinstance(first := refusal.details.get("first"), Place):
        details["first"] = place_words(first)
    if refusal.problem is DocumentProblem.OTHER_KIND:
        details["kind_sentence"] = kind_sentence(refusal.details["kind"])
    sentence = (_sentences() | file_sentences())[refusal.problem].format(**refusal.details | details)
    if refusal.place is None:
        return sentence
    where = place_words(refusal.place)
    return _("{place}: {sentence}").format(place=where[:1].upper() + where[1:], sentence=sentence)


def _question_lines(doubts: tuple[Doubt, ...]) -> Iterator[str]:
    for doubt in doubts:
        same, new = doubt.options
        yield _("- {question} Yes: {same} No: {new}").format(
            question=doubt_question(doubt), same=same, new=new
        )


def _sentences() -> dict[Problem, str]:
    return {
        DocumentProblem.UNREADABLE: _(
            "The file cannot be read ({reason}). Check its name and that you may open it."
        ),
        DocumentProblem.EMPTY: _("The file is empty. Check that the right one was chosen."),
        DocumentProblem.TOO_LARGE: _(
            "The file is larger than {megabytes} MB, which no roadmap is. Check that the right one was "
            "chosen."
        ),
        DocumentProblem.BINARY: _(
            "The file is not text, whatever its name says. Open it in an office program and save it as .docx."
        ),
        DocumentProblem.UNDECODABLE: _("The letters cannot be read. Save the file as text in UTF-8."),
        DocumentProblem.CONTROL_CHARACTER: _(
            "There is a character that no document has ({character}). Remove it, or save the document as "
            "text anew."
        ),
        DocumentProblem.NOT_A_ROADMAP: _(
            "This is not a roadmap: no line of it says «план мероприятий» or «дорожная карта». Check that "
            "the right file was chosen."
        ),
        DocumentProblem.FILLED_REPORT: _(
            "This is a report on a plan (“{text}”), not the plan. Send the signed plan itself."
        ),
        DocumentProblem.INVOICE: _(
            "This is an invoice or a deed (“{text}”), not a roadmap. Check that the right file was chosen."
        ),
        DocumentProblem.PRICE_LIST: _(
            "This is a price list (“{text}”), not a roadmap. Check that the right file was chosen."
        ),
        DocumentProblem.LETTER: _(
            "This is a letter (“{text}”), not a roadmap. Send the document that the letter encloses."
        ),
        DocumentProblem.NO_TABLE: _(
            "The table was not found. Its header must name the activity («Наименование мероприятия») and the"
            " deadline («Срок исполнения»), each in a cell of its own."
        ),
        DocumentProblem.NO_PARTIES: _(
            "Fewer than two parties were found. Name them in the title («между Правительством … и Правительством …»)"
            " or give each its column, such as «от Пермского края»."
        ),
        DocumentProblem.UNKNOWN_SIDE: _(
            "The column “{column}” is of none of the sides that the title names: {sides}. Call the side in both"
            " by one name."
        ),
        DocumentProblem.NO_PERIOD: _(
            "The years of the roadmap are named neither in its title nor in its deadlines. Add them to the "
            "title: «на 2024-2026 годы»."
        ),
        DocumentProblem.NO_ACTIVITIES: _(
            "The table has no activities. Each needs a row that begins with its number, such as 1.1."
        ),
        DocumentProblem.BROKEN_ROW: _(
            "The row “{text}” begins neither with the number of a sphere («1. В сфере…») or an activity "
            "(1.1) nor with an empty cell. A line break inside a cell looks so: join the row."
        ),
        DocumentProblem.TOO_MANY_CELLS: _(
            "The row has more cells than the header: “{text}” has no column. Remove the extra cell."
        ),
        DocumentProblem.NOTHING_TO_CONTINUE: _(
            "The row has no number, and there is no activity above that it could continue. Give it its "
            "number."
        ),
        DocumentProblem.OUTSIDE_SPHERE: _(
            "Activity {number} does not stand under the sphere of its number. Move the row or correct the "
            "number."
        ),
        DocumentProblem.DUPLICATE_NUMBER: _(
            "Number {number} was already used: {first}. Correct one of the two."
        ),
        DocumentProblem.EMPTY_SPHERE: _("Sphere {number} has no activities. Add them or remove the sphere."),
        DocumentProblem.NO_TITLE: _("Number {number} has no text. Add it in the second column."),
        DocumentProblem.NO_AGENCIES: _(
            "Activity {number} names nobody responsible for «{party}». Add the body, and check that no tab "
            "is missing in the row."
        ),
        DocumentProblem.NO_DEADLINE: _(
            "Activity {number} has no deadline. Add it, and check that no tab is missing in the row."
        ),
        DocumentProblem.TOO_LONG: _(
            "The text “{text}…” is longer than {limit} characters. Check that no line break is missing."
        ),
        DocumentProblem.CUT_SHORT: _(
            "The document has no signatures any longer and lacks activities: {numbers}. It seems to be cut "
            "short; check that the file is whole."
        ),
        DocumentProblem.DOUBTFUL: _(
            "It is open what is the same as before. Import the file with an answer to each question:\n{questions}\n"
            "Nothing was changed."
        ),
        DocumentProblem.CHANGED_MEANWHILE: _(
            "The roadmap has changed since the difference was shown. Nothing was stored: import the file again."
        ),
        DocumentProblem.MAP_UNKNOWN: _(
            "--map {pair}: neither the file nor the database has that. Write what stands in the file, «=», and what"
            " is known, or new."
        ),
        DocumentProblem.MAP_TWICE: _(
            "--map {pair}: one of the two has been answered already. Keep one answer."
        ),
        DocumentProblem.NO_SUCH_ROADMAP: _("There is no roadmap {id}. There are: {known}."),
        DocumentProblem.SAME_TITLE: _(
            "Roadmap {id} has the same title, so that the two could not be told apart. Import the file as its edition,"
            " or give it a title of its own."
        ),
        DocumentProblem.NAMES_NOT_JSON: _("The file of names is not JSON ({reason}). Correct that place."),
        DocumentProblem.NAMES_NOT_TEXT: _(
            "In the file of names, {place} must be a text in quotes of 1 to {limit} characters."
        ),
        DocumentProblem.NAMES_NOT_LIST: _("In the file of names, {place} must be a list in square brackets."),
        DocumentProblem.NAMES_NOT_OBJECT: _(
            "In the file of names, {place} must be an object in curly brackets."
        ),
        DocumentProblem.NAMES_UNKNOWN_KEY: _(
            "In the file of names, {place} has the key “{key}”, which means nothing. Use: {known}."
        ),
        DocumentProblem.NAMES_UNKNOWN_PARTY: _(
            "The file of names speaks of «{name}», which is no party of this roadmap. Its parties are: "
            "{known}."
        ),
        DocumentProblem.NAMES_TWICE: _("In the file of names, “{name}” stands twice in {place}. Keep one."),
    }
