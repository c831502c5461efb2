"""How other programs name what ``references.bib`` holds: types, fields, languages, months. Tables and pure look-ups."""

from __future__ import annotations

import re

from claims.vocabulary import LANGUAGE_TAGS, Language, SourceType

_TYPE_WORDS = {
    SourceType.ARTICLE: "article periodical newspaper magazine suppperiodical review commentary article-journal "
    "article-newspaper article-magazine review-book jour news mgzn ejour ejou jfull inpr abst",
    SourceType.BOOK: "book mvbook booklet collection mvcollection proceedings mvproceedings reference mvreference "
    "edbook ebook classic",
    SourceType.INCOLLECTION: "incollection inbook inproceedings conference inreference bookinbook suppbook "
    "suppcollection chapter entry entry-encyclopedia entry-dictionary paper-conference chap conf cpaper echap",
    SourceType.REPORT: "report techreport thesis phdthesis mastersthesis manual standard rprt thes govdoc stand",
    SourceType.ONLINE: "online electronic www webpage website post post-weblog elec blog",
    SourceType.JURISDICTION: "jurisdiction legal_case case",
    SourceType.LEGISLATION: "legislation bill treaty stat statute",
    SourceType.LEGAL: "legal legadminmaterial regulation hearing hear unbill",
    SourceType.MISC: "misc unpublished patent letter dataset software video movie audio music image artwork "
    "performance speech interview broadcast song motion_picture personal_communication manuscript map graphic "
    "pamphlet figure document gen pcomm vide data comp unpb pat",
}
TYPES: dict[str, SourceType] = {word: kind for kind, words in _TYPE_WORDS.items() for word in words.split()}
"""Types of BibTeX, BibLaTeX, CSL and RIS (in small letters) and ours."""

SUBTYPES = {"treaty": "treaty", "bill": "bill"}
"""Foreign types that also say which ``entrysubtype`` the entry has."""

FIELDS = {
    "journal": "journaltitle", "address": "location", "school": "institution", "organization": "institution",
    "language": "langid", "issue": "number", "accessed": "urldate", "lastchecked": "urldate", "link": "url",
    "title-short": "shorttitle",
}  # fmt: skip
"""Foreign names of fields and ours; what is not here and not ours is left out."""

CSL = {
    "title": "title", "title-short": "shorttitle", "container-title": "journaltitle", "collection-title": "series",
    "publisher": "publisher", "publisher-place": "location", "authority": "institution", "page": "pages",
    "volume": "volume", "issue": "issue", "number": "number", "edition": "edition", "DOI": "doi", "ISBN": "isbn",
    "URL": "url", "language": "language", "note": "note", "keyword": "keywords",
}  # fmt: skip
"""Variables of CSL-JSON and the fields of BibLaTeX that they become."""

RIS = {
    "TI": "title", "T1": "title", "CT": "title", "T2": "journaltitle", "JO": "journaltitle", "JF": "journaltitle",
    "BT": "booktitle", "T3": "series", "ST": "shorttitle", "AU": "author", "A1": "author", "A2": "editor",
    "ED": "editor", "PY": "date", "Y1": "date", "DA": "date", "Y2": "urldate", "PB": "publisher", "CY": "location",
    "VL": "volume", "IS": "number", "M1": "number", "SP": "pages", "EP": "pages", "ET": "edition", "DO": "doi",
    "UR": "url", "LA": "language", "N1": "note", "KW": "keywords", "AB": "abstract", "N2": "abstract",
}  # fmt: skip
"""Tags of RIS and the fields of BibLaTeX that they become."""

_LANGUAGE_WORDS = {
    Language.ARABIC: "ara العربية",
    Language.ARMENIAN: "arm hye hyw հայերեն hayeren",
    Language.AZERBAIJANI: "aze azb azj azeri azərbaycan azərbaycanca azerbaycan",
    Language.DUTCH: "dut nld nederlands",
    Language.ENGLISH: "eng american british usenglish ukenglish canadian australian newzealand",
    Language.FRENCH: "fre fra français francais canadien acadian",
    Language.GERMAN: "ger deu ngerman deutsch austrian naustrian swissgerman nswissgerman",
    Language.ITALIAN: "ita italiano",
    Language.PORTUGUESE: "por brazilian brazil portuges português",
    Language.RUSSIAN: "rus русский",
    Language.SPANISH: "spa español espanol castellano mexican",
    Language.TURKISH: "tur türkçe turkce",
}
_LANGUAGES: dict[str, str] = {
    **{word: language for language, words in _LANGUAGE_WORDS.items() for word in words.split()},
    **{str(language): language for language in Language},
    **{tag: language for language, tag in LANGUAGE_TAGS.items()},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDED_DATE = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\.?\s+)?(?P<m>[a-z]{3,9})\.?\s+(?:(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<y>\d{4})$",
    re.IGNORECASE,
)


def language(text: str) -> str:
    """Return our name of a language given as a name, a BCP 47 or ISO 639 tag, or a babel name; empty if unknown.

    >>> language("en-GB"), language("Azerbaijani"), language("հայերեն"), language("ngerman"), language("tlh")
    ('english', 'azerbaijani', 'armenian', 'german', '')
    """
    for word in (text.strip().lower(), *re.split(r"[-_,;\s]+", text.strip().lower())):
        if word in _LANGUAGES:
            return str(_LANGUAGES[word])
    return ""


def month(text: str) -> str:
    """Return a month, given as a name, an abbreviation or a number, with two digits; empty if it is none."""
    word = text.strip(" #.{}").lower()
    if word.isdigit():
        return f"{int(word):02}" if 1 <= int(word) <= 12 else ""
    return f"{_MONTHS.index(word[:3]) + 1:02}" if word[:3] in _MONTHS else ""


def date(text: str) -> str:
    """Return a date in ISO 8601 as far as it can be recognised, otherwise as given.

    >>> date("2023-07-25T10:00:00Z"), date("July 25, 2023"), date("25 July 2023"), date("2023/7/5/"), date("2023?")
    ('2023-07-25', '2023-07-25', '2023-07-25', '2023-07-05', '2023')
    """
    text = text.strip()
    text = re.sub(r"(?<=\d)T\d{2}:.*$", "", text).rstrip("?~%")
    if re.fullmatch(r"\d{4}/\d{4}|[\d-]+/[\d-]*-[\d-]*", text):
        return text  # a range
    if found := re.fullmatch(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?:[/\s].*)?", text):
        return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)])
    if found := re.fullmatch(r"(\d{4})/+.*", text):
        return found[1]
    if (found := _WORDED_DATE.match(text)) and month(found["m"]):
        day = found["d1"] or found["d2"]
        return f"{found['y']}-{month(found['m'])}" + (f"-{int(day):02}" if day else "")
    return text


def day_of(year: str, in_month: str, day: str) -> str:
    """Return year, month and day, each as BibTeX may give it, as a date in ISO 8601.

    >>> day_of("2023", "jul", ""), day_of("2023", "7", "5"), day_of("2023", "25 # jul", ""), day_of("c2023", "", "")
    ('2023-07', '2023-07-05', '2023-07-25', 'c2023')
    """
    words = re.findall(r"\w+", in_month)
    named = next((word for word in words if month(word) and not word.isdigit()), "")
    number = next((word for word in words if word.isdigit()), "")
    found = month(named or number)
    days = day.strip() or (number if named else "")
    return date("-".join([year.strip(), *([found] if found else []), *([days] if found and days else [])]))
