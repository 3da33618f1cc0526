"""Numbered changes of the tables, run by Alembic; each in one transaction with its record."""
