"""Takes labels to the tools in which people label, and back: Label Studio, doccano and a spreadsheet (CSV).

`labeling.formats.registry` has every format by name, `labeling.formats.importing` reads a file of any of them.
"""
