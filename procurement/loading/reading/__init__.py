"""A file on its way in: opened safely, recognised by content, read strictly into chunks of raw cells."""

from procurement.loading.reading.source import Chunk, Covered, Options, Source, open_source

__all__ = ["Chunk", "Covered", "Options", "Source", "open_source"]
