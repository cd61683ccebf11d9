"""A report's text -> proposed statements, meetings, differences, links to other reports."""
