"""A file on its way in: opened safely, recognised by content, read strictly into chunks of raw cells."""

from procurement.loading.reading.source import Chunk, Options, Source, open_source

__all__ = ["Chunk", "Options", "Source", "open_source"]
