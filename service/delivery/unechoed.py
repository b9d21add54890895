"""Keeps what a mail says out of what is noted about its delivery: mail servers quote in their answers."""

from __future__ import annotations

from email.message import EmailMessage

__all__ = ["said_in", "unechoed"]

_WINDOW = 12
"""So many characters in a row that also stand in the mail are no chance."""
_MASK = "…"


def said_in(message: EmailMessage) -> str:
    """Return subject and text of a mail in the form that `unechoed` compares with."""
    part = message.get_body(("plain",))
    return _folded(f"{message.get('Subject', '')} {'' if part is None else part.get_content()}")


def unechoed(answer: str, said: str) -> str:
    """Return a server's answer with everything masked that it quotes from a mail.

    Masked are 12 characters in a row that stand in the mail, and words of it with a sign or a digit in them, such as
    links, handles and numbers; case and white space aside.

    Parameters
    ----------
    answer
        One line.
    said
        From `said_in`.
    """
    text = " ".join(_MASK if _is_quoted(word, said) else word for word in answer.split())
    folded = text.lower()
    if len(folded) != len(text):
        # A few letters grow in lower case, and places in the two would no longer agree.
        text = folded
    quoted = {
        at
        for start in range(len(folded) - _WINDOW + 1)
        if folded[start : start + _WINDOW] in said
        for at in range(start, start + _WINDOW)
    }
    kept = (char if at not in quoted else "" if at - 1 in quoted else _MASK for at, char in enumerate(text))
    return "".join(kept)


def _is_quoted(word: str, said: str) -> bool:
    bare = _folded(word).strip(".,;:()[]<>\"'")
    return len(bare) > 1 and not bare.isalpha() and bare in said


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
