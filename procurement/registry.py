"""What other apps may hang on the site. procurement never imports them: AppConfig.ready() fills these lists."""

from collections.abc import Callable, Iterable
from typing import Any

from procurement.models.editions import Edition

after_edition: list[Callable[[Edition], None]] = []
"""Called inside the publishing transaction with every new edition, before it becomes visible."""

home_blocks: list[Callable[[bool], dict[str, Any] | None]] = []
"""Called with `is_sample`; each returns {"template": …, **context} for the home page, or None."""

government_blocks: list[Callable[[Any, str, bool], dict[str, Any] | None]] = []
"""Called with the region, the page's counting rule and `is_sample`; each returns {"template": …, **context} for its
page, or None."""

year_blocks: list[Callable[[int, str, str, Any, bool], dict[str, Any] | None]] = []
"""Called with a year, a channel, the page's counting rule, a region or None, and `is_sample`; each returns
{"template": …, **context} for pages of that year's figures (the ranking, the passport of a government's), or None."""

search_hits: list[Callable[[str], list[dict[str, Any]]]] = []
"""Called with what was typed; each returns groups for /cari/: {"label", "count", "says", "hits"}. `count` is how many
there are in all and `says` the same in words; `hits` are the best of them: {"name", "address", "says"}."""

sitemap_paths: list[Callable[[], Iterable[str]]] = []
"""Each gives the Indonesian paths of the pages that an app has, for the sitemap."""

api_endpoints: list[Any] = []
"""Endpoints (procurement.api.endpoint.Endpoint) that an app adds to the API."""

glossary_terms: list[Callable[[], Iterable[Any]]] = []
"""Each gives the words (procurement.views.terms.Term) that an app adds to the glossary."""

download_tables: list[Any] = []
"""Tables (procurement.downloads.dictionary.Table) that an app adds to the data dictionary."""

bulk_tables: list[Callable[[], Any]] = []
"""Each gives a table (procurement.downloads.tables.BulkTable) that an app adds to the files on /data/."""

desk_pages: list[str] = []
"""Names of modules with an app's pages at the desk: `urlpatterns`, and `SECTIONS` for its first page. Names, since the
public site must not import them."""
