"""Texts in the reader's language: gettext, with the English sentence as msgid.

Catalogues are `data/locales/<language>/LC_MESSAGES/adbanner.po`, compiled in memory: nothing to build, nothing stale.
"""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core.errors import AdBannerError
from core.formats.brand import DATA, Language

LANGUAGES: tuple[Language, ...] = ("en", "ru")


@lru_cache
def translations(language: Language) -> NullTranslations:
    """The catalogue of a language; English is its own."""
    path = DATA / "locales" / language / "LC_MESSAGES" / "adbanner.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def N_(message: str) -> str:  # noqa: N802  gettext's own name
    """Marks a msgid that is translated later, where it is shown."""
    return message


def translate(message: str, language: Language, **values: object) -> str:
    """`message` in `language`, its named placeholders filled in."""
    text = translations(language).gettext(message) if message else ""
    return text.format(**values) if values else text


def translate_plural(one: str, many: str, n: int, language: Language) -> str:
    """The form for `n` things; `{n}` stands for the number."""
    return translations(language).ngettext(one, many, n).format(n=n)


def explain(error: AdBannerError, language: Language) -> str:
    """What an error tells its reader."""
    return translate(error.message, language, **error.values)


def best_language(locale: str | None) -> Language:
    """The screen's language for a browser's locale ("ru-RU", "en", None)."""
    return "ru" if (locale or "").lower().startswith("ru") else "en"
