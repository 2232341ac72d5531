"""Days and times as Django's admin writes them by itself: as `words.day` and `words.moment` do on every other page."""
