"""Device categories by what a company says it makes, in French, English or Arabic.

`finding.find_codes` is the way in. It ranks the nomenclature (EMDN) by three things: the words of
the labels and of the branch above them, what the words of the field point to (hints), and meaning
(sentence vectors of the labels). cms's category picker reaches it through the Wagtail hook
`category_search`; without it, or without a text that means something, the picker's own search of
labels remains.
"""
