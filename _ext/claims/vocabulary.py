"""The closed sets of words of the set, each word with what it means to a reader.

Nothing outside this module lists allowed words: the directives, the bibliography, the printed rules
(``{vocabulary}``), the exports and their JSON Schema all read them here.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum

LETTER_DATE = "2023-09-08"
"""The day on which *Rolling Stone* printed the letter; it divides the two tallies."""


class Term(StrEnum):
    """A word of a closed vocabulary with the sentence that explains it (``meaning``)."""

    meaning: str

    def __new__(cls, word: str, meaning: str) -> Term:
        member = str.__new__(cls, word)
        member._value_ = word
        member.meaning = meaning
        return member


class Kind(Term):
    """What sort of statement a claim is; the rules of standing differ by it."""

    FACT = "fact", "Something happened or is so; sources can show it."
    LAW = "law", "A rule of law, or its application; a court could decide it."
    CHARACTERISATION = "characterisation", "A judgment in words about a person, a government or an event."
    PREDICTION = "prediction", "Something is said to be coming."
    APPEAL = "appeal", "Somebody is asked to do something."


class Speaker(Term):
    """In whose mouth a claim is."""

    LETTER = "letter", "the letter"
    ARTICLE = "article", "the news article (The Fader)"
    OCAMPO = "ocampo", "Luis Moreno Ocampo, as quoted in the letter"


class Relation(Term):
    """The edge from a source to a claim, element or step; it is the source's, never ours."""

    SUPPORTS = "supports", "What the source says makes the statement more likely to be right, or says the same."
    DISPUTES = "disputes", "What the source says contradicts the statement."
    QUALIFIES = "qualifies", "The source narrows the statement, conditions it or says something weaker."
    CONTEXT = "context", "The source is needed to understand the statement and takes no side on it."
    INTERPRETS = "interprets", "The source says how an element of Article II(c) is to be read."


CITO: dict[str, str] = {
    Relation.SUPPORTS: "supports",
    Relation.DISPUTES: "disputes",
    Relation.QUALIFIES: "qualifies",
    Relation.CONTEXT: "obtainsBackgroundFrom",
    Relation.INTERPRETS: "discusses",
}
"""Names in the Citation Typing Ontology (CiTO, http://purl.org/spar/cito/), nearest in meaning."""


class Standpoint(Term):
    """From where a source speaks; who publishes it decides, not how reliable it is."""

    COURT = "court", "A court or tribunal, a judge or prosecutor of it, or its official record or summary."
    IGO = "igo", "An intergovernmental organisation, its organs and experts; also the Red Cross (ICRC)."
    ARMENIA = "armenia", "The Republic of Armenia, its organs and the media that speak for it."
    AZERBAIJAN = "azerbaijan", "The Republic of Azerbaijan, its organs and the media that speak for it."
    ARTSAKH = "artsakh", "The de facto authorities of Nagorno-Karabakh."
    THIRD_STATE = "third-state", "Any other State, its government, parliament or officials."
    NGO = "ngo", "A non-governmental organisation without a tie to either side."
    PRESS = "press", "News media that speak for neither side's government."
    SCHOLAR = "scholar", "Research and learned comment, and associations of scholars."
    EXPERT_FOR_ARMENIA = "expert-for-armenia", "An expert asked or engaged by the Armenian side or its organisations."
    EXPERT_FOR_AZERBAIJAN = "expert-for-azerbaijan", "An expert asked or engaged by Azerbaijan."
    DIASPORA = "diaspora", "Organisations, media and persons of the Armenian diaspora."


SIDES: dict[str, str] = {
    Standpoint.ARMENIA: "Armenian",
    Standpoint.ARTSAKH: "Armenian",
    Standpoint.DIASPORA: "Armenian",
    Standpoint.EXPERT_FOR_ARMENIA: "Armenian",
    Standpoint.AZERBAIJAN: "Azerbaijani",
    Standpoint.EXPERT_FOR_AZERBAIJAN: "Azerbaijani",
}
"""Standpoints that belong to one of the two opposing sides; all others stand outside the dispute."""


class ReadState(Term):
    """How much of a source was really read for this set."""

    TEXT = "text", "The whole text was read."
    EXCERPT = "excerpt", "A part was read, often the beginning of a stored copy."
    SECONDHAND = "secondhand", "Not read itself; known through another source that reports or quotes it."
    METADATA = "metadata", "Only its title, date or catalogue entry was seen."


UNREAD: frozenset[str] = frozenset({ReadState.SECONDHAND, ReadState.METADATA})


class Reading(Term):
    """How well the words of a passage are known."""

    SECURE = "secure", "Read in a mirror of the original page or in several copies that agree."
    GOOD = "good", "At least two English copies agree."
    SINGLE = "single", "Known from one English copy only."
    FRAGMENT = "fragment", "Only a piece of the sentence, or a translation, was seen."


class Outcome(Term):
    """What became of a prediction or an appeal, as the named evidence carries it."""

    CAME_ABOUT = "came-about", "What was foretold happened."
    PARTLY = "partly", "A part of it happened or was adopted, or it did so in another way."
    DID_NOT = "did-not", "What was foretold did not happen."
    ADOPTED = "adopted", "Those who were asked did it."
    NOT_ADOPTED = "not-adopted", "Those who were asked did not do it, as far as was seen."
    OPEN = "open", "The sources do not settle it, or they read it in opposite ways."


OUTCOMES: dict[str, tuple[Outcome, ...]] = {
    Kind.PREDICTION: (Outcome.CAME_ABOUT, Outcome.PARTLY, Outcome.DID_NOT, Outcome.OPEN),
    Kind.APPEAL: (Outcome.ADOPTED, Outcome.PARTLY, Outcome.NOT_ADOPTED, Outcome.OPEN),
}


class SourceType(Term):
    """BibLaTeX entry types in use."""

    JURISDICTION = "jurisdiction", "A judgment, order or filing in a court."
    LEGISLATION = "legislation", "A treaty or a statute."
    LEGAL = "legal", "A resolution, declaration, letter or other official document."
    REPORT = "report", "A report or study."
    ARTICLE = "article", "An article in a journal, newspaper or magazine."
    BOOK = "book", "A book."
    INCOLLECTION = "incollection", "A chapter in a book."
    ONLINE = "online", "A web page."
    MISC = "misc", "Anything else."


BIBLIOGRAPHY: dict[str, tuple[SourceType, ...]] = {
    "Cases": (SourceType.JURISDICTION,),
    "Treaties, statutes and bills": (SourceType.LEGISLATION,),
    "Resolutions, statements and other official documents": (SourceType.LEGAL,),
    "Reports": (SourceType.REPORT,),
    "Books": (SourceType.BOOK, SourceType.INCOLLECTION),
    "Articles in journals and the press": (SourceType.ARTICLE,),
    "Web pages": (SourceType.ONLINE,),
    "Other documents": (SourceType.MISC,),
}
"""The parts of the bibliography, as lawyers expect them, and the types of source in each."""
BIBLIOGRAPHY_PARTS = {title.partition(" ")[0].strip(",").lower(): title for title in BIBLIOGRAPHY}
"""Each part by the word by which a page asks for it: the first of its title."""


class Stage(Term):
    """What kind of court document a ``jurisdiction`` source is (its ``entrysubtype``)."""

    JUDGMENT = "judgment", "A judgment, at trial or on appeal."
    PROVISIONAL = "provisional", "An order or interim measure; it decides no breach."
    DECISION = "decision", "Another decision, for instance on jurisdiction or a warrant."
    OPINION = "opinion", "A separate or dissenting opinion; one judge's view."
    FILING = "filing", "A party's or intervener's pleading, or a hearing."


class Instrument(Term):
    """What kind of legislation a ``legislation`` source is (its ``entrysubtype``)."""

    TREATY = "treaty", "A treaty or protocol between States, or an instrument adopted under one."
    STATUTE = "statute", "A law or decree in force, or a part of one."
    BILL = "bill", "A bill or draft that was introduced, whether or not it became law."


SUBTYPES: dict[str, type[Term]] = {SourceType.JURISDICTION: Stage, SourceType.LEGISLATION: Instrument}
"""Types of source that must say in ``entrysubtype`` what kind of document they are."""


class Language(Term):
    """Languages of sources (``langid``), by the names that BibLaTeX takes from babel."""

    ARABIC = "arabic", "Arabic"
    ARMENIAN = "armenian", "Armenian"
    AZERBAIJANI = "azerbaijani", "Azerbaijani"
    DUTCH = "dutch", "Dutch"
    ENGLISH = "english", "English"
    FRENCH = "french", "French"
    GERMAN = "german", "German"
    ITALIAN = "italian", "Italian"
    PORTUGUESE = "portuguese", "Portuguese"
    RUSSIAN = "russian", "Russian"
    SPANISH = "spanish", "Spanish"
    TURKISH = "turkish", "Turkish"


LANGUAGE_TAGS: dict[str, str] = {
    Language.ARABIC: "ar", Language.ARMENIAN: "hy", Language.AZERBAIJANI: "az", Language.DUTCH: "nl",
    Language.ENGLISH: "en", Language.FRENCH: "fr", Language.GERMAN: "de", Language.ITALIAN: "it",
    Language.PORTUGUESE: "pt", Language.RUSSIAN: "ru", Language.SPANISH: "es", Language.TURKISH: "tr",
}  # fmt: skip
"""The language tag (BCP 47) of each language, for HTML and the exports."""


class Field(Term):
    """The fields of a source in ``references.bib``, in the order in which they are written."""

    AUTHOR = "author", "Persons who wrote it, as `Family, Given and …`."
    EDITOR = "editor", "Persons who edited the book it stands in."
    INSTITUTION = "institution", "The court, organ, government or organisation that speaks, in double braces."
    PUBLISHER = "publisher", "Who published a book."
    TITLE = "title", "Its title as it stands there; of a case, its name with the parties."
    TITLETRANSLATION = "titletranslation", "The title in English, translated by us; printed in square brackets."
    TITLELANGID = "titlelangid", "The language of `title` where the source itself is in another one."
    TITLEADDON = (
        "titleaddon",
        "What follows the title in brackets; what a court document is: `Merits, Judgment`.",
    )
    SHORTTITLE = "shorttitle", "The title by which it is cited in running text."
    ENTRYSUBTYPE = "entrysubtype", "Of a court document its stage, of legislation its kind."
    BOOKTITLE = "booktitle", "The book that a chapter stands in."
    JOURNALTITLE = "journaltitle", "The journal, newspaper, agency or site that carries it; of a case, the law report."
    SERIES = "series", "The series it belongs to."
    VOLUME = "volume", "The volume of a journal; of a law report, its year."
    NUMBER = "number", "Its number: a docket, a document symbol, a treaty series, the issue of a journal."
    PAGES = "pages", "The pages it fills; of a case, the first page in the law report."
    EDITION = "edition", "Which edition of a book."
    LOCATION = "location", "Where it was published."
    DATE = "date", "Its date, ISO 8601, whole or partial, or a range `a/b`; of a treaty, its adoption."
    INFORCE = "inforce", "The date on which a treaty entered into force."
    DOI = "doi", "Its Digital Object Identifier, without `https://doi.org/`."
    ISBN = "isbn", "The ISBN of a book."
    URL = "url", "Its own address, where it was first published."
    URLSEEN = "urlseen", "`false` if that address was not itself seen."
    URLDATE = "urldate", "The day on which the address was last opened."
    READAT = "readat", "The address of the copy that was read, where it is not `url`."
    ARCHIVEURL = "archiveurl", "An archived copy."
    CITEDIN = "citedin", "Of a source known only second-hand: through what; the key of a source, or a name and date."
    LANGID = "langid", "Its language."
    READ = "read", "How much of it was read."
    STANDPOINT = "standpoint", "From where it speaks."
    KEYWORDS = "keywords", "`background` for a source that nothing cites."
    NOTE = "note", "Anything else that a reader must know, as a sentence without its full stop."


ABBREVIATIONS: dict[str, str] = {
    "European Court of Human Rights": "ECtHR",
    "International Association of Genocide Scholars": "IAGS",
    "International Committee of the Red Cross": "ICRC",
    "Organization for Security and Co-operation in Europe": "OSCE",
    "United Nations Human Rights Council": "UN Human Rights Council",
    "United States Agency for International Development": "USAID",
    "United States House of Representatives": "US House of Representatives",
    "United States Senate": "US Senate",
    "Extraordinary Chambers in the Courts of Cambodia": "ECCC",
    "ICJ Reports": "ICJ Rep",
    "International Court of Justice": "ICJ",
    "International Criminal Court": "ICC",
    "International Criminal Tribunal for Rwanda": "ICTR",
    "International Criminal Tribunal for the former Yugoslavia": "ICTY",
    "International Residual Mechanism for Criminal Tribunals": "IRMCT",
    "Parliamentary Assembly of the Council of Europe": "PACE",
    "United Nations General Assembly": "UN General Assembly",
    "United Nations Security Council": "UN Security Council",
    "United States Department of State": "US Department of State",
}
"""Short names of courts, organs and law reports, for citations in running text."""

VOCABULARIES: dict[str, type[Term]] = {cls.__name__.lower(): cls for cls in Term.__subclasses__()}
"""Every vocabulary by the name that ``{vocabulary}`` takes."""


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the one of *words* that is spelt most like *word* (empty when nothing is near)."""
    found = difflib.get_close_matches(word, sorted(words), n=1, cutoff=0.5)
    return found[0] if found else ""
