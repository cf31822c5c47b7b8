"""Data for a page as a script of its own: ``fetch`` does not work on ``file://``, and pages forbid inline scripts."""

from __future__ import annotations

import json

__all__ = ["assignment"]

# What would end a script element or a JavaScript string literal, whatever the file is pasted into.
_ESCAPES = tuple((c, f"\\u{ord(c):04x}") for c in "<>&\u2028\u2029")


def assignment(name: str, value: object) -> str:
    r"""Return a script that sets the global ``name`` to ``value``, which is what JSON can hold.

    >>> assignment("kgData", "</script>")
    'globalThis.kgData = "\\u003c/script\\u003e";\n'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escape in _ESCAPES:  # five replacements are faster than one translation
        text = text.replace(character, escape)
    return f"globalThis.{name} = {text};\n"
