"""Secret addresses under which a calendar program may read one calendar with a member's eyes.

Pages go through `keys`; the table is there on a team's server alone.
"""
