"""The licence of the data, said once for pages, files, answers and headers."""

ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
IDENTIFIER = "CC-BY-4.0"
"""As SPDX and data packages name it."""
TITLE = "Creative Commons Attribution 4.0"
SHORT = "CC BY 4.0"
CODE = "MIT"
"""Of the program: the file LICENSE."""
