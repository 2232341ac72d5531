from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Awards"

    def ready(self) -> None:
        # Models can be imported only when all apps are loaded.
        from awards import api, blocks, bulk, fields, glossary, judging, refusals, search, sitemap
        from procurement import registry
        from procurement.loading.refusals import row_codes

        registry.after_edition.append(judging.store_verdicts)
        registry.home_blocks.append(blocks.home)
        registry.government_blocks.append(blocks.government)
        registry.year_blocks.append(blocks.year)
        registry.search_hits.append(search.hits)
        registry.sitemap_paths.append(sitemap.paths)
        registry.glossary_terms.append(glossary.terms)
        registry.api_endpoints.append(api.ENDPOINT)
        registry.download_tables += fields.TABLES
        registry.bulk_tables.append(bulk.claims)
        registry.desk_pages.append("awards.desk.pages")
        row_codes.update(refusals.CLAIM_CODES)
