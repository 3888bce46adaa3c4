"""Which characters may reach a terminal, and what stands in for the others.

A report is written in printable ASCII and the accented letters of Portuguese. What a submission
says (source lines, file names, exceptions, printed text) passes through `verbatim`, so that no
escape sequence, control character or look-alike letter of it ever reaches the screen.
"""

from __future__ import annotations

import unicodedata

ACCENTED = frozenset("áâãàçéêíóôõúüÁÂÃÀÇÉÊÍÓÔÕÚÜ")

_SPELLED = {
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("‘’‚′", "'"),
    **dict.fromkeys("“”„″«»", '"'),
    "…": "...",
    "×": "x",
    "·": "*",
    "÷": "/",
    "±": "+-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "→": "->",
    "←": "<-",
    "‖": "||",
    "∞": "inf",
    "√": "sqrt",
    "∂": "d",
    "Σ": "sum",
    "∑": "sum",
    "º": "o",
    "ª": "a",
    "½": "1/2",
    "¹": "^1",
    "²": "^2",
    "³": "^3",
    "ᵗ": "^t",
}


def verbatim(text: str) -> str:
    """Text of a submission, as it is: what a report cannot hold stands there as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_escaped, unicodedata.normalize("NFC", text)))


def prose(text: str) -> str:
    """Text of ours or of an assignment: as `verbatim`, but signs and Greek letters spelled out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_spelled, unicodedata.normalize("NFC", text)))


def unaccented(text: str) -> str:
    """The text in ASCII alone: letters without their accents."""
    bare = unicodedata.normalize("NFD", text)
    return (
        "".join(c for c in bare if not unicodedata.combining(c)).encode("ascii", "replace").decode()
    )


def _escaped(character: str) -> str:
    if character in ACCENTED or (character.isascii() and character.isprintable()):
        return character
    if character == "\t":
        return "    "
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _spelled(character: str) -> str:
    if character in _SPELLED:
        return _SPELLED[character]
    name = unicodedata.name(character, "").split()
    if name[:1] == ["GREEK"] and "LETTER" in name:
        letter = name[name.index("LETTER") + 1].lower()
        return letter.capitalize() if "CAPITAL" in name else letter
    return " " if character.isspace() else _escaped(character)
