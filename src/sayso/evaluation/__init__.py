"""The yardsticks: writes what Sayso read in the shapes that the scorers of public and own data sets take.

Takes documents with what was read from them, gives one prediction record each. Knows no gold and no score.
"""
