"""A part of a page that is written once while the reader's view of the case stands.

    {% keep opened "positions" %} … {% endkeep %}

Rendering a wide table takes longer than all else on its page. What stands between the tags must
follow from the case, the days and texts asked for, and the reader's role and language alone: no
form (its token is of one browser), no message, nothing of the study, which may arrive later. Kept
with the reader's own view, as every finding is: never shared between readers, forgotten when
something changes for this one.
"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.translation import get_language

register = template.Library()


class KeepNode(template.Node):
    """Renders its inside once per view of the case, name and what else is named."""

    def __init__(self, opened: FilterExpression, names: list[FilterExpression], inside: NodeList):
        self.opened, self.names, self.nodelist = opened, names, inside

    def render(self, context: Context) -> str:
        """Return what was written before, or write it."""
        opened = self.opened.resolve(context)
        about = (
            *("part of a page", opened.seat.role, opened.seat.is_read_only, get_language()),
            *sorted(opened.asked.items()),
            *(str(name.resolve(context)) for name in self.names),
        )
        found: str = opened.finding(about, lambda _case: self.nodelist.render(context))
        return found


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """Read the tag: the opened case, a name unlike any other's, and what else the part shows."""
    _, opened, *names = token.split_contents()
    if not names:
        raise template.TemplateSyntaxError("keep needs the opened case and a name")
    inside = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(
        parser.compile_filter(opened), [parser.compile_filter(name) for name in names], inside
    )
