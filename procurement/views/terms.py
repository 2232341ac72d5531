"""What a word of the glossary is made of. Apps add theirs through `registry.glossary_terms`."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Part:
    """One of the kinds that a word has: a counting rule, a stage, a verdict."""

    slug: str
    name: str | Promise
    says: str | Promise


@dataclass(frozen=True)
class Term:
    """A word of the site, explained. The Indonesian word is kept in English too: it stands in addresses and exports."""

    slug: str
    """The anchor: /istilah/#satker."""
    indonesian: str
    english: str
    says: str | Promise
    pages: tuple[str, ...] = ()
    """URL names of the pages on which the word matters."""
    parts: tuple[Part, ...] = ()

    def name(self, language: str) -> str:
        return self.english if language == "en" else self.indonesian
