"""The words Sayso knows, as data: cues, certainty, roles, institutions, countries. Adding a word is no code.

Takes nothing from other rooms but the shapes of ``model``; gives checked tables. A broken table fails at load with file, field and reason.
"""
