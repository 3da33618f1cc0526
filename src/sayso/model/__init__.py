"""The shapes that news takes on its way through Sayso: frozen values, the standard library only.

Takes nothing, gives the words everyone else speaks. No file here reads, writes or decides.
"""
