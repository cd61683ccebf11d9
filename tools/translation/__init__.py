"""The words of the workbench for translators: found in the sources, kept as .po, built to .mo.

In plain Python, so that neither GNU gettext nor another package is needed to build or to check.
"""
