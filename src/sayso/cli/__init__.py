"""The command line: parses what the user typed, calls ``api``, renders. Decides nothing."""
