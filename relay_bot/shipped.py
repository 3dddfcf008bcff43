"""What comes with the program besides its modules: migrations, templates with their fonts, the examples of config.toml.

In a repository they stand beside the package, where an admin finds them; a wheel carries copies inside it.
"""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).with_name("_shipped")
_ROOT = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[1]

MIGRATIONS = _ROOT / "migrations"
TEMPLATES = _ROOT / "templates"
WAYBILL = TEMPLATES / "waybill.html"
ANSWER = TEMPLATES / "claim_answer.html"
LINKS = TEMPLATES / "links.html"
EXAMPLE = _ROOT / "config.toml"
"""Every setting with a word about it; clients.csv, which it names, lies beside it."""
ENGLISH_EXAMPLE = _ROOT / "config.en.toml"
"""The English company of the demo; clients.en.csv lies beside it."""
