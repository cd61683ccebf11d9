"""A form that may have been refused: what stands in the way is said above it and at its fields.

    {% refused problems %}<form method="post"> … </form>{% endrefused %}

Where there are no problems the form is as it is written. Else a summary stands above it, which has
the focus and leads to each field by a link; the field is marked as wrong and tied to what is said.
"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from onetext.web.refused_form import Told, fields_of, marked, said_id, told

register = template.Library()


class RefusedNode(template.Node):
    """Renders its inside, and says at its fields what is wrong with them."""

    def __init__(self, problems: FilterExpression, inside: NodeList) -> None:
        self.problems, self.nodelist = problems, inside

    def render(self, context: Context) -> SafeString:
        """Write the form."""
        form = self.nodelist.render(context)
        problems = tuple(self.problems.resolve(context) or ())
        if not problems:
            return form
        rows = told(problems, fields_of(form))
        summary = render_to_string("onetext/parts/refused.html", {"rows": rows})
        return mark_safe(summary + marked(form, rows, _said(rows)))


def _said(rows: tuple[Told, ...]) -> dict[str, str]:
    """Return what is said of each field."""
    said: dict[str, str] = {}
    for row in rows:
        if row.field is not None and row.field.name not in said:
            own = [one.problem for one in rows if one.field == row.field]
            about = {"id": said_id(row.field), "problems": own}
            said[row.field.name] = render_to_string("onetext/parts/wrong.html", about)
    return said


@register.tag
def refused(parser: Parser, token: Token) -> RefusedNode:
    """Read the tag: the problems, then the form."""
    given = token.split_contents()
    if len(given) != 2:
        raise template.TemplateSyntaxError("refused needs the problems of a form")
    inside = parser.parse(("endrefused",))
    parser.delete_first_token()
    return RefusedNode(parser.compile_filter(given[1]), inside)
