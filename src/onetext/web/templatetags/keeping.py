"""A part of a page that is written once while what it shows stands.

    {% keep opened "review" %} … {% endkeep %}
    {% keep opened "place" row.id place.party given place row %} … {% endkeep %}

Rendering a wide table takes longer than all else on its page. What stands between the tags must
follow from the case, the days and texts asked for, and the reader's role and language alone: no
form (its token is of one browser), no message. The first form is kept while the reader's view of
the case stands; the second while what is `given`, all it shows, is equal to what it was, whatever
else is written. Kept with the reader's own journal, as every finding is: never shared between
readers.
"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

GIVEN = "given"


class KeepNode(template.Node):
    """Renders its inside once per view of the case, or per what is given; and per name."""

    def __init__(
        self,
        opened: FilterExpression,
        names: list[FilterExpression],
        given: list[FilterExpression],
        inside: NodeList,
    ):
        self.opened, self.names, self.given, self.nodelist = opened, names, given, inside

    def render(self, context: Context) -> SafeString:
        """Return what was written before, or write it."""
        opened = self.opened.resolve(context)
        about = (
            *("part of a page", opened.seat.role, opened.seat.is_read_only, get_language()),
            *sorted(opened.asked.items()),
            *(str(name.resolve(context)) for name in self.names),
        )
        if self.given:
            shown = tuple(one.resolve(context) for one in self.given)
            piece: SafeString = opened.piece(about, shown, lambda: self.nodelist.render(context))
            return piece
        found: SafeString = opened.finding(about, lambda _case: self.nodelist.render(context))
        return found


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """Read the tag: the opened case, a name unlike any other's, and what else the part shows."""
    _, opened, *names = token.split_contents()
    at = names.index(GIVEN) if GIVEN in names else len(names)
    names, given = names[:at], names[at + 1 :]
    if not names:
        raise template.TemplateSyntaxError("keep needs the opened case and a name")
    inside = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(
        parser.compile_filter(opened),
        [parser.compile_filter(name) for name in names],
        [parser.compile_filter(one) for one in given],
        inside,
    )
