"""Drawings: pure functions from the rows of ``model.board`` and ``model.proposition`` to SVG text. They know no ledger and no template.

No script, no style: only attributes and class names, so that a page's sheet colours them in light and dark, and a file or a notebook shows them as they are. Shapes take the
colour of the text (``currentColor``) and of the paper (``Canvas``), so that a class needs a ``color`` only. Each drawing has a title and a description in words; one with links
is a group, the others are images. Widths are those of the viewBox, and text has 11 px and more at that width: a page draws wide (``svg.WIDE``) and narrow (``svg.NARROW``) ones.

Classes of whole drawings: ``v`` with ``v-spark``, ``v-history``, ``v-paths``, ``v-timeline``, ``v-map``, ``v-network`` or ``v-bar``; ``v-glyph``.

Classes that tell a colour, on groups:

- verdicts: ``v-corroborated``, ``v-single-source``, ``v-contested``, ``v-denied``, ``v-unknown``
- how a number stands to earlier ones: ``v-first``, ``v-same``, ``v-agrees``, ``v-updated``, ``v-contradicts``, ``v-apart`` (not comparable)
- who: ``v-outlet``, ``v-agency`` (and relays), ``v-voice``, ``v-origin``, ``v-weak`` (without access, or nameless)
- ties: ``v-path`` with ``v-adds``, ``v-copy`` or ``v-open``; ``v-net`` with ``v-says`` or ``v-repeats``; ``v-denies`` for a denial and its maker
- maps: ``v-sea``, ``v-land``, ``v-place``, ``v-leg`` (with ``v-contested``)

Classes of parts: ``v-mark`` (full), ``v-hollow`` and ``v-box`` (filled with paper), ``v-fill`` (bars), ``v-tie`` (lines and curves), ``v-whisker`` (as of when), ``v-said``,
``v-grid``, ``v-axis``, ``v-row``, ``v-node``, ``v-point``, ``v-link``; texts: ``v-quiet``, ``v-value``, ``v-name``, ``v-count``, ``v-far``, ``v-on`` (on a bar),
``v-halo`` (with a rim of paper, as ``v-rim`` of a mark).
"""
