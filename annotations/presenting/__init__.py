"""The agreement report as something to read: charts, sections in words, and files of the same figures.

Pages and the command show the same report, and a face takes nothing from another: what they share is here.
It reads and never writes.
"""
