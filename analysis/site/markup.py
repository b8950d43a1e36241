"""The one way to make HTML: a template of ours, and parts that are escaped unless they are markup themselves."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup


def fill_markup(template: str, *parts: object, **named: object) -> Markup:
    """The template with parts in place of its `{}`; quotes are escaped too, so that a part can stand in an attribute."""
    return Markup(template).format(*parts, **named)  # noqa: S704  # the template is ours


def join_markup(parts: Iterable[str]) -> Markup:
    """Parts after one another, escaped unless they are markup themselves."""
    return Markup().join(parts)


def trust_markup(text: str) -> Markup:
    """Markup of ours that has become plain text on its way, in a frame or as JSON made safe for a script."""
    return Markup(text)  # noqa: S704
